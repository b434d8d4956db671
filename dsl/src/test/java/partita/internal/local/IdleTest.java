package partita.internal.local;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workers that have nothing to do. */
final class IdleTest {
    private static final WorkerSettings SETTINGS = new WorkerSettings(3, Optional.of("64m"), List.of());

    private static long children() {
        return ProcessHandle.current().children().count();
    }

    @Test
    void engine_workersAreIdle_allButOneEndAndComeBack() {
        try (LocalEngine engine = new LocalEngine(SETTINGS, TestWorker.class.getName(), ofMillis(300))) {
            long before = children();
            Recorder recorder = new Recorder();
            engine.start(Recorder.source("busy 200", "busy 200", "busy 200", "busy 200"), recorder);
            recorder.awaitEnd();
            assertTrue(children() > before + 1, "it had more than one worker");
            await().atMost(ofSeconds(20)).until(() -> children() == before + 1);
            Recorder next = new Recorder();
            engine.start(Recorder.source("busy 200", "busy 200", "busy 200", "busy 200"), next);
            next.awaitEnd();
            assertTrue(children() > before + 1, "and has more again");
        }
    }

    @Test
    void engine_warmUp_idleWorkersThatNeverWorkedEndToo() {
        try (LocalEngine engine = new LocalEngine(SETTINGS, TestWorker.class.getName(), ofMillis(300))) {
            long before = children();
            engine.warmUp();
            await().atMost(ofSeconds(20)).until(() -> children() > before + 1);
            await().atMost(ofSeconds(20)).until(() -> children() == before + 1);
            Recorder recorder = new Recorder();
            engine.start(Recorder.source("echo x"), recorder);
            recorder.awaitEnd();
            assertEquals("x", recorder.text(0));
        }
    }
}
