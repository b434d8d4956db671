package partita.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import partita.testing.Behaviour;

/** Whole programs, as a user starts them. */
class StartProgramsTest {
    private static final Path HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    /** What a program printed. */
    private record Said(String out, String err) {}

    private Said run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        return run(List.of(), program, arguments);
    }

    private Said run(List<String> within, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        List<String> line = new ArrayList<>(within);
        line.addAll(List.of(
                HOME.resolve("bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), () -> out);
        return new Said(out, Files.readString(err));
    }

    @Test
    @Behaviour(
            value = "TestNoForkBomb.noforkbomb",
            checks = "a program whose main starts a child without a guard starts one child, not one after the other for"
                    + " ever: a child never runs main again")
    void main_withoutGuard_startsOneChild() throws Exception {
        assertEquals(new Said("123\n", ""), run(UnguardedProgram.class));
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.preload_resources",
            checks = "a class that makes a lock and a queue when it is loaded works in a child from the stand-by and in"
                    + " that one's child, and nothing is said on stderr")
    void classWithALockInAStaticField_inAChildAndItsChild_works() throws Exception {
        assertEquals(new Said("child\ngrandchild\n", ""), run(SharedAtLoadProgram.class));
    }

    @Test
    @Behaviour(
            value = "_TestSpawnedSysPath.std_streams_flushed_after_preload",
            checks = "what is printed before the first piece of work, without an end of line, comes once, before what"
                    + " the work prints, on both streams")
    void initializer_printsAPartOfALine_comesOnceAndFirst() throws Exception {
        assertEquals(new Said("out abc", "err "), run(UnendedLineProgram.class));
    }

    @Test
    @Behaviour(
            value = "MiscTestCase.spawn_sys_executable_none_allows_import",
            checks = "a JVM without a java of its own can load and use Partita within itself; only the start of a"
                    + " process fails, by name, until a java is named")
    void javaHome_withoutJava_failsTheStartOfProcessesOnly() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createSymbolicLink(home.resolve("lib"), HOME.resolve("lib"));
        List<String> lines =
                run(HomelessProgram.class, home.toString()).out().lines().toList();
        assertEquals("[2, 3]", lines.getFirst());
        assertTrue(lines.get(1).contains("java.home=" + home) && lines.get(1).contains("partita.java"), lines.get(1));
        assertEquals("0", lines.get(2));
    }

    /** Too little for what a worker shares with its owner, and enough for one of two arrays. */
    @ParameterizedTest
    @ValueSource(strings = {"64k", "20m"})
    void memory_nearlyFull_givesTheSameAnswersInSilence(String size) throws Exception {
        assumeTrue(mayMount(), "only who may mount can make a small /dev/shm");
        String mount = "mount -t tmpfs -o size=" + size + " tmpfs /dev/shm && \"$@\" && test -z \"$(ls /dev/shm)\"";
        Said said = run(List.of("unshare", "-m", "sh", "-c", mount, "sh"), FullMemoryProgram.class);
        assertEquals("""
                map [0, 1, 4, 9, 16]
                array there true
                array back true
                queue true value 1
                exit WorkerDiedException
                map [2, 3]
                """, said.out());
        assertEquals("", said.err());
    }

    private static boolean mayMount() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-m", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false; // there is no such program
        }
    }
}
