package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import partita.api.BarrierBrokenException;
import partita.api.ChildProcess;
import partita.api.SharedBarrier;
import partita.api.SharedLock;
import partita.api.SharedQueue;

/**
 * Processes that read and write queues, meet at barriers and wait for locks, and are killed at any moment, again and
 * again: a killed reader costs one item at the most and nothing is got twice, what a writer was told is put stays, and
 * nobody waits for more than a second on the dead. {@code -Dpartita.kills=200} for the full size.
 */
class MessageKillTest extends Killing {
    private boolean fills(SharedQueue<Integer> queue, AtomicLong put, AtomicBoolean until) {
        while (!until.get()) {
            if (queue.offer((int) put.get(), 100, TimeUnit.MILLISECONDS)) {
                put.incrementAndGet();
            }
        }
        return true;
    }

    private static void got(int item, BitSet all) {
        assertFalse(all.get(item), "nothing is got twice: item=" + item + " seed=" + SEED);
        all.set(item);
    }

    @Test
    @Timeout(1_800) // at full size
    void queue_readersKilledAtAnyMoment_loseAtMostOneItemEach() throws Exception {
        SharedQueue<Integer> queue = par.queue(100);
        SharedQueue<Integer> log = par.queue();
        var put = new AtomicLong();
        var until = new AtomicBoolean();
        var writer = Threads.start(() -> fills(queue, put, until));
        var all = new BitSet();
        for (int i = 0; i < KILLS; i++) {
            ChildProcess child = start(new Hostile.Reads(queue, log));
            int logged = random.nextInt(2_000);
            for (int n = 0; n < logged; n++) {
                got(log.get(ofSeconds(20)), all);
            }
            LockSupport.parkNanos(random.nextInt(300_000));
            child.kill();
            long begun = System.nanoTime();
            got(queue.get(ofSeconds(20)), all);
            waited(begun);
            child.join();
        }
        until.set(true);
        writer.result();
        queue.close();
        log.close();
        log.items().forEach(item -> got(item, all));
        queue.items().forEach(item -> got(item, all));
        long lost = put.get() - all.cardinality();
        System.out.println("readers: put=" + put + " lost=" + lost);
        assertTrue(lost >= 0 && lost <= KILLS, "lost=" + lost + " kills=" + KILLS + " seed=" + SEED);
        told("queue readers");
    }

    private void killWriters(int maxSize) {
        for (int i = 0; i < KILLS; i++) {
            SharedQueue<Integer> queue = maxSize == 0 ? par.queue() : par.queue(maxSize);
            counts.set(0, 0);
            ChildProcess child = start(new Hostile.WritesAndCounts(queue, counts));
            int moment = random.nextInt(2_000);
            for (int n = 0; n < moment; n++) {
                assertEquals(n, queue.get(ofSeconds(20)), "seed=" + SEED);
            }
            LockSupport.parkNanos(random.nextInt(300_000));
            child.kill();
            child.join();
            long returned = counts.get(0);
            long begun = System.nanoTime();
            int next = moment;
            for (Integer item = queue.poll(); item != null; item = queue.poll()) {
                assertEquals(next++, item, "seed=" + SEED);
            }
            assertTrue(next == returned || next == returned + 1, "got=" + next + " put=" + returned + " seed=" + SEED);
            queue.put(-1, ofSeconds(20));
            assertEquals(-1, queue.get(ofSeconds(20)));
            waited(begun);
        }
    }

    @Test
    @Timeout(1_800)
    void queue_writersKilledAtAnyMoment_keepWhatWasPut() {
        killWriters(10);
        told("writers of a bounded queue");
    }

    @Test
    @Timeout(1_800)
    void unboundedQueue_writersKilledAtAnyMoment_keepWhatWasPut() {
        killWriters(0);
        told("writers of an unbounded queue");
    }

    @Test
    @Timeout(1_800)
    void barrier_partiesKilledAtAnyMoment_breaksForTheOthers() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            SharedBarrier barrier = par.barrier(2);
            ChildProcess child = start(new Hostile.MeetsAgain(barrier, counts));
            var other = Threads.start(() -> {
                while (true) {
                    try {
                        var _ = barrier.await(ofSeconds(20));
                    } catch (BarrierBrokenException e) {
                        return System.nanoTime();
                    }
                }
            });
            awaitUse(1 + random.nextInt(3_000));
            child.kill();
            long begun = System.nanoTime();
            waited(begun, other.result());
            child.join();
            assertTrue(barrier.isBroken());
            barrier.reset();
            assertEquals(
                    2,
                    Threads.results(Threads.start(2, () -> barrier.await(ofSeconds(20))))
                            .size());
        }
        told("barrier parties");
    }

    @Test
    @Timeout(1_800)
    void lock_waiterKilledAsItIsWoken_losesNoWakeUp() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            SharedLock lock = par.lock();
            lock.lock();
            ChildProcess child = start(new Hostile.WaitsForLock(lock, counts));
            awaitUse(1);
            var waiter = Threads.start(() -> {
                        lock.lock();
                        lock.unlock();
                        return System.nanoTime();
                    })
                    .waits();
            lock.unlock();
            LockSupport.parkNanos(random.nextInt(300_000));
            child.kill();
            long begun = System.nanoTime();
            waited(begun, waiter.result());
            child.join();
            lock.acquire(ofSeconds(5)).close(); // it may have died with it a moment before
        }
        told("lock waiters");
    }
}
