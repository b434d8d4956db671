package partita.verbs;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.api.NotShippableException;
import partita.api.ParInterruptedException;
import partita.api.ParTimeoutException;
import partita.api.Pool;
import partita.api.TaskException;
import partita.api.WorkerDiedException;
import partita.api.WorkerStatus;

/** Pools of one's own: their workers, their end, and what other libraries do with them. */
class PoolTest {
    @TempDir
    Path folder;

    /** A task as other libraries make them, which can travel. */
    private interface Shippable<T> extends Callable<T>, Serializable {}

    private interface Action extends Runnable, Serializable {}

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static <T> T waitsForEver(T value) throws InterruptedException {
        new CountDownLatch(1).await();
        return value;
    }

    private static Set<Long> pids(Pool pool) {
        return pool.workers().stream().map(WorkerStatus::pid).collect(Collectors.toSet());
    }

    @Test
    void pool_verbs_runOnItsOwnWorkers() {
        long shared = par.workers(1).apply(PoolTest::pid);
        try (var pool = par.pool(2)) {
            assertEquals(List.of(1, 4, 9), pool.map(List.of(1, 2, 3), x -> x * x));
            assertEquals(6, pool.reduce(List.of(1, 2, 3), 0, Integer::sum));
            assertFalse(new HashSet<>(pool.map(par.range(20), _ -> pid())).contains(shared));
        }
    }

    @Test
    void workers_pool_tellsPidStateAndTasks() {
        try (var pool = par.pool(2)) {
            assertEquals(2, pool.workers().size());
            assertEquals(10, pool.map(par.range(10), x -> x).size());
            await().atMost(ofSeconds(30))
                    .until(() -> pool.workers().stream().allMatch(worker -> worker.state() == WorkerStatus.State.IDLE));
            var workers = pool.workers();
            assertEquals(10, workers.stream().mapToLong(WorkerStatus::tasksDone).sum());
            for (var worker : workers) {
                assertTrue(ProcessHandle.of(worker.pid()).isPresent());
                assertTrue(worker.rss() > 10_000_000, () -> "rss=" + worker.rss());
                assertTrue(worker.name().startsWith("worker-"));
            }
            var busy = pool.applyAsync(() -> waitsForEver(1));
            await().until(() -> pool.workers().stream().anyMatch(w -> w.state() == WorkerStatus.State.BUSY));
            busy.cancel();
        }
    }

    @Test
    void broadcast_pool_runsOnceOnEachWorker() {
        try (var pool = par.pool(3)) {
            List<Long> first = pool.broadcastCall(PoolTest::pid);
            assertEquals(3, first.size());
            assertEquals(pids(pool), new HashSet<>(first));
            var counter = par.<java.util.concurrent.atomic.AtomicInteger>workerLocal(
                    java.util.concurrent.atomic.AtomicInteger::new);
            for (int i = 0; i < 5; i++) {
                pool.broadcast(() -> counter.get().incrementAndGet());
            }
            assertEquals(
                    List.of(5, 5, 5), pool.broadcastCall(() -> counter.get().get()));
        }
    }

    @Test
    void broadcast_whileBusy_waitsForItsTurnEverywhere() {
        try (var pool = par.pool(2)) {
            var slow = pool.mapAsync(par.range(40), x -> {
                var _ = new CountDownLatch(1).await(10, MILLISECONDS);
                return x;
            });
            assertEquals(2, new HashSet<>(pool.broadcastCall(PoolTest::pid)).size());
            assertEquals(40, slow.get().size());
        }
    }

    @Test
    void broadcast_fails_throwsAndThePoolIsUsable() {
        try (var pool = par.pool(2)) {
            assertEquals(
                    1,
                    assertThrows(TaskException.class, () -> pool.broadcast(() -> Integer.parseInt("x")))
                            .getSuppressed()
                            .length);
            assertThrows(
                    WorkerDiedException.class,
                    () -> pool.broadcast(() -> Runtime.getRuntime().halt(1)));
            assertEquals(2, pool.broadcastCall(() -> 1).size());
        }
    }

