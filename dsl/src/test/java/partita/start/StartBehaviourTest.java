package partita.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.api.ChildProcess;
import partita.api.EngineException;
import partita.api.StartMethod;
import partita.testing.Behaviour;
import partita.testing.ClassFiles;

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
            value = "TestStartMethod.spawn_dont_set_context",
            checks = "a process that was started in some way leaves the default start method as it was")
    void startMethod_ofAProcessThatRan_leavesTheDefault() {
        for (StartMethod method : StartMethod.values()) {
            par.startMethod(method).process(() -> {}).start().join();
            assertEquals(StartMethod.FORKSERVER, par.startMethod());
        }
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.freeze_support_dont_set_context",
            checks = "coming to be as a child does not set the child's default start method either")
    void startMethod_inAChild_isTheDefault() throws IOException {
        for (StartMethod method : StartMethod.values()) {
            Path file = folder.resolve(method.name());
            par.startMethod(method)
                    .process(() -> say(file, par.startMethod()))
                    .start()
                    .join();
            assertEquals(List.of("FORKSERVER"), Files.readAllLines(file));
        }
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.context_check_module_types",
            checks = "what processes are to be started with must be text; else it is refused at once")
    void jvmArgs_noText_isRefusedAtOnce() {
        var refused = assertThrows(IllegalArgumentException.class, () -> par.jvmArgs("-ea", " "));
        assertEquals(
                "jvmArgs: an argument is no text: index=1 value= ; give them one by one, as in par.jvmArgs(\"-ea\","
                        + " \"-Dkey=value\")",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> par.jvmArgs((String) null));
    }

    @Test
    @Behaviour(
            value = "TestStdinBadfiledescriptor.flushing",
            checks = "what the parent has written and not flushed is not written again by a child that flushes")
    void start_unflushedOutput_isNotTheChilds() {
        var sink = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(new BufferedOutputStream(sink)));
        try {
            System.out.print("foo");
            par.process(() -> System.out.flush()).start().join();
            System.out.flush();
        } finally {
            System.setOut(before);
        }
        assertEquals("foo", sink.toString(UTF_8));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.set_executable",
            checks = "the program that processes are started with can be set, and one that does not exist is refused")
    void partitaJava_set_isWhatProcessesAreStartedWith() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path link = Files.createSymbolicLink(folder.resolve("my-java"), java);
        System.setProperty("partita.java", link.toString());
        try {
            Path file = folder.resolve("command");
            var spawn = par.startMethod(StartMethod.SPAWN);
            ChildProcess child = spawn.process(() -> say(
                            file,
                            Files.readString(Path.of("/proc/self/cmdline")).replace('\0', ' ')))
                    .start();
            child.join();
            assertEquals(0, child.exitCode());
            assertTrue(Files.readString(file).startsWith(link + " "), Files.readString(file));
            System.setProperty("partita.java", folder.resolve("missing").toString());
            var refused = assertThrows(
                    EngineException.class, () -> spawn.process(() -> {}).start());
            assertTrue(refused.getMessage().contains("missing"), refused.getMessage());
        } finally {
            System.clearProperty("partita.java");
        }
    }

    @Test
    @Behaviour(
            value = "MiscTestCase._all__",
            checks = "the public names are those meant: what public classes take, give and extend is public as well")
    void publicMembers_ofPublicClasses_nameNothingInternal() throws Exception {
        for (Class<?> type : publicClasses()) {
            Stream<Type> named = Stream.concat(
                    Stream.concat(
                            Stream.of(type.getGenericInterfaces()), Stream.ofNullable(type.getGenericSuperclass())),
                    Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getConstructors()))
                            .flatMap(member -> Stream.concat(
                                    Stream.of(member.getGenericParameterTypes()),
                                    member instanceof Method m ? Stream.of(m.getGenericReturnType()) : Stream.of())));
            named.forEach(
                    name -> assertFalse(name.getTypeName().contains("partita.internal"), type + " names " + name));
        }
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
        assertTrue(publicClasses().size() > 20, () -> "only few classes are public");
    }

    private static List<Class<?>> publicClasses() throws Exception {
        List<Class<?>> found = new ArrayList<>();
        ClassFiles.in(ClassFiles.placeOf(Par.class), classes -> {
            for (String name : List.of("partita", "partita/api", "partita/function", "partita/spi")) {
                try (Stream<Path> files = Files.list(classes.resolve(name))) {
                    for (Path file :
                            (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                        Class<?> type = Class.forName(classes.relativize(file)
                                .toString()
                                .replace('/', '.')
                                .replaceAll("\\.class$", ""));
                        if (Modifier.isPublic(type.getModifiers())) {
                            found.add(type);
                        }
                    }
                }
            }
        });
        return found;
    }
}
