package partita.internal.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnerEndTest {
    @Test
    void kill9_ofTheOwner_leavesNoProcess() throws IOException {
        Process parent = start();
        List<ProcessHandle> family = family(parent);
        parent.destroyForcibly();
        assertAllEnd(family);
    }

    @Test
    void exit_ofTheOwner_leavesNoProcess() throws IOException {
        Process parent = start("daemon");
        List<ProcessHandle> family = family(parent);
        assertAllEnd(family);
        await().until(() -> !parent.isAlive());
        assertEquals(0, parent.exitValue());
    }

    private static Process start(String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SmallParent.class.getName()));
        line.addAll(List.of(args));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<ProcessHandle> family(Process parent) throws IOException {
        List<ProcessHandle> family = new ArrayList<>();
        BufferedReader out = parent.inputReader();
        for (String line = out.readLine(); line != null && !line.equals("all"); line = out.readLine()) {
            ProcessHandle.of(Long.parseLong(line)).ifPresent(family::add);
        }
        assertEquals(3, family.size());
        return family;
    }

    private static void assertAllEnd(List<ProcessHandle> family) {
        await().atMost(Duration.ofSeconds(5)).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
}