    @Test
    void close_withWorkQueued_finishesIt() {
        var results = new ArrayList<partita.api.AsyncResult<Integer>>();
        var pool = par.pool(2);
        for (int i = 0; i < 10; i++) {
            int n = i;
            results.add(pool.applyAsync(() -> {
                var _ = new CountDownLatch(1).await(30, MILLISECONDS);
                return n;
            }));
        }
        var pids = pids(pool);
        pool.close();
        assertTrue(results.stream().allMatch(r -> r.isDone() && r.successful()));
        assertTrue(pids.stream().allMatch(p -> ProcessHandle.of(p).isEmpty()));
        assertEquals(List.of(), pool.workers());
        assertThrows(ClosedException.class, () -> pool.map(List.of(1), x -> x));
        assertThrows(ClosedException.class, () -> pool.broadcast(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> pool.submit((Shippable<Integer>) () -> 1));
        pool.close();
        pool.join();
        assertTrue(pool.isTerminated());
    }

    @Test
    void close_withUnreadEndlessResults_ends() {
        partita.api.Results<Integer> results;
        try (var pool = par.pool(1)) {
            results = pool.imap(Stream.iterate(0, x -> x + 1), x -> x);
            assertEquals(0, results.next());
        }
        int next = 1;
        ClosedException closed = null;
        while (closed == null) {
            try {
                assertEquals(next, results.next());
                next++;
            } catch (ClosedException e) {
                closed = e;
            }
        }
        assertTrue(closed.getMessage().contains("read them before"), closed.getMessage());
        assertFalse(results.hasNext());
    }

    @Test
    void terminate_withWorkQueued_endsAtOnce() {
        var pool = par.pool(2);
        var result = pool.mapAsync(par.range(10_000), PoolTest::waitsForEver);
        await().until(() -> pool.workers().stream().anyMatch(w -> w.state() == WorkerStatus.State.BUSY));
        long begun = System.nanoTime();
        pool.terminate();
        assertTrue(System.nanoTime() - begun < 5_000_000_000L);
        assertThrows(ClosedException.class, result::get);
        assertTrue(pool.isShutdown());
        pool.join();
    }

    @Test
    void join_ofAnOpenPool_isRefused() {
        try (var pool = par.pool(1)) {
            assertTrue(assertThrows(IllegalStateException.class, pool::join)
                    .getMessage()
                    .contains("close()"));
        }
    }

    @Test
    void close_interrupted_terminatesAndKeepsTheFlag() {
        var pool = par.pool(1);
        var result = pool.applyAsync(() -> waitsForEver(1));
        Thread.currentThread().interrupt();
        assertThrows(ParInterruptedException.class, pool::close);
        assertTrue(Thread.interrupted());
        assertThrows(ClosedException.class, result::get);
        pool.join();
    }

    @Test
    void pool_dropped_endsItsWorkers() {
        Set<Long> pids = dropped();
        await().atMost(ofSeconds(30)).until(() -> {
            System.gc();
            return pids.stream().allMatch(p -> ProcessHandle.of(p).isEmpty());
        });
    }

    private static Set<Long> dropped() {
        var pool = par.pool(1);
        assertEquals(1, pool.apply(() -> 1));
        return pids(pool);
    }

    @Test
    void pool_droppedWhileItWorks_finishes() {
        var result = par.pool(1).mapAsync(par.range(5), _ -> {
            var _ = new CountDownLatch(1).await(100, MILLISECONDS);
            return pid();
        });
        System.gc();
        Set<Long> pids = new HashSet<>(result.get(ofSeconds(30)));
        assertEquals(1, pids.size());
        await().atMost(ofSeconds(30)).until(() -> {
            System.gc();
            return pids.stream().allMatch(p -> ProcessHandle.of(p).isEmpty());
        });
    }

    @Test
    void pool_initializer_runsEvenIfItIsClosedAtOnce() throws IOException {
        Path here = folder;
        try (var _ =
                par.initializer(() -> Files.createTempFile(here, "init", "")).pool(2)) {
            // nothing to do
        }
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void pool_initializerThrows_verbsTellAndCloseEnds() {
        try (var pool = par.initializer(() -> {
                    throw new IllegalStateException("no licence");
                })
                .pool(2)) {
            for (int i = 0; i < 2; i++) {
                var e = assertThrows(EngineException.class, () -> pool.map(List.of(1, 2), x -> x));
                assertTrue(e.getMessage().contains("no licence"), e.getMessage());
            }
        }
    }

    @Test
    void pool_insideALambda_isRefusedWithAdvice() {
        try (var pool = par.pool(1)) {
            var e = assertThrows(NotShippableException.class, () -> par.apply(() -> pool.map(List.of(1), x -> x)));
            assertTrue(e.getMessage().contains("use par inside the lambda"), e.getMessage());
        }
    }

    @Test
    void pool_insideAnItem_worksOnThreads() {
        assertEquals(List.of(2, 4), par.apply(() -> {
            try (var pool = par.pool(2)) {
                return pool.map(List.of(1, 2), x -> 2 * x);
            }
        }));
    }

    @Test
    void executor_submitAndInvoke_doAsTheJdkSays() throws Exception {
        try (ExecutorService pool = par.pool(2)) {
            assertEquals(7, pool.submit((Shippable<Integer>) () -> 7).get());
            assertEquals("done", pool.submit((Action) () -> {}, "done").get());
            List<Shippable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
            var sum = 0;
            for (var future : pool.invokeAll(tasks)) {
                sum += future.get();
            }
            assertEquals(6, sum);
            List<Shippable<Integer>> mixed = List.of(() -> Integer.parseInt("x"), () -> 5);
            assertEquals(5, pool.invokeAny(mixed));
            assertThrows(
                    TaskException.class,
                    () -> pool.invokeAny(List.of((Shippable<Integer>) () -> Integer.parseInt("x"))));
            assertThrows(
                    ParTimeoutException.class,
                    () -> pool.invokeAny(List.of((Shippable<Integer>) () -> waitsForEver(1)), 200, MILLISECONDS));
            var late = pool.invokeAll(List.of((Shippable<Integer>) () -> waitsForEver(1)), 200, MILLISECONDS);
            assertTrue(late.getFirst().isCancelled());
            assertFalse(pool.awaitTermination(1, MILLISECONDS));
            pool.shutdown();
            assertTrue(pool.awaitTermination(30, SECONDS));
        }
    }

    @Test
    void executor_lambdaThatCannotTravel_isRefused() {
        try (var pool = par.pool(1)) {
            Callable<Integer> plain = () -> 1;
            var e = assertThrows(NotShippableException.class, () -> pool.submit(plain));
            assertInstanceOf(NotShippableException.class, e);
            assertEquals(1, pool.applyAsync(() -> 1).get());
        }
    }

    @Test
    void join_callbacksUnderWay_waitsForThem() throws InterruptedException {
        var seen = new ArrayList<Integer>();
        var pool = par.pool(2);
        for (int i = 0; i < 5; i++) {
            int item = i;
            pool.applyAsync(() -> item).onSuccess(x -> {
                synchronized (seen) {
                    seen.add(x);
                }
            });
        }
        pool.close();
        pool.join();
        assertEquals(5, seen.size());
    }
}
