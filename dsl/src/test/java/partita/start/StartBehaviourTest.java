package partita.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.api.ChildProcess;
import partita.api.StartMethod;
import partita.testing.Behaviour;

/** What CPython checks of start methods, and of what a new process takes over from the one that starts it. */
class StartBehaviourTest {
    @TempDir
    Path folder;

    @AfterAll
    static void closeWorkers() {
        Par.closeDefault();
    }

    private static boolean asserts() {
        return StartBehaviourTest.class.desiredAssertionStatus();
    }

    private static void say(Path file, Object line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.context",
            checks = "a context of a start method has that start method, and a child that it starts sees the same")
    void startMethod_ofAContext_isThatOfItsChildren() throws IOException {
        for (StartMethod method : StartMethod.values()) {
            Par context = par.startMethod(method);
            assertEquals(method, context.startMethod());
            Path file = folder.resolve(method.name());
            context.process(() -> say(file, context.startMethod())).start().join();
            assertEquals(List.of(method.name()), Files.readAllLines(file));
        }
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.set_get",
            checks = "what was set as start method is got again and is that of further contexts; here a context never"
                    + " changes, so that the default stays")
    void startMethod_set_isGotAgain() {
        for (StartMethod method : StartMethod.values()) {
            assertEquals(method, par.startMethod(method).workers(2).startMethod());
        }
        assertEquals(StartMethod.FORKSERVER, par.startMethod());
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.get_all_start_methods",
            checks = "all start methods are fork, spawn and forkserver; here also threads, Python's dummy")
    void values_all_arePythonsAndThreads() {
        assertEquals(
                EnumSet.of(StartMethod.FORK, StartMethod.SPAWN, StartMethod.FORKSERVER, StartMethod.THREAD),
                EnumSet.allOf(StartMethod.class));
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.nested_startmethod",
            checks = "a child hands what it was given on to a child of its own, and both report to it")
    void process_nested_handsItsArgumentsOn() throws IOException {
        Path file = folder.resolve("queue");
        par.process(() -> {
                    say(file, 2);
                    par.process(() -> say(file, 1)).start().join();
                })
                .start()
                .join();
        assertEquals(Set.of("1", "2"), Set.copyOf(Files.readAllLines(file)));
    }

    @Test
    @Behaviour(
            value = "TestFlags.flags",
            checks = "a grandchild runs under the same flags as the child: those of its context, and whether assertions"
                    + " are checked")
    void flags_ofAGrandchild_areTheChilds() throws IOException {
        Par context = par.jvmArgs("-ea", "-Dunusual=flag");
        Path file = folder.resolve("flags");
        context.process(() -> {
                    say(file, asserts() + " " + System.getProperty("unusual"));
                    par.process(() -> say(file, asserts())).start().join();
                    context.process(() -> say(file, asserts() + " " + System.getProperty("unusual")))
                            .start()
                            .join();
                })
                .start()
                .join();
        assertEquals(List.of("true flag", "true", "true flag"), Files.readAllLines(file));
    }

    @Test
    @Behaviour(
            value = "_TestSpawnedSysPath.child_sys_path",
            checks = "a child finds classes in the same places, in the same order, as its parent")
    void classPath_ofAChild_isItsParents() throws IOException {
        Path file = folder.resolve("path");
        par.process(() -> say(file, System.getProperty("java.class.path")))
                .start()
                .join();
        List<String> here = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .distinct()
                .toList();
        List<String> there = List.of(Files.readString(file).strip().split(File.pathSeparator));
        assertEquals(here, there.subList(0, here.size()));
    }

    @Test
    @Behaviour(
            value = "TestStdinBadfiledescriptor.pool_in_process",
            checks = "a child, whose standard input is not the parent's, makes a pool of its own and ends well")
    void map_inAProcess_endsWell() throws IOException {
        Path file = folder.resolve("pool");
        ChildProcess child = par.process(() -> {
                    say(file, System.in.read());
                    say(file, par.workers(4).map(List.of(1, 2, 3), x -> x * x));
                })
                .start();
        child.join();
        assertEquals(0, child.exitCode());
        assertEquals(List.of("-1", "[1, 4, 9]"), Files.readAllLines(file));
    }

    @Test
    @Behaviour(
            value = "TestNoForkBomb.noforkbomb",
            checks = "a program whose main starts a child without a guard starts one child, not one after the other for"
                    + " ever: a child never runs main again")
    void main_withoutGuard_startsOneChild() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UnguardedProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("123\n", said);
    }

    @Test
    @Behaviour(
            value = "TestBaseProcessKwargs.default_kwargs_not_shared_between_instances",
            checks = "what is set on one process object that was made with defaults is not seen on another")
    void process_defaults_areNotShared() {
        ChildProcess one = par.process(() -> {});
        ChildProcess other = par.process(() -> {});
        String name = other.name();
        boolean daemon = other.daemon();
        one.name("changed").daemon(!daemon);
        assertEquals(name, other.name());
        assertEquals(daemon, other.daemon());
    }

    @Test
    @Behaviour(value = "_TestImportStar.import", checks = "every public part can be loaded, and is what it says")
    void classes_public_load() throws Exception {
        Path classes = Path.of(
                Par.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        int loaded = 0;
        for (String name : List.of("partita", "partita/api", "partita/function", "partita/spi")) {
            try (Stream<Path> files = Files.list(classes.resolve(name))) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                    String type = classes.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replaceAll("\\.class$", "");
                    assertNotNull(Class.forName(type), type);
                    loaded++;
                }
            }
        }
        assertTrue(loaded > 20, "loaded=" + loaded);
    }
}
