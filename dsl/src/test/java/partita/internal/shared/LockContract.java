package partita.internal.shared;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import partita.api.Guard;
import partita.api.ParInterruptedException;
import partita.api.ParTimeoutException;
import partita.api.SharedCondition;
import partita.api.SharedLock;
import partita.api.SharedSemaphore;

/** What locks, conditions and semaphores do, whatever carries them. */
abstract class LockContract {
    /** Makes the objects to test. */
    abstract SharedFactory make();

    /** Whether those who wait get it exactly in their order; else nobody waits long. */
    boolean inOrder() {
        return true;
    }

    @Test
    void acquire_free_holdsUntilClosed() {
        SharedLock lock = make().lock();
        assertFalse(lock.isLocked());
        assertTrue(lock.owner().isEmpty());
        try (Guard guard = lock.acquire()) {
            assertTrue(lock.isLocked());
            assertEquals(
                    ProcessHandle.current().pid(), lock.owner().orElseThrow().pid());
            assertEquals(
                    Thread.currentThread().threadId(),
                    lock.owner().orElseThrow().thread());
            assertTrue(guard.abandonedBy().isEmpty());
            guard.close();
            assertFalse(lock.isLocked());
        }
        assertFalse(lock.isLocked());
    }

    @Test
    void tryLock_heldByAnother_isFalseAndTimesOut() throws Exception {
        SharedLock lock = make().lock();
        lock.lock();
        var other = Threads.start(() -> {
            assertFalse(lock.tryLock());
            assertFalse(lock.tryLock(20, TimeUnit.MILLISECONDS));
            assertFalse(lock.tryLock(Duration.ZERO));
            var e = assertThrows(ParTimeoutException.class, () -> lock.acquire(ofMillis(20)));
            assertTrue(
                    e.getMessage().contains("limit=PT0.02S") && e.getMessage().contains("holder="), e::getMessage);
            assertThrows(IllegalMonitorStateException.class, lock::unlock);
            return true;
        });
        assertTrue(other.result());
        lock.unlock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    void lock_heldByThisThread_isRefusedAndTimesOut() {
        SharedLock lock = make().lock();
        lock.lock();
        var e = assertThrows(IllegalStateException.class, lock::lock);
        assertTrue(e.getMessage().contains("par.rlock()"), e::getMessage);
        assertFalse(lock.tryLock());
        assertFalse(lock.tryLock(ofMillis(10)));
        lock.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void rlock_heldByThisThread_isHeldAsOftenAsTaken() throws Exception {
        SharedLock lock = make().rlock();
        lock.lock();
        lock.lock();
        assertTrue(lock.tryLock());
        lock.unlock();
        lock.unlock();
        assertFalse(Threads.start(() -> lock.tryLock()).result());
        lock.unlock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
        assertTrue(Threads.start(() -> lock.tryLock()).result());
    }

    @Test
    void lock_severalWaiting_isGotInTheirOrder() throws Exception {
        SharedLock lock = make().lock();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        lock.lock();
        var all = new ArrayList<Threads.Running<Boolean>>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            all.add(Threads.start(() -> {
                        try (Guard _ = lock.acquire()) {
                            return order.add(number);
                        }
                    })
                    .waits());
        }
        lock.unlock();
        Threads.results(all);
        assertEquals(
                List.of(0, 1, 2, 3), inOrder() ? order : order.stream().sorted().toList());
    }

    @Test
    void lock_contended_excludesOthers() throws Exception {
        SharedLock lock = make().lock();
        int[] count = new int[1];
        Threads.results(Threads.start(4, () -> {
            for (int i = 0; i < 200; i++) {
                try (Guard _ = lock.acquire()) {
                    count[0]++;
                }
            }
            return true;
        }));
        assertEquals(800, count[0]);
    }

    @Test
    void acquire_interrupted_endsSoonKeepsTheFlagAndHoldsNothing() throws Exception {
        SharedLock lock = make().lock();
        lock.lock();
        var waiter = Threads.start(() -> {
                    assertThrows(ParInterruptedException.class, lock::acquire);
                    assertTrue(Thread.interrupted());
                    return System.nanoTime();
                })
                .waits();
        long interrupted = System.nanoTime();
        waiter.thread().interrupt();
        assertTrue(waiter.result() - interrupted < ofMillis(100).toNanos() * 5, "ended late");
        lock.unlock();
        assertTrue(Threads.start(() -> lock.tryLock()).result());
    }

    @Test
    void acquire_interruptedAsItIsGranted_losesNoGrant() throws Exception {
        SharedLock lock = make().lock();
        for (int i = 0; i < 50; i++) {
            lock.lock();
            var waiter = Threads.start(() -> {
                        try (Guard _ = lock.acquire()) {
                            return true;
                        } catch (ParInterruptedException _) {
                            return false;
                        }
                    })
                    .waits();
            Thread interrupter = Thread.ofPlatform().start(waiter.thread()::interrupt);
            lock.unlock();
            waiter.result();
            interrupter.join();
            await().pollInterval(ofMillis(2)).until(() -> !lock.isLocked());
        }
    }

    @Test
    void tryLock_interruptedBefore_throwsAtOnce() {
        SharedLock lock = make().lock();
        Thread.currentThread().interrupt();
        assertThrows(ParInterruptedException.class, lock::lock);
        assertTrue(Thread.interrupted());
        assertFalse(lock.isLocked());
    }

    @Test
    void condition_signalled_wakesAsManyAsSaid() throws Exception {
        SharedCondition condition = make().rlock().newCondition();
        var woken = new AtomicInteger();
        var all = Threads.start(6, () -> {
            try (Guard _ = condition.acquire()) {
                condition.await();
                return woken.incrementAndGet();
            }
        });
        await().until(() -> condition.toString().contains("waiting=6"));
        signal(condition, 1);
        await().until(() -> woken.get() == 1);
        signal(condition, 2);
        await().until(() -> woken.get() == 3);
        try (Guard _ = condition.acquire()) {
            condition.signalAll();
            assertEquals(3, woken.get(), "who is woken has to wait for the lock");
        }
        Threads.results(all);
        assertEquals(6, woken.get());
    }

    private static void signal(SharedCondition condition, int n) {
        try (Guard _ = condition.acquire()) {
            condition.signal(n);
        }
    }

    @Test
    void condition_notSignalled_timesOutWithTheLockHeld() {
        SharedLock lock = make().rlock();
        SharedCondition condition = lock.newCondition();
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        lock.lock();
        lock.lock();
        assertFalse(condition.await(ofMillis(20)));
        lock.unlock();
        assertTrue(lock.isLocked());
        lock.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void condition_interrupted_throwsWithTheLockHeld() throws Exception {
        SharedLock lock = make().lock();
        SharedCondition condition = lock.newCondition();
        var waiter = Threads.start(() -> {
            try (Guard _ = lock.acquire()) {
                assertThrows(ParInterruptedException.class, condition::await);
                assertTrue(Thread.interrupted());
                return lock.owner().orElseThrow().thread()
                        == Thread.currentThread().threadId();
            }
        });
        await().until(() -> condition.toString().contains("waiting=1"));
        waiter.thread().interrupt();
        assertTrue(waiter.result());
        assertFalse(lock.isLocked());
    }

    @Test
    void awaitUntil_becomesSo_returnsAndElseTimesOut() throws Exception {
        SharedCondition condition = make().rlock().newCondition();
        int[] state = new int[1];
        var waiter = Threads.start(() -> {
            try (Guard _ = condition.acquire()) {
                condition.awaitUntil(() -> state[0] == 3);
                return condition.awaitUntil(() -> state[0] == 4, ofMillis(30));
            }
        });
        for (int i = 0; i < 3; i++) {
            try (Guard _ = condition.acquire()) {
                state[0]++;
                condition.signal();
            }
        }
        assertFalse(waiter.result());
    }

    @Test
    void semaphore_permitsTaken_countsAndWaits() throws Exception {
        SharedSemaphore semaphore = make().semaphore(2, false);
        Guard first = semaphore.acquire();
        Guard second = semaphore.acquire(ofSeconds(1));
        assertEquals(0, semaphore.availablePermits());
        assertFalse(semaphore.tryAcquire());
        assertFalse(semaphore.tryAcquire(ofMillis(10)));
        assertThrows(ParTimeoutException.class, () -> semaphore.acquire(Duration.ZERO));
        var waiter = Threads.start(() -> semaphore.tryAcquire(ofSeconds(10))).waits();
        first.close();
        first.close();
        assertTrue(waiter.result());
        assertEquals(0, semaphore.availablePermits());
        second.close();
        semaphore.release();
        semaphore.release();
        assertEquals(3, semaphore.availablePermits());
    }

    @Test
    void boundedSemaphore_releasedTooOften_isRefused() {
        SharedSemaphore semaphore = make().semaphore(2, true);
        semaphore.acquire().close();
        var e = assertThrows(IllegalStateException.class, semaphore::release);
        assertTrue(e.getMessage().contains("permits=2"), e::getMessage);
        assertEquals(2, semaphore.availablePermits());
    }

    @Test
    void semaphore_interruptedAsItIsGranted_losesNoPermit() throws Exception {
        SharedSemaphore semaphore = make().semaphore(0, false);
        for (int i = 1; i <= 50; i++) {
            var waiter = Threads.start(() -> {
                        try {
                            semaphore.acquire();
                            return true;
                        } catch (ParInterruptedException _) {
                            return false;
                        }
                    })
                    .waits();
            Thread interrupter = Thread.ofPlatform().start(waiter.thread()::interrupt);
            semaphore.release();
            if (!waiter.result()) {
                await().until(semaphore::tryAcquire);
            }
            interrupter.join();
            assertEquals(0, semaphore.availablePermits());
        }
    }
}
