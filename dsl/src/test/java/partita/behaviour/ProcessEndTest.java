package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.function.Task;
import partita.testing.Behaviour;

/** How a child ends, and what is left of it. */
class ProcessEndTest {
    @TempDir
    Path folder;

    private static void set(Path event) throws IOException {
        Files.writeString(event, "set");
    }

    private static void awaitSet(Path event) {
        await().atMost(ofSeconds(20)).until(() -> Files.exists(event));
    }

    /** A daemon that waits for ever, and has begun to. */
    private ChildProcess startSleeping() {
        Path began = folder.resolve("began");
        ChildProcess p = par.process(() -> {
                    set(began);
                    new CountDownLatch(1).await();
                })
                .daemon(true)
                .start();
        awaitSet(began);
        return p;
    }

    @Test
    @Behaviour(
            value = "_TestProcess.interrupt",
            checks = "a sleeping child that is interrupted dies of the exception: exit code 1")
    void interrupt_sleepingChild_exitsWithOne() {
        ChildProcess p = startSleeping();
        p.interrupt();
        assertTrue(p.join(ofSeconds(10)));
        assertEquals(1, p.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestProcess.interrupt_no_handler",
            checks =
                    "a sleeping child that has no handler for SIGINT and gets it from the system dies of the signal itself:"
                            + " exit code minus SIGINT")
    void sigint_sleepingChildWithoutAHandler_exitsWithMinusSigint() throws Exception {
        ChildProcess p = startSleeping();
        Signals.send("-INT", p.pid());
        assertTrue(p.join(ofSeconds(10)));
        assertEquals(-2, p.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestProcess.sentinel",
            checks = "what tells of the end is not complete while the child waits for an event, and is after join")
    void onExit_childThatWaits_isCompleteAfterJoin() throws IOException {
        Path event = folder.resolve("event");
        ChildProcess p = par.process(() -> awaitSet(event));
        assertThrows(IllegalStateException.class, p::pid);
        CompletableFuture<ChildProcess> exit = p.start().onExit();
        assertFalse(exit.isDone());
        set(event);
        p.join();
        assertTrue(exit.isDone());
        assertEquals(p, exit.join());
    }

    @Test
    @Behaviour(
            value = "_TestProcess.close",
            checks =
                    "a child that runs cannot be closed; one that ended can, twice, and then neither be asked whether it"
                            + " lives nor joined nor terminated")
    void close_afterTheEnd_endsTheUse() throws IOException {
        Path event = folder.resolve("event");
        ChildProcess p = par.process(() -> awaitSet(event)).daemon(true).start();
        assertTrue(p.isAlive());
        assertThrows(IllegalStateException.class, p::close);
        set(event);
        p.join();
        assertFalse(p.isAlive());
        assertEquals(0, p.exitCode());
        p.close();
        assertThrows(ClosedException.class, p::isAlive);
        assertThrows(ClosedException.class, p::join);
        assertThrows(ClosedException.class, p::terminate);
        p.close();
    }

    @Test
    @Behaviour(
            value = "_TestProcess.lose_target_ref",
            checks = "once the child was started and joined, its task is not held on to by the process object")
    void start_task_isLetGo() {
        Counter task = new Counter();
        WeakReference<Counter> reference = new WeakReference<>(task);
        ChildProcess p = par.process(task);
        task = null;
        p.start().join();
        await().atMost(ofSeconds(10)).until(() -> {
            System.gc();
            return reference.get() == null;
        });
        assertNull(reference.get());
        assertEquals(5, p.exitCode());
    }

    /** A task with a weight. */
    static final class Counter implements Task {
        private static final long serialVersionUID = 1;
        private final int[] code = {5};

        @Override
        public void run() {
            System.exit(code[0]);
        }
    }

    @Test
    @Behaviour(
            value = "_TestProcess.wait_for_threads",
            checks = "before it exits, a child waits for its threads that are no daemons, and not for daemons")
    void join_childWithThreads_waitsForThoseThatAreNoDaemons() {
        Path event = folder.resolve("event");
        Path main = folder.resolve("main");
        ChildProcess p = par.process(() -> {
                    Thread.ofPlatform().start(() -> {
                        try {
                            awaitSet(main);
                            set(event);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
                    Thread.ofPlatform().daemon().start(() -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    set(main);
                })
                .start();
        p.join();
        assertTrue(Files.exists(event));
        assertEquals(0, p.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestProcess.error_on_stdio_flush_1",
            checks = "a child works and ends with 0 when its parent's standard streams are closed or missing")
    void start_parentsStreamsAreBroken_childWorks() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream closed = new PrintStream(OutputStream.nullOutputStream());
        closed.close();
        int number = 0;
        for (PrintStream stream : new PrintStream[] {closed, new PrintStream(OutputStream.nullOutputStream())}) {
            Path event = folder.resolve("event" + number++);
            ChildProcess p;
            try {
                System.setOut(stream);
                System.setErr(stream);
                p = par.process(() -> {
                            System.out.println("nobody reads this");
                            set(event);
                        })
                        .start();
                p.join();
            } finally {
                System.setOut(out);
                System.setErr(err);
            }
            assertTrue(Files.exists(event));
            assertEquals(0, p.exitCode());
        }
    }

    @Test
    @Behaviour(
            value = "_TestProcess.error_on_stdio_flush_2",
            checks = "a child that closes its standard streams, or puts others in their place, still ends with 0")
    void start_childBreaksItsStreams_endsWithZero() {
        List<Task> breaks = List.of(
                () -> System.out.close(),
                () -> System.err.close(),
                () -> System.setOut(new PrintStream(OutputStream.nullOutputStream())),
                () -> System.setErr(new PrintStream(OutputStream.nullOutputStream())));
        for (int i = 0; i < breaks.size(); i++) {
            Task broken = breaks.get(i);
            Path event = folder.resolve("event" + i);
            ChildProcess p = par.process(() -> {
                        broken.run();
                        set(event);
                    })
                    .start();
            p.join();
            assertTrue(Files.exists(event));
            assertEquals(0, p.exitCode());
        }
    }

    @Test
    @Behaviour(
            value = "_TestSubclassingProcess.stderr_flush",
            checks = "the whole trace of an uncaught exception reaches the child's own standard error before it ends")
    void uncaught_ownStandardError_holdsTheWholeTrace() throws IOException {
        Path file = folder.resolve("err");
        ChildProcess p = par.process(() -> {
                    System.setErr(new PrintStream(Files.newOutputStream(file)));
                    int zero = 0;
                    System.out.println(1 / zero); // MARKER
                })
                .start();
        p.join();
        assertEquals(1, p.exitCode());
        String err = Files.readString(file);
        assertTrue(err.contains("ArithmeticException"), err);
        assertTrue(err.contains("ProcessEndTest.java:"), err);
    }

    @Test
    @Behaviour(
            value = "_TestSubclassingProcess.sys_exit",
            checks =
                    "a child that exits with a number has it as its exit code, 0 where it gave none, and 1 where it ended"
                            + " for a reason in words, which is on its standard error")
    void exit_inAChild_isItsExitCode() throws IOException {
        Path file = folder.resolve("err");
        ChildProcess reason = par.process(() -> {
                    System.setErr(new PrintStream(Files.newOutputStream(file)));
                    throw new IllegalStateException("ignore this");
                })
                .start();
        reason.join();
        assertEquals(1, reason.exitCode());
        assertTrue(Files.readString(file).contains("ignore this"));
        for (int code : new int[] {1, 0, 8}) {
            ChildProcess p = par.process(code, n -> System.exit(n)).daemon(true).start();
            p.join();
            assertEquals(code, p.exitCode());
        }
        ChildProcess none = par.process(() -> {}).start();
        none.join();
        assertEquals(0, none.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestAtExit.atexit",
            checks = "what a child registered to be done at its exit has been done when it was joined")
    void join_childWithShutdownHook_hookHasRun() throws IOException {
        Path file = folder.resolve("output");
        par.process(() -> Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        Files.writeString(file, "deadbeef");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })))
                .start()
                .join();
        assertEquals("deadbeef", Files.readString(file));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.args_argument",
            checks = "a number, a text and a list arrive in the child as the arguments that they were")
    void argument_ofAnyKind_arrives() throws IOException {
        int number = 0;
        for (Object argument : new Object[] {1, "str", List.of(1), new int[] {1}}) {
            Path file = folder.resolve("argument" + number++);
            String expected = argument instanceof int[] ints ? java.util.Arrays.toString(ints) : argument.toString();
            ChildProcess p = par.process(
                            argument,
                            given -> Files.writeString(
                                    file,
                                    given.getClass().getName() + " "
                                            + (given instanceof int[] ints ? java.util.Arrays.toString(ints) : given)))
                    .daemon(true)
                    .start();
            p.join();
            assertTrue(Files.readString(file).endsWith(" " + expected), Files.readString(file));
        }
    }

    @Test
    void use_beforeStart_isRefused() {
        ChildProcess p = par.process(() -> {});
        assertThrows(IllegalStateException.class, p::join);
        assertThrows(IllegalStateException.class, p::terminate);
        assertThrows(IllegalStateException.class, p::kill);
        assertThrows(IllegalStateException.class, p::interrupt);
        assertThrows(IllegalStateException.class, p::exitCode);
        assertFalse(p.isAlive());
        p.close();
        assertThrows(ClosedException.class, p::start);
    }
}
