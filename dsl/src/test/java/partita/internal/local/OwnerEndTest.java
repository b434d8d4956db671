package partita.internal.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a notebook's JVM ends, five seconds later none of its processes and none of its files is left. Each test
 * gives it a folder of its own for temporary files, so that others that run at the same time do not matter.
 */
final class OwnerEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    private Path temporary;

    @Test
    void kill9_ofTheOwner_leavesNothing() throws IOException {
        Process parent = start();
        List<ProcessHandle> family = family(parent);
        parent.destroyForcibly();
        assertNothingIsLeft(family);
    }

    @Test
    void kill9_ofTheOwnersProcessGroup_leavesNothing() throws IOException, InterruptedException {
        Process parent = start(List.of("setsid"), "");
        List<ProcessHandle> family = family(parent);
        signal("-9", "-" + parent.pid());
        assertNothingIsLeft(family);
        assertEquals(128 + 9, parent.waitFor());
    }

    @Test
    void kill9_ofTheOwnerWhileWorkersStart_leavesNothing() throws IOException {
        Process parent = start(List.of(), "early");
        List<ProcessHandle> family = family(parent);
        parent.destroyForcibly();
        assertNothingIsLeft(family);
    }

    @Test
    void sigterm_ofTheOwner_leavesNothing() throws IOException {
        Process parent = start();
        List<ProcessHandle> family = family(parent);
        parent.destroy();
        assertNothingIsLeft(family);
    }

    @Test
    void exit_ofTheOwner_leavesNothing() throws IOException {
        Process parent = start(List.of(), "daemon");
        List<ProcessHandle> family = family(parent);
        assertNothingIsLeft(family);
        await().until(() -> !parent.isAlive());
        assertEquals(0, parent.exitValue());
    }

    @Test
    void powerCut_atTheWorstMoment_isSweptAtTheNextStartAndNoOther() throws IOException {
        Process living = start();
        List<ProcessHandle> family = family(living);
        Process dead = start(List.of(), "journal");
        family(dead);
        dead.destroyForcibly();
        await().until(() -> !dead.isAlive());
        assertEquals(2, runs().size(), "what a JVM without workers leaves is there until the next start");
        Path left = runs().stream()
                .filter(run -> run.toString().contains("run-" + dead.pid() + "-"))
                .findFirst()
                .orElseThrow();
        assertTrue(files(left).size() >= 2, () -> "files=" + files(left));
        Process next = start();
        family.addAll(family(next));
        assertFalse(Files.exists(left));
        assertEquals(2, runs().size(), "the living keep theirs");
        living.destroyForcibly();
        next.destroyForcibly();
        assertNothingIsLeft(family);
    }

    private Process start() throws IOException {
        return start(List.of(), "");
    }

    private Process start(List<String> before, String how) throws IOException {
        List<String> line = new ArrayList<>(before);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallParent.class.getName(),
                how));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("XDG_RUNTIME_DIR");
        return builder.start();
    }

    private static void signal(String signal, String whom) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", signal, "--", whom).start().waitFor());
    }

    private static List<ProcessHandle> family(Process parent) throws IOException {
        List<ProcessHandle> family = new ArrayList<>();
        family.add(parent.toHandle());
        BufferedReader out = parent.inputReader();
        String line = out.readLine();
        while (line != null && !line.equals("all")) {
            ProcessHandle.of(Long.parseLong(line)).ifPresent(family::add);
            line = out.readLine();
        }
        assertEquals("all", line, "the parent ended early");
        return family;
    }

    private List<Path> runs() {
        return files(temporary).stream()
                .flatMap(shared -> files(shared).stream())
                .filter(Files::isDirectory)
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNothingIsLeft(List<ProcessHandle> family) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertTrue(family.stream().noneMatch(ProcessHandle::isAlive), "processes"));
        await().atMost(LIMIT).untilAsserted(() -> assertEquals(List.of(), files(temporary)));
    }
}
