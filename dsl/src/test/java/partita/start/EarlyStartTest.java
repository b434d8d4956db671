package partita.start;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import partita.Par;
import partita.api.ChildProcess;
import partita.function.Call;
import partita.function.Task;
import partita.internal.launch.StandBy;

/** JVMs that stand by load what ran last, and run nothing of it before they have their orders. */
class EarlyStartTest {
    /** Says in a file in which process it was initialised. */
    static final class Loud {
        static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "partita-early-start-test");

        static {
            try {
                Files.writeString(
                        FILE,
                        ProcessHandle.current().pid() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot say that this class was initialised", e);
            }
        }

        private Loud() {}

        static Task task() {
            return () -> {};
        }

        static Call<Long> call() {
            return () -> ProcessHandle.current().pid();
        }
    }

    @AfterEach
    void removeFile() throws IOException {
        Files.deleteIfExists(Loud.FILE);
    }

    @AfterAll
    static void closeWorkers() {
        Par.closeDefault();
    }

    private static List<Long> initialisedIn() throws IOException {
        return Files.readAllLines(Loud.FILE).stream().map(Long::valueOf).toList();
    }

    /** Waits until so many stand by of whom none did before. */
    private static List<Long> others(List<Long> before, int count) {
        await().atMost(ofSeconds(30))
                .until(() -> StandBy.pids().stream()
                                .filter(pid -> !before.contains(pid))
                                .count()
                        >= count);
        return StandBy.pids().stream().filter(pid -> !before.contains(pid)).toList();
    }

    @Test
    void start_childWhoseCodeStoodBy_initialisesItsClassesOnlyThen() throws Exception {
        par.process(Loud.task()).start().join();
        List<Long> before = StandBy.pids();
        par.process(Loud.task()).start().join();
        List<Long> waiting = others(before, 1); // has been given that code
        assertTrue(initialisedIn().stream().noneMatch(waiting::contains), "nothing runs before there are orders");
        ChildProcess child = par.process(Loud.task()).start();
        child.join();
        assertEquals(0, child.exitCode());
        assertTrue(initialisedIn().contains(child.pid()));
    }

    @Test
    void start_workerWhoseCodeStoodBy_initialisesItsClassesOnlyThen() throws Exception {
        try (var pool = par.pool(1)) {
            long pid = pool.apply(Loud.call());
            assertTrue(initialisedIn().contains(pid));
        }
        List<Long> before = StandBy.pids();
        try (var pool = par.pool(1)) {
            long pid = pool.apply(Loud.call());
            assertTrue(initialisedIn().contains(pid));
        }
        List<Long> waiting = others(before, 1);
        assertTrue(initialisedIn().stream().noneMatch(waiting::contains), "nothing runs before there are orders");
        try (var pool = par.pool(1)) {
            long pid = pool.apply(Loud.call());
            assertTrue(initialisedIn().contains(pid));
        }
    }
}
