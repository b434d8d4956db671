package partita.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.spi.Display;
import partita.spi.Engine;

final class ChildTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final Children children = new Children(TestWorker.class.getName());
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final Display.Cell cell = (error, text) -> (error ? err : out).append(text);

    private ChildProcess child(String command) {
        Engine.Work work =
                new Engine.Work(0, new Engine.Bundle("hash", "bundle hash".getBytes(UTF_8)), command.getBytes(UTF_8));
        return children.make(null, new WorkerSettings(1, Optional.of("128m"), List.of()), () -> work, cell);
    }

    private ChildProcess ended(String command) {
        ChildProcess child = child(command).start();
        assertTrue(child.join(LIMIT));
        return child;
    }

    @AfterAll
    static void noProcessIsLeft() {
        await().atMost(Duration.ofSeconds(2))
                .until(() -> ProcessHandle.current().children().findAny().isEmpty());
    }

    @Test
    void join_childThatPrints_showsItsOutputBefore() {
        ChildProcess child = ended("print hello from a child ä€");
        assertEquals("hello from a child ä€\n", out.toString());
        assertEquals(0, child.exitCode());
        assertEquals("", err.toString());
        assertFalse(child.isAlive());
    }

    @Test
    void join_flagThatMakesTheJvmWriteAtItsEnd_showsThatToo() {
        Engine.Work work = new Engine.Work(
                0, new Engine.Bundle("hash", "bundle hash".getBytes(UTF_8)), "print hello".getBytes(UTF_8));
        var settings = new WorkerSettings(1, Optional.of("128m"), List.of("-Xlog:safepoint+stats"));
        assertTrue(children.make(null, settings, () -> work, cell).start().join(LIMIT));
        assertTrue(out.toString().contains("hello\n"), out::toString);
        assertTrue(out.toString().contains("Maximum sync time"), out::toString);
    }

    @Test
    void start_child_isItsOwnProcessNamedByNumber() {
        ChildProcess child = child("print x");
        assertEquals("Process-1", child.name());
        assertThrows(IllegalStateException.class, child::pid);
        assertThrows(IllegalStateException.class, child::join);
        child.start();
        assertTrue(child.pid() != ProcessHandle.current().pid());
        assertEquals(List.of(child), children.active());
        assertThrows(IllegalStateException.class, child::start);
        child.join();
        assertTrue(children.active().isEmpty());
        assertEquals("Process-2", child("print y").name());
        child.close();
    }

    @Test
    void exitCode_uncaughtException_isOneAndTheTraceIsShown() {
        ChildProcess child = ended("throw it broke");
        assertEquals(1, child.exitCode());
        assertTrue(
                err.toString()
                        .startsWith("Exception in thread \"Process-1\" java.lang.IllegalStateException: it broke"),
                err::toString);
    }

    @Test
    void exitCode_exit_isItsNumber() {
        assertEquals(7, ended("printAndExit bye").exitCode());
        assertEquals("bye\n", out.toString());
        assertEquals(137, ended("exit 137").exitCode());
        assertEquals(4, ended("halt 4").exitCode());
    }

    @Test
    void terminate_running_isMinus15AndHooksRun() {
        ChildProcess child = child("wait").start();
        child.terminate();
        assertTrue(child.join(LIMIT));
        assertEquals(-15, child.exitCode());
    }

    @Test
    void kill_running_isMinus9() {
        ChildProcess child = child("spin").start();
        assertThrows(IllegalStateException.class, child::exitCode);
        assertThrows(IllegalStateException.class, child::close);
        assertFalse(child.join(Duration.ZERO));
        child.kill();
        child.onExit().orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        assertEquals(-9, child.exitCode());
    }

    @Test
    void interrupt_waitingTask_throwsInTheChild() {
        ChildProcess child = child("wait").start();
        child.interrupt();
        assertTrue(child.join(LIMIT));
        assertEquals(1, child.exitCode());
        assertTrue(err.toString().contains("InterruptedException"), err::toString);
    }

    @Test
    void join_threadsAndHooksOfTheTask_areWaitedFor() {
        assertEquals(0, ended("threads").exitCode());
        assertEquals("the thread ended\n", out.toString());
        assertEquals(0, ended("hook").exitCode());
        assertTrue(out.toString().endsWith("the hook ran\n"), out::toString);
    }

    @Test
    void output_manyLines_arrivesWhole() {
        ended("lines 20000");
        assertEquals(20_000, out.toString().lines().count());
    }

    @Test
    void join_interrupted_keepsTheFlagAndTheProcess() {
        ChildProcess child = child("wait").start();
        Thread.currentThread().interrupt();
        assertThrows(partita.api.ParInterruptedException.class, child::join);
        assertTrue(Thread.interrupted());
        assertTrue(child.isAlive());
        child.kill();
        child.join();
    }
}
