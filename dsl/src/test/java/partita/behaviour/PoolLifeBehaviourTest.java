package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.AsyncResult;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.api.Pool;
import partita.api.TaskException;
import partita.api.WorkerStatus;
import partita.testing.Behaviour;
import partita.testing.Jvms;

/** What CPython's tests of a pool's beginning and end check. */
class PoolLifeBehaviourTest {
    private static <T> T slowly(T value, long millis) throws InterruptedException {
        var _ = new CountDownLatch(1).await(millis, MILLISECONDS);
        return value;
    }

    private static Set<Long> pids(Pool pool) {
        return pool.workers().stream().map(WorkerStatus::pid).collect(Collectors.toSet());
    }

    @Test
    @Behaviour(
            value = "_TestPool.make_pool",
            checks = "a pool of -1 or 0 workers is refused; one of 3 has 3 and can be closed and joined")
    void pool_sizes_areCheckedAndKept() {
        assertThrows(IllegalArgumentException.class, () -> par.pool(-1));
        assertThrows(IllegalArgumentException.class, () -> par.pool(0));
        var pool = par.pool(3);
        assertEquals(3, pool.workers().size());
        pool.close();
        pool.join();
    }

    @Test
    @Behaviour(value = "_TestPool.terminate", checks = "terminate ends a pool with thousands of long tasks at once")
    void terminate_thousandsOfLongTasks_endsAtOnce() {
        var pool = par.pool(3);
        var result = pool.mapAsync(par.range(10_000), x -> slowly(x, 60_000));
        await().atMost(ofSeconds(30))
                .until(() -> pool.workers().stream().anyMatch(worker -> worker.state() == WorkerStatus.State.BUSY));
        long begun = System.nanoTime();
        pool.terminate();
        pool.join();
        assertTrue(System.nanoTime() - begun < ofSeconds(10).toNanos());
        assertThrows(ClosedException.class, result::get);
    }

    @Test
    @Behaviour(value = "_TestPool.empty_iterable", checks = "every kind of map gives nothing for an empty iterable")
    void verbs_emptyIterable_giveNothing() {
        try (var pool = par.pool(1)) {
            assertEquals(List.of(), pool.map(List.<Integer>of(), x -> x * x));
            assertEquals(
                    List.of(),
                    pool.imap(List.<Integer>of(), x -> x * x).stream().toList());
            assertEquals(
                    List.of(),
                    pool.imapUnordered(List.<Integer>of(), x -> x * x).stream().toList());
            assertEquals(
                    List.of(), pool.mapAsync(List.<Integer>of(), x -> x * x).get());
        }
    }

    @Test
    @Behaviour(value = "_TestPool.context", checks = "a pool works within its block; behind it, it takes no work")
    void pool_behindItsBlock_takesNoWork() {
        Pool used;
        try (var pool = par.pool(2)) {
            used = pool;
            assertEquals(
                    IntStream.range(0, 10).map(x -> x * x).boxed().toList(),
                    pool.mapAsync(par.range(10), x -> x * x).get());
        }
        used.join();
        assertThrows(ClosedException.class, () -> used.mapAsync(par.range(10), x -> x * x));
    }

    @Test
    @Behaviour(value = "_TestPool.enter", checks = "a pool that has ended cannot be used in another block")
    void pool_secondBlock_takesNoWork() {
        var pool = par.pool(1);
        try (pool) {
            assertEquals(1, pool.workers().size());
        }
        try (pool) {
            assertThrows(ClosedException.class, () -> pool.apply(() -> 1));
        }
        pool.join();
    }

    private static final class Large extends RuntimeException {
        Large() {
            super("x".repeat(1 << 20));
        }
    }

    @Test
    @Behaviour(
            value = "_TestPool.map_no_failfast",
            checks = "a map that fails with large errors has run all items, and close and join behind it do not hang")
    void map_failsWithLargeErrors_closeAndJoinEnd() {
        long begun = System.nanoTime();
        var pool = par.pool(2);
        var e = assertThrows(
                TaskException.class,
                () -> pool.map(List.of(0, 1), x -> {
                    throw slowly(new Large(), 500);
                }));
        pool.close();
        pool.join();
        assertInstanceOf(Large.class, e.getCause());
        assertEquals(1, e.getSuppressed().length);
        assertTrue(System.nanoTime() - begun > 500_000_000L);
    }

    private static final class Counted implements java.io.Serializable {
        private final byte[] bytes = new byte[1000];

        int size() {
            return bytes.length;
        }
    }

    @Test
    @Behaviour(
            value = "_TestPool.release_task_refs",
            checks = "neither the items nor the results of a map are kept once it is done")
    void map_done_keepsNeitherItemsNorResults() {
        try (var pool = par.pool(2)) {
            List<WeakReference<Counted>> references = mapped(pool);
            await().atMost(ofSeconds(20)).until(() -> {
                System.gc();
                return references.stream().allMatch(reference -> reference.get() == null);
            });
            assertEquals(2, pool.workers().size());
        }
    }

    private static List<WeakReference<Counted>> mapped(Pool pool) {
        var items = IntStream.range(0, 10).mapToObj(_ -> new Counted()).toList();
        var references = new ArrayList<WeakReference<Counted>>();
        items.forEach(item -> references.add(new WeakReference<>(item)));
        for (Counted result : pool.map(items, x -> x)) {
            assertEquals(1000, result.size());
            references.add(new WeakReference<>(result));
        }
        return references;
    }

