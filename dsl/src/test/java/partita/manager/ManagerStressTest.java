package partita.manager;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedCounter;
import partita.api.SharedDict;
import partita.api.SharedLock;
import partita.api.SharedManager;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.Status;
import partita.function.Task;

/**
 * Clients that are killed at any moment, and many operations. {@code -Dpartita.kills=200} and {@code
 * -Dpartita.operations=100000} give the full sizes.
 */
class ManagerStressTest {
    private static final int KILLS = Integer.getInteger("partita.kills", 3);
    private static final int OPERATIONS = Integer.getInteger("partita.operations", 4_000);
    private static final int CLIENTS = OPERATIONS >= 100_000 ? 8 : 2;
    private static final int PERMITS = 3;
    private static final long SEED = System.nanoTime();
    /** A heap that is full once is not made smaller again, so growth is what comes after. */
    private static final long FLAT_BYTES = 40L << 20;

    /** Does everything that can be cut short, for ever. */
    record Busy(
            SharedLock lock,
            SharedSemaphore permits,
            SharedDict<String, Integer> twins,
            SharedQueue<Integer> in,
            SharedQueue<Integer> out)
            implements Task {
        @Override
        public void run() {
            while (true) {
                try (Guard _ = permits.acquire()) {
                    out.put(out.get());
                    try (Guard _ = lock.acquire()) {
                        twins.compute("a", (k, v) -> v + 1);
                        twins.compute("b", (k, v) -> v + 1);
                    }
                }
                in.get(); // waits for what never comes until the end
            }
        }
    }

    private static ChildProcess start(Task task) {
        return par.heap("64m").process(task).daemon(true).start();
    }

    @Test
    void clients_killedAtAnyMoment_loseNoLockPermitOrItem() {
        var random = new Random(SEED);
        try (SharedManager manager = par.heap("128m").manager()) {
            SharedLock lock = manager.lock();
            SharedSemaphore permits = manager.boundedSemaphore(PERMITS);
            SharedDict<String, Integer> twins = manager.dict(String.class, Integer.class);
            twins.putAll(java.util.Map.of("a", 0, "b", 0));
            SharedQueue<Integer> ticks = manager.queue();
            SharedQueue<Integer> items = manager.queue();
            int abandoned = 0;
            for (int i = 0; i < KILLS; i++) {
                int before = items.size();
                ChildProcess child = start(new Busy(lock, permits, twins, ticks, items));
                items.put(i);
                for (int n = random.nextInt(60); n >= 0; n--) {
                    ticks.put(n);
                }
                int enough = twins.get("a") + random.nextInt(20) + 1;
                long limit = System.nanoTime() + ofSeconds(30).toNanos();
                while (twins.get("a") < enough && ticks.size() > 0 && System.nanoTime() < limit) {
                    Thread.onSpinWait();
                }
                child.kill();
                child.join();
                try (Guard guard = lock.acquire(ofSeconds(20))) {
                    if (guard.abandonedBy().isPresent()) {
                        abandoned++;
                        lock.recover();
                    }
                    int half = twins.get("a") - twins.get("b");
                    assertTrue(half == 0 || half == 1, "half=" + half + " seed=" + SEED);
                    twins.put("b", twins.get("a"));
                }
                for (int n = 0; n < PERMITS; n++) {
                    assertTrue(permits.tryAcquire(ofSeconds(20)), "permit=" + n + " kill=" + i + " seed=" + SEED);
                }
                for (int n = 0; n < PERMITS; n++) {
                    permits.release();
                }
                // between its get and its put, a client has the one item for itself
                assertTrue(items.size() >= before, "kill=" + i + " before=" + before + " items=" + items.size());
                while (ticks.poll() != null) {
                    continue;
                }
            }
            System.out.println("kills=" + KILLS + " abandoned=" + abandoned + " steps=" + twins.get("a") + " items="
                    + items.size());
            items.close();
            List<Integer> left = new ArrayList<>();
            items.items().forEach(left::add);
            assertEquals(left.size(), new HashSet<>(left).size(), "none twice, seed=" + SEED);
        }
    }

    /** One who only waits has nothing of the queue. */
    @Test
    void waitingReaders_killed_takeNothingAlong() {
        try (SharedManager manager = par.heap("128m").manager()) {
            SharedQueue<Integer> queue = manager.queue();
            SharedQueue<Integer> ready = manager.queue();
            for (int i = 0; i < KILLS; i++) {
                ChildProcess child = start(() -> {
                    ready.put(1);
                    queue.get();
                });
                ready.get(ofSeconds(60));
                child.kill();
                queue.put(i); // it may be dead by now, or not
                child.join();
                Integer got = queue.poll();
                if (got == null) {
                    queue.put(i); // it had time to take it
                    got = queue.get(ofSeconds(20));
                }
                assertEquals(i, got);
                assertEquals(0, queue.size(), "no item is there twice");
            }
        }
    }

    private static long memory(SharedManager manager) {
        return par.status().stream()
                .filter(row -> row.pid() == manager.pid())
                .mapToLong(Status.Row::memory)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void operations_ofSeveralClients_areExactAndLeaveNothing() {
        try (SharedManager manager = par.heap("64m").manager()) {
            SharedDict<String, Integer> dict = manager.dict(String.class, Integer.class);
            SharedCounter<Integer> counter = manager.counter(Integer.class);
            SharedQueue<Integer> queue = manager.queue(100);
            int each = OPERATIONS / CLIENTS / 8;
            run(dict, counter, queue, each / 4); // fills the heap once
            long before = memory(manager);
            long begun = System.nanoTime();
            run(dict, counter, queue, each);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long grown = memory(manager) - before;
            int all = CLIENTS * (each + each / 4);
            assertEquals(3 * all, dict.get("n"));
            assertEquals(all, counter.total());
            assertEquals(0, queue.size());
            System.out.printf(
                    "operations=%d clients=%d seconds=%.1f grown=%d kB%n",
                    8 * each * CLIENTS, CLIENTS, seconds, grown >> 10);
            assertTrue(grown < FLAT_BYTES, "grown=" + grown);
        }
    }

    /** Eight operations a round. */
    private static void run(
            SharedDict<String, Integer> dict, SharedCounter<Integer> counter, SharedQueue<Integer> queue, int rounds) {
        List<ChildProcess> children = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> start(() -> {
                    for (int i = 0; i < rounds; i++) {
                        dict.incrementBy("n", 1);
                        dict.merge("n", 1, Integer::sum);
                        dict.compute("n", (k, v) -> v + 1);
                        dict.put("k" + i % 100, i);
                        dict.get("k" + i % 50);
                        counter.add(i % 10);
                        queue.put(i);
                        queue.get();
                    }
                }))
                .toList();
        children.forEach(ChildProcess::join);
        children.forEach(child -> assertEquals(0, child.exitCode()));
    }
}
