package partita.start;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.SharedMemory;
import partita.testing.Behaviour;

/** Programs of their own that share something, and what is left when they have ended. */
class SharingProgramsTest {
    private static final int SECONDS = 30;

    @TempDir
    Path folder;

    private ProcessBuilder program(String what) {
        return new ProcessBuilder(new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + folder("tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharingProgram.class.getName(),
                        what)))
                .redirectError(folder.resolve("err").toFile());
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertEndsWellAndSaysNothing(Process process) throws Exception {
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "it has not ended");
        assertEquals(0, process.exitValue());
        assertEquals("", Files.readString(folder.resolve("err")));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_tracking",
            checks =
                    "memory that a program of its own has not unlinked goes with that program when it ends, though others"
                            + " have attached it; those keep what they have mapped")
    void memory_ofAProgramThatEnds_goesWithIt() throws Exception {
        ProcessBuilder builder = program("memory");
        builder.command().removeIf(flag -> flag.startsWith("-Djava.io.tmpdir=")); // memory is found in one place
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            String name = out.readLine();
            try (SharedMemory attached = par.sharedMemory(name)) {
                assertEquals(42, attached.segment().get(JAVA_BYTE, 0));
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
                assertEquals("told=10", out.readLine());
                assertEndsWellAndSaysNothing(process);
                assertThrows(NoSuchElementException.class, () -> par.sharedMemory(name));
                assertThrows(NoSuchElementException.class, attached::unlink);
                assertEquals(42, attached.segment().get(JAVA_BYTE, 0));
            }
        }
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_SharedMemoryManager_reuses_resource_tracker",
            checks = "a program whose manager made a list that nobody unlinked says nothing on standard error when the"
                    + " manager is shut down and when the program ends")
    void manager_keptAList_programEndsWithoutAWord() throws Exception {
        Process process = program("manager").start();
        try (BufferedReader out = process.inputReader()) {
            assertEquals("3", out.readLine());
            assertEndsWellAndSaysNothing(process);
        }
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.resource_tracker_safety_net_timeout",
            checks =
                    "a program that something left behind holds a child's streams open does not hang: the child is joined,"
                            + " the program ends with 0, and its files are gone, while that one still runs")
    void child_leavesAProgramThatHoldsItsStreams_nobodyWaitsForIt() throws Exception {
        ProcessBuilder builder = program("holder");
        builder.environment().remove("XDG_RUNTIME_DIR"); // so that all files are in the folder for temporary ones
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            ProcessHandle left =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            try {
                assertEquals("exitCode=0", out.readLine());
                assertEndsWellAndSaysNothing(process);
                assertTrue(left.isAlive());
                await().atMost(ofSeconds(5)).untilAsserted(() -> assertEquals(List.of(), files(folder("tmp"))));
            } finally {
                left.destroyForcibly();
            }
        }
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }
}
