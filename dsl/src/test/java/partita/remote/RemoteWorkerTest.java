package partita.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.AsyncResult;
import partita.api.Outcome;
import partita.api.Pool;
import partita.api.SharedEvent;
import partita.api.SharedQueue;
import partita.api.TaskException;
import partita.api.TaskTimeoutException;
import partita.api.WorkerDiedException;
import partita.api.WorkerStatus;

/** Workers that come over TCP; here from this machine. */
class RemoteWorkerTest {
    private static final byte[] KEY = "a key of this test, and no other".getBytes(UTF_8);
    private static final Duration LIMIT = ofSeconds(60);

    private static boolean isRemote(WorkerStatus worker) {
        return worker.name().startsWith("remote-");
    }

    private static void awaitRemote(Pool pool, int n) {
        await().atMost(LIMIT)
                .until(() -> pool.workers().stream()
                                .filter(worker -> isRemote(worker) && worker.state() == WorkerStatus.State.IDLE)
                                .count()
                        == n);
    }

    /** A pool of which only the remote worker gets on, since an item here waits until that has had its turn. */
    private static Pool pool() {
        return par.heap("96m").chunkSize(1).pool(1);
    }

    record Point(int x, int y) {}

    @Test
    void map_withARemoteWorker_itemsRunOnBothAndAllComesBack() {
        try (Pool pool = pool();
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), KEY)) {
            awaitRemote(pool, 1);
            WorkerStatus status = pool.workers().stream()
                    .filter(RemoteWorkerTest::isRemote)
                    .findFirst()
                    .orElseThrow();
            assertEquals(far.pid(), status.pid());
            assertEquals("remote-1@127.0.0.1", status.name());
            assertTrue(par.status().stream().anyMatch(row -> row.name().equals(status.name())));
            int[] large = IntStream.range(0, 1 << 19).toArray();
            SharedQueue<Long> met = par.queue(Long.class);
            // each item waits until both workers have begun one
            List<Long> pids = pool.map(par.range(2), i -> {
                met.put(ProcessHandle.current().pid());
                while (met.size() < 2) {
                    Thread.onSpinWait();
                }
                return ProcessHandle.current().pid() + large[i] - i;
            });
            assertEquals(2, pids.stream().distinct().count(), pids::toString);
            assertTrue(pids.contains(far.pid()), pids::toString);
            List<Point> points = pool.map(par.range(300), i -> new Point(i, i * i));
            assertEquals(
                    IntStream.range(0, 300).mapToObj(i -> new Point(i, i * i)).toList(), points);
            assertEquals(List.of(1, 2, 3), pool.map(List.of(3, 4, 5), x -> x - 2));
        }
    }

    @Test
    void apply_ownWorkerIsBusyWithAnotherJob_runsOnTheRemoteOne() {
        try (Pool pool = pool()) {
            String address = pool.serve("tcp://127.0.0.1:0", KEY);
            SharedEvent begun = par.event();
            SharedEvent over = par.event();
            var busy = pool.runAsync(() -> {
                begun.set();
                over.await();
            });
            begun.await();
            try (FarWorker far = new FarWorker(address, KEY)) {
                awaitRemote(pool, 1);
                assertEquals(
                        far.pid(),
                        pool.applyAsync(() -> ProcessHandle.current().pid()).get(ofSeconds(30)));
                over.set();
                busy.get(ofSeconds(30));
            }
        }
    }

    @Test
    void pool_closed_remoteWorkerEndsByItself() throws InterruptedException {
        FarWorker far;
        try (Pool pool = pool()) {
            far = new FarWorker(
                    pool.serve("tcp://127.0.0.1:0", KEY), "a key of this test, and no other\n".getBytes(UTF_8));
            awaitRemote(pool, 1);
        }
        assertEquals(0, far.exitCode());
        assertTrue(far.said().contains("joined the pool"), far::said);
        assertTrue(far.said().contains("the pool sent it away"), far::said);
    }

    @Test
    void worker_wrongKey_isToldAndEnds() throws InterruptedException {
        try (Pool pool = pool();
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), "another".getBytes(UTF_8))) {
            assertEquals(77, far.exitCode());
            assertTrue(far.said().contains("it does not accept the key"), far::said);
            assertEquals(List.of(7), pool.map(List.of(7), x -> x));
        }
    }

    @Test
    void remoteItem_failsAndPrintsAndLogs_asALocalOneDoes() {
        var shown = new java.io.ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new java.io.PrintStream(shown, true, UTF_8));
        try (Pool pool = pool();
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), KEY)) {
            awaitRemote(pool, 1);
            par.logToStderr(Level.INFO);
            long remote = far.pid();
            SharedQueue<Integer> met = par.queue(Integer.class);
            List<Outcome<String>> outcomes = pool.tryMap(par.range(2), i -> {
                met.put(i);
                while (met.size() < 2) {
                    Thread.onSpinWait();
                }
                if (ProcessHandle.current().pid() == remote) {
                    par.logger().info("from afar");
                    throw new IllegalStateException("far away");
                }
                return "here";
            });
            List<TaskException> failures = new ArrayList<>();
            for (Outcome<String> outcome : outcomes) {
                if (outcome instanceof Outcome.Failure<String>(TaskException error)) {
                    failures.add(error);
                }
            }
            assertEquals(1, failures.size());
            assertInstanceOf(IllegalStateException.class, failures.getFirst().getCause());
            assertEquals(remote, failures.getFirst().worker().pid());
            await().atMost(LIMIT).until(() -> shown.toString(UTF_8).contains("[INFO/RemoteWorker-" + remote + "@"));
            assertTrue(shown.toString(UTF_8).contains("] from afar\n"), () -> shown.toString(UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void remoteWorker_killed_costsTheItemThatRanAndNoOther() {
        try (Pool pool = par.heap("96m").chunkSize(5).pool(1);
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), KEY)) {
            awaitRemote(pool, 1);
            long remote = far.pid();
            SharedQueue<Integer> begun = par.queue(Integer.class);
            SharedQueue<Integer> ran = par.queue(Integer.class);
            AsyncResult<List<Integer>> result = pool.mapAsync(par.range(40), i -> {
                ran.put(i);
                if (ProcessHandle.current().pid() == remote && i % 5 == 2) {
                    begun.put(i);
                    Thread.sleep(LIMIT); // until it is killed
                }
                return i;
            });
            int lost = begun.get(LIMIT);
            far.kill();
            WorkerDiedException died = assertThrows(WorkerDiedException.class, result::get);
            assertEquals(remote, died.pid());
            assertEquals(lost, died.item());
            assertTrue(died.getMessage().contains("remote worker remote-1@127.0.0.1"), died::getMessage);
            Map<Integer, Integer> times = new HashMap<>();
            ran.close();
            ran.items().forEach(i -> times.merge(i, 1, Integer::sum));
            assertEquals(40, times.size()); // all but that one ran to their end, somewhere
            assertTrue(times.values().stream().allMatch(n -> n == 1), times::toString);
            assertEquals(
                    0,
                    pool.workers().stream().filter(RemoteWorkerTest::isRemote).count());
        }
    }

    @Test
    void remoteWorker_killedWithRetries_itsItemRunsElsewhere() {
        try (Pool pool = par.heap("96m").chunkSize(1).retries(1).pool(1);
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), KEY)) {
            awaitRemote(pool, 1);
            long remote = far.pid();
            SharedQueue<Integer> begun = par.queue(Integer.class);
            AsyncResult<List<Integer>> result = pool.mapAsync(par.range(20), i -> {
                if (ProcessHandle.current().pid() == remote) {
                    begun.put(i);
                    Thread.sleep(LIMIT);
                }
                return i;
            });
            begun.get(LIMIT);
            far.kill();
            assertEquals(par.range(20), result.get(LIMIT));
        }
    }

    @Test
    void remoteItem_takesTooLong_itsWorkerIsSentAway() {
        try (Pool pool = par.heap("96m").chunkSize(1).timeout(ofMillis(1_500)).pool(1);
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), KEY)) {
            awaitRemote(pool, 1);
            long remote = far.pid();
            SharedQueue<Integer> begun = par.queue(Integer.class);
            assertThrows(
                    TaskTimeoutException.class,
                    () -> pool.forEach(par.range(2), i -> {
                        begun.put(i);
                        while (begun.size() < 2) {
                            Thread.onSpinWait();
                        }
                        while (ProcessHandle.current().pid() == remote) {
                            Thread.onSpinWait();
                        }
                    }));
        }
    }

    @Test
    void cancel_remoteItemThatHeeds_workerStays() {
        try (Pool pool = pool();
                FarWorker far = new FarWorker(pool.serve("tcp://127.0.0.1:0", KEY), KEY)) {
            awaitRemote(pool, 1);
            long remote = far.pid();
            SharedQueue<Long> begun = par.queue(Long.class);
            AsyncResult<List<Integer>> result = pool.mapAsync(par.range(10), i -> {
                begun.put(ProcessHandle.current().pid());
                Thread.sleep(LIMIT);
                return i;
            });
            List<Long> pids = List.of(begun.get(LIMIT), begun.get(LIMIT));
            assertTrue(pids.contains(remote), pids::toString);
            result.cancel();
            assertThrows(CancellationException.class, () -> result.get(LIMIT));
            awaitRemote(pool, 1);
            assertEquals(List.of(2, 3), pool.map(List.of(1, 2), x -> x + 1));
        }
    }

    @Test
    void serve_twiceOrWithAnInitializer_isRefused() {
        try (Pool pool = pool()) {
            String address = pool.serve("tcp://127.0.0.1:0", KEY);
            IllegalStateException twice =
                    assertThrows(IllegalStateException.class, () -> pool.serve("tcp://127.0.0.1:0", KEY));
            assertTrue(twice.getMessage().contains("address=" + address), twice::getMessage);
        }
        try (Pool pool = par.heap("96m").initializer(() -> {}).pool(1)) {
            assertThrows(IllegalStateException.class, () -> pool.serve("tcp://127.0.0.1:0", KEY));
        }
    }
}
