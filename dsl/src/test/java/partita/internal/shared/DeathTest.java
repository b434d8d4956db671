package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import partita.api.BarrierBrokenException;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Guard;
import partita.api.Pipe;
import partita.api.SharedBarrier;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.function.Task;

/** Processes that are killed while they use what is shared: nobody waits on the dead, and the next is told. */
class DeathTest {
    private static final long SEED = System.nanoTime();
    private final Random random = new Random(SEED);

    private static ChildProcess start(Task task) {
        return par.heap("64m").process(task).daemon(true).start();
    }

    private static void kill(ChildProcess child) {
        child.kill();
        child.join();
    }

    @Test
    void lock_holderKilled_nextGetsItAndIsTold() throws Exception {
        SharedLock lock = par.lock();
        SharedEvent held = par.event();
        ChildProcess child = start(new Hostile.HoldsLock(lock, held));
        held.await();
        assertEquals(child.pid(), lock.owner().orElseThrow().pid());
        assertEquals(child.name(), lock.owner().orElseThrow().process());
        var next = Threads.start(() -> {
                    try (Guard guard = lock.acquire(ofSeconds(20))) {
                        return guard.abandonedBy().orElseThrow();
                    }
                })
                .waits();
        kill(child);
        assertEquals(child.pid(), next.result().pid());
        assertTrue(lock.isAbandoned());
        try (Guard guard = lock.acquire()) {
            assertTrue(guard.abandonedBy().isEmpty(), "only the first is told by its guard");
            lock.recover();
        }
        assertFalse(lock.isAbandoned());
    }

    @Test
    void lock_userKilledAtAnyMoment_goesOn() {
        for (int i = 0; i < 5; i++) {
            SharedLock lock = par.lock();
            SharedValue<Long> count = par.value(0L);
            ChildProcess child = start(new Hostile.UsesLock(lock, count));
            long moment = random.nextInt(300);
            await().pollDelay(java.time.Duration.ZERO).until(() -> count.get() >= moment);
            child.kill();
            long begun = System.nanoTime();
            try (Guard _ = lock.acquire(ofSeconds(20))) {
                assertTrue(System.nanoTime() - begun < ofSeconds(10).toNanos(), "seed=" + SEED);
            }
            child.join();
        }
    }

    @Test
    void semaphore_holderKilled_permitComesBackAndIsTold() {
        SharedSemaphore semaphore = par.boundedSemaphore(1);
        SharedEvent held = par.event();
        ChildProcess child = start(new Hostile.HoldsPermit(semaphore, held));
        held.await();
        assertEquals(0, semaphore.availablePermits());
        kill(child);
        try (Guard guard = semaphore.acquire(ofSeconds(20))) {
            assertEquals(child.pid(), guard.abandonedBy().orElseThrow().pid());
        }
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void semaphore_holderEndsInGoodOrder_keepsItsPermit() {
        SharedSemaphore semaphore = par.semaphore(1);
        ChildProcess child = start(semaphore::acquire);
        child.join();
        assertEquals(0, child.exitCode());
        assertFalse(semaphore.tryAcquire(java.time.Duration.ofMillis(700)));
        semaphore.release();
        assertTrue(semaphore.tryAcquire());
    }

    @Test
    void barrier_partyKilled_breaks() throws Exception {
        SharedBarrier barrier = par.barrier(3);
        ChildProcess child = start(new Hostile.Meets(barrier));
        var waiter = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
        await().until(() -> barrier.waiting() == 2);
        kill(child);
        assertTrue(waiter.result().getMessage().contains("pid=" + child.pid()));
        assertTrue(barrier.isBroken());
    }

    @Test
    void condition_waiterKilled_signalGoesToTheNext() throws Exception {
        SharedCondition condition = par.condition();
        ChildProcess child = start(new Hostile.Sleeps(condition));
        await().until(() -> condition.toString().contains("waiting=1"));
        var waiter = Threads.start(() -> {
            try (Guard _ = condition.acquire()) {
                return condition.await(ofSeconds(20));
            }
        });
        await().until(() -> condition.toString().contains("waiting=2"));
        try (Guard _ = condition.acquire()) {
            condition.signal(); // for the child, which cannot go on before this lock is given back
            kill(child);
            await().until(() -> condition.toString().contains("waiting=0"));
        }
        assertTrue(waiter.result());
    }

    @Test
    void queue_readersKilled_loseAtMostOneItemEach() {
        SharedQueue<Integer> queue = par.queue(20);
        SharedQueue<Integer> log = par.queue();
        int put = 0;
        for (int i = 0; i < 3; i++) {
            ChildProcess child = start(new Hostile.Reads(queue, log));
            int moment = log.size() + random.nextInt(100);
            while (log.size() < moment) {
                queue.put(put++, ofSeconds(20));
            }
            kill(child);
        }
        queue.close();
        log.close();
        List<Integer> got = new ArrayList<>();
        log.items().forEach(got::add);
        queue.items().forEach(got::add);
        Set<Integer> once = new HashSet<>(got);
        assertEquals(once.size(), got.size(), "nothing is got twice, seed=" + SEED);
        assertTrue(put - got.size() <= 3, "put=" + put + " got=" + got.size() + " seed=" + SEED);
    }

    @Test
    void queue_writerKilled_keepsWhatWasPut() {
        SharedQueue<Integer> queue = par.queue(10);
        ChildProcess child = start(new Hostile.Writes(queue));
        for (int i = 0; i < 100; i++) {
            assertEquals(i, queue.get(ofSeconds(20)));
        }
        kill(child);
        queue.close();
        int next = 100;
        for (int item : queue.items()) {
            assertEquals(next++, item);
        }
        assertTrue(next <= 111, "next=" + next);
    }

    @Test
    void pipe_otherEndsProcessKilled_isClosed() {
        Pipe<String> pipe = par.pipe(String.class);
        ChildProcess child = start(new Hostile.SendsOnce(pipe.child()));
        assertEquals("one", pipe.parent().recv());
        kill(child);
        var e = assertThrows(ClosedException.class, () -> pipe.parent().recv(ofSeconds(20)));
        assertTrue(e.getMessage().contains("pid=" + child.pid()), e::getMessage);
    }

    @Test
    void queue_keepersProcessEnded_saysSo() throws Exception {
        SharedQueue<SharedQueue<Integer>> out = par.queue();
        SharedEvent end = par.event();
        ChildProcess child = start(() -> {
            SharedQueue<Integer> own = par.queue();
            out.put(own);
            own.put(own.get() + 1);
            end.await();
        });
        SharedQueue<Integer> theirs = out.get(ofSeconds(20));
        theirs.put(1);
        await().until(() -> theirs.peek() != null && theirs.peek() == 2);
        assertEquals(2, theirs.get());
        var waiter = Threads.start(() -> assertThrows(ClosedException.class, theirs::get))
                .waits();
        end.set();
        child.join();
        assertTrue(waiter.result().getMessage().contains("has ended, pid=" + child.pid()));
        assertThrows(ClosedException.class, theirs::size);
        assertThrows(ClosedException.class, () -> theirs.put(3));
    }
}
