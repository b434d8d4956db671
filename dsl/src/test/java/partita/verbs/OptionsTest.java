package partita.verbs;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.EngineException;
import partita.api.NotShippableException;
import partita.api.Outcome;
import partita.api.TaskException;
import partita.api.TaskTimeoutException;

/** What the context's options do. */
class OptionsTest {
    @TempDir
    Path folder;

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static int loopsForEver() {
        int n = 0;
        while (pid() > 0) {
            n++;
        }
        return n;
    }

    @Test
    void timeout_itemLoopsForEver_isStoppedAndItsWorkerReplaced() {
        var limited = par.workers(2).timeout(ofMillis(700));
        long begun = System.nanoTime();
        List<Outcome<Integer>> outcomes = limited.chunkSize(3).tryMap(par.range(6), x -> x == 1 ? loopsForEver() : x);
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 30);
        var failure = assertInstanceOf(Outcome.Failure.class, outcomes.get(1));
        var late = assertInstanceOf(TaskTimeoutException.class, failure.error().getCause());
        assertEquals(1, late.index());
        assertEquals(1, late.item());
        assertTrue(late.getMessage().contains("timeout=PT0.7S"), late.getMessage());
        assertEquals(5, outcomes.stream().filter(Outcome::successful).count());
        assertThrows(TaskTimeoutException.class, () -> limited.apply(OptionsTest::loopsForEver));
        assertEquals(List.of(1, 2), limited.map(List.of(1, 2), x -> x));
    }

    @Test
    void timeout_manyShortItems_areLongTogetherAndFine() {
        var all = par.timeout(ofSeconds(2)).chunkSize(50).map(par.range(100), x -> {
            var _ = new CountDownLatch(1).await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
            return x;
        });
        assertEquals(par.range(100), all);
    }

    @Test
    void timeout_insideAnItem_holdsThereToo() {
        var outcome = par.apply(
                () -> par.timeout(ofMillis(300)).tryMap(List.of(1, 2, 3), x -> x == 2 ? loopsForEver() : x).stream()
                        .map(o -> o.successful()
                                ? "good"
                                : ((Outcome.Failure<Integer>) o)
                                        .error()
                                        .getCause()
                                        .getClass()
                                        .getSimpleName())
                        .toList());
        assertEquals(List.of("good", "TaskTimeoutException", "good"), outcome);
    }

    @Test
    void timeout_zero_isRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> par.timeout(Duration.ZERO))
                .getMessage()
                .contains("timeout=PT0S"));
    }

    private static int touch(Path folder, int x) throws IOException {
        Files.createFile(folder.resolve("item-" + x));
        return x;
    }

    private long touched() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void failFast_firstItemFails_fewOthersBegin() throws IOException {
        Path here = folder;
        var e = assertThrows(
                TaskException.class,
                () -> par.workers(2).failFast().chunkSize(10).map(par.range(1000), x -> {
                    touch(here, x);
                    if (x == 0) {
                        throw new IllegalStateException("first");
                    }
                    var _ = new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
                    return x;
                }));
        assertEquals(0, e.index());
        assertTrue(touched() < 200, () -> "began=" + folder.toFile().list().length);
        assertTrue(!Files.exists(folder.resolve("item-1")), "the rest of its own piece began");
    }

    @Test
    void failFast_whatHasBegun_endsInPeace() throws IOException {
        Path here = folder;
        assertThrows(
                TaskException.class,
                () -> par.workers(2).failFast().chunkSize(1).map(par.range(100), x -> {
                    touch(here, x);
                    if (x == 1) {
                        throw new IllegalStateException("second");
                    }
                    var _ = new CountDownLatch(1).await(1, java.util.concurrent.TimeUnit.SECONDS);
                    touch(here, 1000 + x);
                    return x;
                }));
        assertTrue(Files.exists(folder.resolve("item-1000")));
        assertTrue(touched() < 20);
    }

    @Test
    void map_withoutFailFast_runsAllAndThrowsTheLowestIndex() throws IOException {
        Path here = folder;
        var e = assertThrows(
                TaskException.class,
                () -> par.map(par.range(40), x -> {
                    touch(here, x);
                    if (x % 10 == 3) {
                        throw new IllegalStateException("no " + x);
                    }
                    return x;
                }));
        assertEquals(3, e.index());
        assertEquals(3, e.getSuppressed().length);
        assertEquals(40, touched());
    }

    @Test
    void seed_sameOne_givesTheSameNumbersOnAnyWorkers() {
        var once = par.seed(42).map(par.range(100), _ -> par.random().nextLong());
        var again = par.seed(42).workers(1).chunkSize(7).map(par.range(100), _ -> par.random()
                .nextLong());
        var other = par.seed(43).map(par.range(100), _ -> par.random().nextLong());
        assertEquals(once, again);
        assertNotEquals(once, other);
        assertEquals(100, new HashSet<>(once).size());
        assertTrue(java.util.Collections.disjoint(once, other));
        assertEquals(
                once.get(99),
                par.seed(42).imap(par.range(100), _ -> par.random().nextLong()).stream()
                        .skip(99)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void seed_workWithinWork_isRepeatableToo() {
        List<List<Double>> once = par.seed(7)
                .map(par.range(3), _ -> par.map(par.range(4), _ -> par.random().nextDouble()));
        List<List<Double>> again = par.seed(7)
                .map(par.range(3), _ -> par.map(par.range(4), _ -> par.random().nextDouble()));
        assertEquals(once, again);
        assertNotEquals(once.get(0), once.get(1));
    }

    @Test
    void random_goesOnWithinAnItem_andIsSpreadEvenly() {
        var pair = par.apply(() -> List.of(par.random().nextInt(), par.random().nextInt()));
        assertNotEquals(pair.get(0), pair.get(1));
        double mean = par.seed(1).map(par.range(2000), _ -> par.random().nextDouble()).stream()
                .mapToDouble(x -> x)
                .average()
                .orElseThrow();
        assertEquals(0.5, mean, 0.03);
        Random here = par.seed(5).random();
        assertEquals(here.nextLong(), par.seed(5).random().nextLong());
    }

    @Test
    void initializer_eachNewWorker_runsItOnceBeforeAnyWork() {
        var runs = par.<AtomicInteger>workerLocal(AtomicInteger::new);
        var ready = par.workers(2).initializer(() -> runs.get().incrementAndGet());
        for (int i = 0; i < 3; i++) {
            var counts = ready.map(par.range(50), _ -> runs.get().get());
            assertEquals(java.util.Set.of(1), new HashSet<>(counts));
        }
    }

    @Test
    void initializer_throws_failsWithItsTraceAndNeverForEver() throws IOException {
        Path here = folder;
        var broken = par.workers(2).initializer(() -> {
            Files.createTempFile(here, "try", "");
            throw new IllegalStateException("no data base");
        });
        for (int i = 1; i <= 2; i++) {
            var e = assertThrows(EngineException.class, () -> broken.map(par.range(10), x -> x));
            assertTrue(e.getMessage().contains("initializer failed on worker"), e.getMessage());
            assertTrue(e.getMessage().contains("no data base"), e.getMessage());
            assertEquals("no data base", e.getCause().getMessage());
            assertTrue(e.getCause().getStackTrace()[0].getMethodName().contains("initializer_throws"));
        }
        assertTrue(touched() <= 4, () -> "tries=" + folder.toFile().list().length);
    }

    @Test
    void initializer_endsTheWorker_failsWithTheExitCode() {
        var broken = par.workers(1).initializer(() -> System.exit(5));
        var e = assertThrows(EngineException.class, () -> broken.map(par.range(10), x -> x));
        assertTrue(e.getMessage().contains("exitCode=5"), e.getMessage());
    }

    @Test
    void initializer_cannotTravel_isRefusedAtOnce() {
        var thread = new Thread();
        assertThrows(NotShippableException.class, () -> par.initializer(thread::start));
    }

    @Test
    void maxTasksPerWorker_manyItems_replacesWorkers() {
        var pids = par.workers(1).maxTasksPerWorker(3).map(par.range(9), _ -> pid());
        assertEquals(3, new HashSet<>(pids).size());
        assertEquals(1, new HashSet<>(pids.subList(0, 3)).size());
        assertThrows(IllegalArgumentException.class, () -> par.maxTasksPerWorker(0));
        assertThrows(IllegalArgumentException.class, () -> par.maxTasksPerWorker(-1));
    }

    @Test
    void workerLocal_severalJobs_isMadeOnceInEachWorker() {
        var one = par.workers(1);
        var counter = par.<AtomicInteger>workerLocal(AtomicInteger::new);
        one.forEach(par.range(10), _ -> counter.get().incrementAndGet());
        one.run(() -> counter.get().incrementAndGet());
        assertEquals(11, one.apply(() -> counter.get().get()));
        assertEquals(0, counter.get().get());
    }

    @Test
    void cancel_oneJobOfTwo_stopsWithinASecondAndLeavestheOtherAlone() throws IOException {
        Path pidFile = folder.resolve("pid");
        var two = par.workers(2);
        var running = two.chunkSize(1).mapAsync(par.range(50), x -> {
            Files.writeString(pidFile, Long.toString(pid()));
            return loopsForEver();
        });
        var other = two.mapAsync(par.range(30), x -> {
            var _ = new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
            return x;
        });
        await().atMost(ofSeconds(30)).until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        long pid = Long.parseLong(Files.readString(pidFile));
        assertTrue(running.cancel());
        assertThrows(CancellationException.class, running::get);
        await().atMost(ofSeconds(1)).until(() -> ProcessHandle.of(pid).isEmpty());
        assertEquals(par.range(30), other.get(ofSeconds(30)));
    }

    @Test
    void awaitAny_severalResults_givesThoseThatAreReady() {
        var slow = par.workers(2).applyAsync(() -> {
            new CountDownLatch(1).await();
            return 1;
        });
        var quick = par.workers(2).applyAsync(() -> 2);
        var child = par.process(() -> {}).start();
        assertEquals(List.of(quick), par.awaitAny(ofSeconds(30), slow, quick));
        assertEquals(List.of(child), par.awaitAny(ofSeconds(30), List.of(slow, child)));
        assertEquals(List.of(), par.awaitAny(ofMillis(10), slow));
        assertEquals(false, par.awaitAll(List.of(slow, quick), ofMillis(10)));
        assertEquals(true, par.awaitAll(List.of(quick, child), ofMillis(10)));
        slow.cancel();
        assertEquals(true, par.awaitAll(List.of(slow, quick), ofMillis(10)));
        assertThrows(IllegalArgumentException.class, () -> par.awaitAny(ofSeconds(1), "a text"));
    }

    @Test
    void asCompleted_mixed_givesEachOnceAndGoesOnAfterFailures() {
        var two = par.workers(2);
        var slow = two.applyAsync(() -> {
            new CountDownLatch(1).await();
            return 1;
        });
        var bad = two.<Integer>applyAsync(() -> Integer.parseInt("x"));
        var good = two.applyAsync(() -> 3);
        var seen = new java.util.ArrayList<Object>();
        for (var result : par.asCompleted(List.of(slow, bad, good))) {
            seen.add(result);
            if (seen.size() == 2) {
                slow.cancel();
            }
        }
        assertEquals(slow, seen.get(2));
        assertEquals(java.util.Set.of(bad, good), java.util.Set.copyOf(seen.subList(0, 2)));
    }
}