    @Test
    @Behaviour(
            value = "_TestPool.resource_warning",
            checks = "a running pool that is collected without having been closed is told of")
    void pool_collectedWhileOpen_isLoggedAndEnded() {
        Logger log = Logger.getLogger("partita");
        Level before = log.getLevel();
        var lines = new ConcurrentLinkedQueue<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        log.setLevel(Level.FINE);
        try {
            Set<Long> pids = dropped();
            await().atMost(ofSeconds(20)).until(() -> {
                System.gc();
                return lines.stream().anyMatch(line -> line.contains("without being closed"));
            });
            await().atMost(ofSeconds(20))
                    .until(() -> pids.stream().allMatch(p -> ProcessHandle.of(p).isEmpty()));
        } finally {
            log.removeHandler(handler);
            log.setLevel(before);
        }
    }

    private static Set<Long> dropped() {
        var pool = par.pool(1);
        assertEquals(1, pool.apply(() -> 1));
        return pids(pool);
    }

    @Test
    @Behaviour(
            value = "TestPoolNotLeakOnFailure.release_unused_processes",
            checks = "a pool whose processes cannot start says why and leaves none behind")
    void pool_processesCannotStart_saysWhyAndLeavesNone() {
        try (var pool = par.jvmArgs("-XX:+NoSuchFlag").pool(5)) {
            var e = assertThrows(EngineException.class, () -> pool.map(List.of(1), x -> x));
            assertTrue(e.getMessage().contains("NoSuchFlag"), e.getMessage());
        }
        await().atMost(ofSeconds(10)).until(() -> ProcessHandle.current()
                .children()
                .map(Jvms::commandLine)
                .noneMatch(line -> line.contains("NoSuchFlag")));
    }

    @Test
    @Behaviour(
            value = "_TestPoolWorkerLifetime.pool_worker_lifetime",
            checks = "with maxtasksperchild, a hundred tasks give their results and the workers were replaced")
    void maxTasksPerWorker_hundredTasks_replacesTheWorkers() {
        try (var pool = par.maxTasksPerWorker(20).pool(2)) {
            await().until(() -> !pids(pool).contains(-1L));
            Set<Long> before = pids(pool);
            var results = new ArrayList<AsyncResult<Integer>>();
            for (int i = 0; i < 100; i++) {
                int n = i;
                results.add(pool.applyAsync(() -> n * n));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals(i * i, results.get(i).get(ofSeconds(60)));
            }
            await().atMost(ofSeconds(30))
                    .until(() -> pool.workers().stream()
                                    .filter(worker -> worker.state() == WorkerStatus.State.IDLE)
                                    .count()
                            == 2);
            Set<Long> after = new HashSet<>(pids(pool));
            after.retainAll(before);
            assertEquals(Set.of(), after);
        }
    }

    @Test
    @Behaviour(
            value = "_TestPoolWorkerLifetime.pool_worker_lifetime_early_close",
            checks = "closing a pool of short-lived workers before the tasks are done finishes them and does not hang")
    void close_shortLivedWorkers_finishesAllTasks() {
        var results = new ArrayList<AsyncResult<Integer>>();
        try (var pool = par.maxTasksPerWorker(1).pool(3)) {
            for (int i = 0; i < 6; i++) {
                int n = i;
                results.add(pool.applyAsync(() -> slowly(n * n, 100)));
            }
        }
        for (int i = 0; i < 6; i++) {
            assertTrue(results.get(i).ready());
            assertEquals(i * i, results.get(i).get());
        }
    }

    @Test
    @Behaviour(
            value = "_TestPoolWorkerLifetime.pool_maxtasksperchild_invalid",
            checks = "a number of tasks that is no positive one is refused")
    void maxTasksPerWorker_invalid_isRefused() {
        for (int n : new int[] {0, -1, Integer.MIN_VALUE}) {
            var e = assertThrows(IllegalArgumentException.class, () -> par.maxTasksPerWorker(n));
            assertTrue(e.getMessage().contains("maxTasksPerWorker=" + n), e.getMessage());
        }
    }

    /** A program that keeps a pool in a static field and never closes it. */
    static final class Careless {
        private static Pool pool;

        public static void main(String[] args) {
            pool = par.pool(1);
            System.out.println(pool.map(par.range(10), x -> (double) x));
        }
    }

    @Test
    @Behaviour(
            value = "_TestPoolWorkerLifetime.worker_finalization_via_atexit_handler_of_multiprocessing",
            checks = "a program that never closes its pool ends by itself, with exit code 0")
    void program_poolNeverClosed_endsWithZero() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Careless.class.getName());
        builder.redirectErrorStream(true);
        Process program = builder.start();
        String output = new String(program.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(program.waitFor(60, SECONDS));
        assertEquals(0, program.exitValue(), output);
        assertTrue(output.contains("[0.0, 1.0, 2.0"), output);
    }

    @Test
    @Behaviour(
            value = "TestInitializers.pool_initializer",
            checks = "the initialiser of a pool has run once a pool of one worker was closed and joined")
    void initializer_poolOfOne_hasRunOnceAfterJoin(@TempDir Path folder) throws IOException {
        try (var pool =
                par.initializer(() -> Files.createTempFile(folder, "ns", "")).pool(1)) {
            assertEquals(1, pool.workers().size());
        }
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    @Behaviour(value = "MiscTestCase.large_pool", checks = "a pool of 200 workers maps a thousand items")
    void pool_twoHundredWorkers_mapsAThousandItems() {
        try (var pool = par.pool(200)) {
            assertEquals(
                    499_500,
                    pool.map(par.range(1000), x -> x).stream().mapToInt(x -> x).sum());
        }
    }
}
