package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.api.AsyncResult;
import partita.api.NotShippableException;
import partita.api.ParException;
import partita.api.RemoteException;
import partita.api.TaskException;
import partita.api.WorkerDiedException;
import partita.function.Fn;

/** Items that harm their worker: each has its own error, soon, and harms no other. */
final class LossTest {
    private static final int BAD = 5;
    private static LocalEngine engine;
    private static Par two;

    @BeforeAll
    static void start() {
        engine = new LocalEngine(new WorkerSettings(2, Optional.of("48m"), List.of()));
        two = par.on(engine);
        assertEquals(List.of(0, 1), two.map(par.range(2), x -> x));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void poolIsUsable() {
        long before = System.nanoTime();
        assertEquals(List.of(0, 2, 4, 6), two.map(par.range(4), x -> 2 * x));
        assertTrue(millisSince(before) < 3_000, () -> "the pool took ms=" + millisSince(before));
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    /** Runs 20 items in one piece, of which one is bad; the others must have run, each once. */
    private static <X extends ParException> X onlyOneFails(Path ran, Class<X> type, Fn<Integer, Object> f)
            throws IOException {
        String file = ran.toString();
        long before = System.nanoTime();
        ParException failure =
                assertThrows(ParException.class, () -> two.chunkSize(20).map(par.range(20), x -> {
                    Files.writeString(Path.of(file), x + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    return f.apply(x);
                }));
        assertTrue(millisSince(before) < 3_000, () -> "it took ms=" + millisSince(before));
        X typed = assertInstanceOf(type, failure);
        assertEquals(0, failure.getSuppressed().length, () -> "suppressed=" + List.of(failure.getSuppressed()));
        try (Stream<String> lines = Files.lines(ran)) {
            assertEquals(
                    par.range(20), lines.map(Integer::valueOf).sorted().toList(), "each item runs once, whatever dies");
        }
        return typed;
    }

    private static void died(WorkerDiedException failure, int exitCode, String cause) {
        assertEquals(exitCode, failure.exitCode());
        assertEquals(BAD, failure.item());
        assertTrue(failure.pid() > 0);
        String message = failure.getMessage();
        assertTrue(message.contains("item " + BAD) && message.contains(cause), message);
        assertTrue(message.contains(Long.toString(failure.pid())), message);
    }

    @Test
    void map_haltWhileRunning_losesThatItemOnly(@TempDir Path folder) throws IOException {
        died(
                onlyOneFails(
                        folder.resolve("ran"),
                        WorkerDiedException.class,
                        x -> x == BAD ? HostileItems.haltWhileRunning(3) : x),
                3,
                "halt");
    }

    @Test
    void map_crashWhilePacking_losesThatItemOnly(@TempDir Path folder) throws IOException {
        died(
                onlyOneFails(
                        folder.resolve("ran"),
                        WorkerDiedException.class,
                        x -> x == BAD ? new HostileItems.CrashWhilePacking(4) : x),
                4,
                "exitCode=4");
    }

    @Test
    void map_resultCannotBePacked_failsThatItemOnly(@TempDir Path folder) throws IOException {
        TaskException failure = onlyOneFails(
                folder.resolve("ran"),
                TaskException.class,
                x -> x == BAD ? new HostileItems.ResultCannotBePacked() : x);
        assertEquals(BAD, failure.index());
        assertInstanceOf(NotShippableException.class, failure.getCause());
    }

    @Test
    void map_deepRecursion_failsThatItemOnly(@TempDir Path folder) throws IOException {
        TaskException failure = onlyOneFails(
                folder.resolve("ran"), TaskException.class, x -> x == BAD ? HostileItems.deepRecursion(0) : x);
        assertEquals(BAD, failure.index());
        assertInstanceOf(StackOverflowError.class, failure.getCause());
    }

    @Test
    void map_eatsMemory_failsThatItemOnly(@TempDir Path folder) throws IOException {
        ParException failure =
                onlyOneFails(folder.resolve("ran"), ParException.class, x -> x == BAD ? HostileItems.eatsMemory() : x);
        if (failure instanceof TaskException task) {
            assertEquals(BAD, task.index());
            assertInstanceOf(OutOfMemoryError.class, task.getCause());
        } else {
            WorkerDiedException died = assertInstanceOf(WorkerDiedException.class, failure);
            assertEquals(BAD, died.item());
            assertTrue(died.getMessage().contains("OutOfMemoryError"), died::getMessage);
        }
    }

    @Test
    void map_throwsUnrebuildable_givesAStandIn(@TempDir Path folder) throws IOException {
        TaskException failure = onlyOneFails(folder.resolve("ran"), TaskException.class, x -> {
            if (x == BAD) {
                throw new HostileItems.Unrebuildable("no way back");
            }
            return x;
        });
        assertEquals(BAD, failure.index());
        RemoteException standIn = assertInstanceOf(RemoteException.class, failure.getCause());
        assertTrue(standIn.toString().contains("Unrebuildable")
                && standIn.toString().contains("no way back"));
    }

    @Test
    void map_exitWhileUnpackingAnItem_losesThatItemOnly() {
        List<Object> items = List.of(1, 2, new HostileItems.ExitWhileUnpacking(6), 4, 5);
        WorkerDiedException died =
                assertThrows(WorkerDiedException.class, () -> two.chunkSize(5).map(items, x -> x));
        assertEquals(6, died.exitCode());
        assertEquals(items.get(2), died.item());
        assertEquals(0, died.getSuppressed().length);
    }

    @Test
    void map_exitWhileUnpackingACapturedValue_endsTheJobAfterSomeAttempts() {
        HostileItems.ExitWhileUnpacking captured = new HostileItems.ExitWhileUnpacking(6);
        long before = System.nanoTime();
        WorkerDiedException died =
                assertThrows(WorkerDiedException.class, () -> two.map(par.range(1_000), x -> x + captured.code()));
        assertEquals(6, died.exitCode());
        assertTrue(died.getMessage().contains("captured"), died::getMessage);
        assertTrue(millisSince(before) < 8_000, () -> "it took ms=" + millisSince(before));
    }

    @Test
    void cancel_neverEnds_stopsItAndNoOtherJob() {
        AsyncResult<List<Integer>> busy = two.mapAsync(par.range(2), x -> HostileItems.neverEnds());
        AsyncResult<List<Integer>> other = two.mapAsync(par.range(10), x -> x);
        busy.cancel();
        assertThrows(CancellationException.class, busy::get);
        assertEquals(par.range(10), other.get(Duration.ofSeconds(10)));
    }

    @Test
    void retries_itemThatKillsItsWorkerOnce_isRunAgain(@TempDir Path folder) throws IOException {
        String file = folder.resolve("died").toString();
        List<Integer> results = two.retries(1).chunkSize(10).map(par.range(10), x -> {
            if (x == BAD && Files.notExists(Path.of(file))) {
                Files.createFile(Path.of(file));
                Runtime.getRuntime().halt(9);
            }
            return x;
        });
        assertEquals(par.range(10), results);
    }

    @Test
    void retries_itemThatAlwaysKills_failsAfterSoMany(@TempDir Path folder) throws IOException {
        String file = folder.resolve("ran").toString();
        WorkerDiedException died = assertThrows(
                WorkerDiedException.class, () -> two.retries(2).chunkSize(10).map(par.range(10), x -> {
                    if (x == BAD) {
                        Files.writeString(
                                Path.of(file), "again\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        Runtime.getRuntime().halt(9);
                    }
                    return x;
                }));
        assertEquals(BAD, died.item());
        assertEquals(3, Files.readAllLines(Path.of(file)).size());
    }

    @Test
    void map_haltAfterResultsOfAllSizes_losesNoFinishedItem() {
        for (int bytes : new int[] {0, 1_000, 200_000, 300_000, 2_000_000}) {
            WorkerDiedException died = assertThrows(
                    WorkerDiedException.class, () -> two.chunkSize(12).map(par.range(12), x -> {
                        if (x == 11) {
                            Runtime.getRuntime().halt(9);
                        }
                        return new byte[bytes];
                    }));
            assertEquals(11, died.item());
            assertEquals(0, died.getSuppressed().length, () -> "bytes=" + bytes);
        }
    }

    @Test
    void map_moreResultsThanAWorkerKeeps_allArrive() {
        List<byte[]> results = two.chunkSize(2_000).map(par.range(4_000), x -> new byte[(x % 7) * 1_000]);
        for (int i = 0; i < 4_000; i++) {
            assertEquals((i % 7) * 1_000, results.get(i).length);
        }
    }

    @Test
    void map_itemLargerThanTheWorkersMemory_failsAndNamesTheMemory() {
        byte[] large = new byte[60_000_000];
        ParException failure = assertThrows(ParException.class, () -> two.mapAsync(List.of(large), x -> x.length)
                .get(Duration.ofSeconds(60)));
        assertTrue(failure.getMessage().contains("OutOfMemoryError"), failure::getMessage);
    }

    @Test
    void apply_resultLargerThanTheWorkersMemory_failsAndNamesTheMemory() {
        ParException failure = assertThrows(ParException.class, () -> two.applyAsync(() -> new byte[30_000_000])
                .get(Duration.ofSeconds(60)));
        assertTrue(failure.getMessage().contains("OutOfMemoryError"), failure::getMessage);
    }
}
