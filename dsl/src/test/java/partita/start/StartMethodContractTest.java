package partita.start;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import partita.Par;
import partita.api.AsyncResult;
import partita.api.ChildProcess;
import partita.api.NotShippableException;
import partita.api.StartMethod;
import partita.api.TaskException;
import partita.notebook.Notebook;

/** One contract: whatever the start method, work sees, gives and refuses the same. */
class StartMethodContractTest {
    @TempDir
    Path folder;

    private final Notebook notebook = new Notebook();

    @AfterEach
    void closeNotebook() {
        notebook.close();
    }

    @AfterAll
    static void closeWorkers() {
        Par.closeDefault();
    }

    private static void say(Path file, Object line) throws IOException {
        Files.writeString(file, line.toString());
    }

    private ChildProcess waiting(Par context) {
        Path began = folder.resolve("began" + System.nanoTime());
        ChildProcess child = context.process(() -> {
                    say(began, "began");
                    new CountDownLatch(1).await();
                })
                .start();
        await().atMost(ofSeconds(20)).until(() -> Files.exists(began));
        return child;
    }

    private int endedBy(Par context, Consumer<ChildProcess> end) {
        ChildProcess child = waiting(context);
        assertTrue(child.isAlive());
        assertFalse(child.join(ZERO));
        assertTrue(par.activeChildren().contains(child));
        assertThrows(IllegalStateException.class, child::exitCode);
        assertThrows(IllegalStateException.class, child::close);
        end.accept(child);
        assertTrue(child.join(ofSeconds(10)));
        assertFalse(child.isAlive());
        assertFalse(par.activeChildren().contains(child));
        return child.exitCode();
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void map_items_givesResultsInOrder(StartMethod method) {
        List<Integer> squares = par.startMethod(method).map(par.range(0, 1000), x -> x * x);
        assertEquals(par.range(0, 1000).stream().map(x -> x * x).toList(), squares);
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void map_items_runInOtherProcessesButForThreads(StartMethod method) {
        long here = ProcessHandle.current().pid();
        boolean same =
                par.startMethod(method).apply(() -> ProcessHandle.current().pid() == here);
        assertEquals(method == StartMethod.THREAD, same);
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void map_failingItem_isNamedAndTheOthersRun(StartMethod method) {
        TaskException failure =
                assertThrows(TaskException.class, () -> par.startMethod(method).map(List.of(1, 0, 2), x -> 10 / x));
        assertEquals(1, failure.index());
        assertInstanceOf(ArithmeticException.class, failure.getCause());
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void map_captured_isACopy(StartMethod method) {
        int[] captured = {1};
        List<Integer> seen = par.startMethod(method).workers(1).map(List.of(1, 2), x -> {
            captured[0] += x;
            return captured[0];
        });
        assertEquals(List.of(2, 4), seen);
        assertEquals(1, captured[0]);
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void map_what_cannotTravel_isRefused(StartMethod method) {
        Thread thread = new Thread();
        assertThrows(NotShippableException.class, () -> par.startMethod(method).apply(() -> thread.getName()));
        assertThrows(
                NotShippableException.class,
                () -> par.startMethod(method).process(() -> thread.getName()).start());
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void map_inItems_toTheDepthOfFour_ends(StartMethod method) {
        Par context = par.startMethod(method);
        List<Integer> sums = context.map(List.of(1, 2), a -> context
                .map(List.of(1, 2), b -> context
                        .map(List.of(1, 2), c -> context.map(List.of(1, 2), d -> a * b * c * d).stream()
                                .mapToInt(i -> i)
                                .sum())
                        .stream()
                        .mapToInt(i -> i)
                        .sum())
                .stream()
                .mapToInt(i -> i)
                .sum());
        assertEquals(List.of(27, 54), sums);
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void cancel_job_stopsIt(StartMethod method) {
        Path began = folder.resolve("began");
        AsyncResult<List<Integer>> job = par.startMethod(method).mapAsync(List.of(1), x -> {
            say(began, "began");
            new CountDownLatch(1).await();
            return x;
        });
        await().atMost(ofSeconds(20)).until(() -> Files.exists(began));
        job.cancel();
        assertTrue(job.isCancelled());
        assertEquals(List.of(2), par.startMethod(method).map(List.of(1), x -> x + 1));
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void process_task_knowsWhoItIs(StartMethod method) throws IOException {
        Path file = folder.resolve("who");
        ChildProcess child = par.startMethod(method)
                .process(
                        "who",
                        folder.toString(),
                        given -> say(
                                file,
                                given + " " + par.currentProcess().name() + " "
                                        + par.currentProcess().pid() + " "
                                        + par.parentProcess().name()));
        assertThrows(IllegalStateException.class, child::pid);
        child.start().join();
        assertEquals(0, child.exitCode());
        assertEquals(folder + " who " + child.pid() + " MainProcess", Files.readString(file));
        assertEquals(
                method == StartMethod.THREAD,
                child.pid() == ProcessHandle.current().pid());
        assertThrows(IllegalStateException.class, child::start);
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void process_inAProcess_isNamedAfterIt(StartMethod method) throws IOException {
        Path file = folder.resolve("names");
        Par context = par.startMethod(method);
        ChildProcess child = context.process(() -> context.process(() -> say(
                        file,
                        par.currentProcess().name() + " " + par.parentProcess().name()))
                .start()
                .join());
        child.start().join();
        assertEquals(child.name() + ":1 " + child.name(), Files.readString(file));
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void process_uncaughtException_exitsWithOne(StartMethod method) {
        ChildProcess child = par.startMethod(method)
                .process(() -> {
                    throw new IllegalStateException("on purpose");
                })
                .start();
        child.join();
        assertEquals(1, child.exitCode());
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void process_ended_hasItsExitCode(StartMethod method) {
        assertEquals(-15, endedBy(par.startMethod(method), ChildProcess::terminate));
        assertEquals(-9, endedBy(par.startMethod(method), ChildProcess::kill));
        assertEquals(1, endedBy(par.startMethod(method), ChildProcess::interrupt));
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void notebook_variables_travelAndAreNotWritten(StartMethod method) {
        notebook.run("int factor = 3; List<String> names = new ArrayList<>(List.of(\"a\"));");
        String context = "par.startMethod(StartMethod." + method + ")";
        assertEquals(List.of(3, 6), notebook.run(context + ".map(List.of(1, 2), n -> n * factor)"));
        notebook.run("factor = 4");
        assertEquals(List.of(4), notebook.run(context + ".map(List.of(1), n -> n * factor)"));
        assertEquals(
                List.of(2),
                notebook.run(context + ".map(List.of(1), n -> { names.add(\"b\"); return names.size(); })"));
        assertEquals(1, notebook.run("names.size()"));
        NotShippableException refused = assertThrows(
                NotShippableException.class,
                () -> notebook.run(context + ".forEach(List.of(1), n -> { factor = n; })"));
        assertTrue(refused.getMessage().contains("'factor'"), refused::getMessage);
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void notebook_variableThatNoCodeNames_goesAlongWithForkAlone(StartMethod method) {
        notebook.run("String hidden = \"old\";");
        notebook.run("int hidden = 42; Thread stays = new Thread(); var list = List.of(hidden);");
        notebook.run("Object lookUp(String name) {\n"
                + "    for (int i = 200; i > 0; i--) {\n"
                + "        for (String letter : List.of(\"\", \"A\", \"B\", \"C\")) {\n"
                + "            try {\n"
                + "                var field = Class.forName(\"REPL.$JShell$\" + i + letter, true,\n"
                + "                        Thread.currentThread().getContextClassLoader()).getDeclaredField(name);\n"
                + "                field.setAccessible(true);\n"
                + "                return field.get(null);\n"
                + "            } catch (ReflectiveOperationException | LinkageError e) { }\n"
                + "        }\n"
                + "    }\n"
                + "    return \"not there\";\n"
                + "}");
        Object seen = notebook.run("par.startMethod(StartMethod." + method + ").apply(() -> lookUp(\"hidden\"))");
        assertEquals(method == StartMethod.FORK ? 42 : "not there", seen);
        Object leftOut = notebook.run("par.startMethod(StartMethod." + method + ").explain(() -> 1).stream()"
                + ".filter(p -> p.kind().equals(\"left out\")).map(p -> p.name()).toList()");
        assertEquals(method == StartMethod.FORK ? List.of("stays") : List.of(), leftOut);
        NotShippableException refused = assertThrows(
                NotShippableException.class,
                () -> notebook.run("par.startMethod(StartMethod." + method + ").apply(() -> stays.getName())"));
        assertTrue(refused.getMessage().contains("'stays'"), refused::getMessage);
    }
}
