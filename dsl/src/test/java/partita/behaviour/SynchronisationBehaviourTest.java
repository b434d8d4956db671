package partita.behaviour;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.ParInterruptedException;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.testing.Behaviour;

/** What CPython's tests of locks, semaphores, conditions and events check, of what exists. */
class SynchronisationBehaviourTest {
    @Test
    @Behaviour(
            value = "_TestLock.lock",
            checks = "a lock that is held cannot be taken again without waiting, and cannot be given back twice")
    void lock_held_isNotTakenAgain() {
        SharedLock lock = par.lock();
        assertTrue(lock.tryLock(ofSeconds(10)));
        assertFalse(lock.tryLock());
        lock.unlock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    @Behaviour(
            value = "_TestLock.rlock",
            checks = "its holder takes it three times and gives it back three times, and not a fourth")
    void rlock_heldThreeTimes_isGivenBackThreeTimes() {
        SharedLock lock = par.rlock();
        for (int i = 0; i < 3; i++) {
            assertTrue(lock.tryLock());
        }
        for (int i = 0; i < 3; i++) {
            lock.unlock();
        }
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    @Behaviour(value = "_TestLock.lock_context", checks = "a with block holds a lock and gives it back behind it")
    void lock_tryWithResources_givesItBack() {
        SharedLock lock = par.lock();
        try (Guard _ = lock.acquire()) {
            assertTrue(lock.isLocked());
        }
        assertFalse(lock.isLocked());
    }

    @Test
    @Behaviour(value = "_TestLock.rlock_context", checks = "a with block holds an rlock and gives it back behind it")
    void rlock_tryWithResources_givesItBack() {
        SharedLock lock = par.rlock();
        try (Guard _ = lock.acquire()) {
            assertTrue(lock.isLocked());
        }
        assertFalse(lock.isLocked());
    }

    @Test
    @Behaviour(
            value = "_TestLock.lock_locked_2processes",
            checks = "a lock that a child holds is seen as locked in the parent until the child gives it back")
    void lock_heldByAChild_isLockedHere() {
        seenAsLocked(par.lock());
    }

    @Test
    @Behaviour(
            value = "_TestLock.rlock_locked_2processes",
            checks = "an rlock that a child holds is seen as locked in the parent until the child gives it back")
    void rlock_heldByAChild_isLockedHere() {
        seenAsLocked(par.rlock());
    }

    private static void seenAsLocked(SharedLock lock) {
        SharedEvent held = par.event();
        SharedEvent seen = par.event();
        ChildProcess child = Children.start(() -> {
            try (Guard _ = lock.acquire()) {
                held.set();
                seen.await();
            }
        });
        held.await();
        assertTrue(lock.isLocked());
        assertFalse(lock.tryLock());
        seen.set();
        Children.join(child);
        assertFalse(lock.isLocked());
    }

    @Test
    @Behaviour(
            value = "_TestLock.repr_lock",
            checks = "a lock shows who holds it: nobody, this process, a child by its name")
    void toString_lock_namesItsOwner() {
        SharedLock lock = par.lock();
        assertTrue(lock.toString().contains("owner=none"), lock::toString);
        try (Guard _ = lock.acquire()) {
            assertTrue(lock.toString().contains("process=MainProcess"), lock::toString);
        }
        SharedEvent held = par.event();
        SharedEvent seen = par.event();
        ChildProcess child = par.process("holder", () -> {
                    try (Guard _ = lock.acquire()) {
                        held.set();
                        seen.await();
                    }
                })
                .start();
        held.await();
        assertTrue(lock.toString().contains("process=holder"), lock::toString);
        seen.set();
        child.join();
    }

    @Test
    @Behaviour(
            value = "_TestLock.repr_rlock",
            checks = "an rlock shows who holds it and how often: nobody 0, this process 1 to 4")
    void toString_rlock_namesItsOwnerAndCount() {
        SharedLock lock = par.rlock();
        assertTrue(lock.toString().contains("owner=none count=0"), lock::toString);
        for (int n = 1; n <= 4; n++) {
            lock.lock();
            assertTrue(
                    lock.toString().contains("process=MainProcess")
                            && lock.toString().contains("count=" + n),
                    lock::toString);
        }
    }

    private static void counts(SharedSemaphore semaphore) {
        assertEquals(2, semaphore.availablePermits());
        semaphore.acquire();
        assertEquals(1, semaphore.availablePermits());
        semaphore.acquire();
        assertEquals(0, semaphore.availablePermits());
        assertFalse(semaphore.tryAcquire());
        assertEquals(0, semaphore.availablePermits());
        semaphore.release();
        assertEquals(1, semaphore.availablePermits());
        semaphore.release();
        assertEquals(2, semaphore.availablePermits());
    }

    @Test
    @Behaviour(
            value = "_TestSemaphore.semaphore",
            checks = "the permits follow every acquire and release, and may become more than at first")
    void semaphore_acquiredAndReleased_counts() {
        SharedSemaphore semaphore = par.semaphore(2);
        counts(semaphore);
        semaphore.release();
        assertEquals(3, semaphore.availablePermits());
        semaphore.release();
        assertEquals(4, semaphore.availablePermits());
    }

    @Test
    @Behaviour(
            value = "_TestSemaphore.bounded_semaphore",
            checks = "the permits follow every acquire and release, and a release too many is refused")
    void boundedSemaphore_acquiredAndReleased_counts() {
        SharedSemaphore semaphore = par.boundedSemaphore(2);
        counts(semaphore);
        assertThrows(IllegalStateException.class, semaphore::release);
        assertEquals(2, semaphore.availablePermits());
    }

    @Test
    @Behaviour(
            value = "_TestSemaphore.timeout",
            checks = "an acquire without a permit gives up at once without a limit to wait, and else after it")
    void semaphore_noPermit_timesOut() {
        SharedSemaphore semaphore = par.semaphore(0);
        assertFalse(semaphore.tryAcquire());
        assertFalse(semaphore.tryAcquire(ZERO));
        assertFalse(semaphore.tryAcquire(ofSeconds(-1)));
        for (Duration limit : new Duration[] {ofMillis(50), ofMillis(120)}) {
            long begun = System.nanoTime();
            assertFalse(semaphore.tryAcquire(limit));
            assertTrue(System.nanoTime() - begun >= limit.toNanos());
        }
    }

    @Test
    @Behaviour(
            value = "_TestEvent.event",
            checks = "a wait for an event that is not set gives false, at once or after its limit; for one that is set"
                    + " true at once; and one that a child sets ends the wait")
    void event_setByAChild_endsTheWait() {
        SharedEvent event = par.event();
        assertFalse(event.isSet());
        assertFalse(event.await(ZERO));
        assertFalse(event.await(ofMillis(50)));
        event.set();
        assertTrue(event.isSet());
        event.await();
        assertTrue(event.await(ofMillis(50)));
        event.clear();
        assertFalse(event.isSet());
        ChildProcess child = Children.start(event::set);
        event.await();
        assertTrue(event.isSet());
        Children.join(child);
    }

    @Test
    @Behaviour(value = "_TestEvent.repr", checks = "an event shows whether it is set, as it is set and cleared")
    void toString_event_saysWhetherItIsSet() {
        SharedEvent event = par.event();
        assertTrue(event.toString().contains("unset"));
        event.set();
        assertTrue(event.toString().contains("[set]"));
        event.clear();
        assertTrue(event.toString().contains("unset"));
    }

    /** Sleepers in this and in other processes; each says that it sleeps, and that it was woken. */
    private record Sleepers(SharedCondition condition, SharedSemaphore sleeping, SharedSemaphore woken) {
        static Sleepers make() {
            return new Sleepers(par.condition(), par.semaphore(0), par.semaphore(0));
        }

        void sleep(Duration limit) {
            try (Guard _ = condition.acquire()) {
                sleeping.release();
                condition.await(limit);
                woken.release();
            }
        }

        /** n threads and as many processes, which sleep when this returns. */
        void start(int n, Duration limit) {
            Sleepers all = this;
            for (int i = 0; i < n; i++) {
                var _ = Children.start(() -> all.sleep(limit));
                Thread.ofPlatform().daemon().start(() -> all.sleep(limit));
            }
            for (int i = 0; i < 2 * n; i++) {
                sleeping.acquire(ofSeconds(40));
            }
        }

        void signal(int n) {
            try (Guard _ = condition.acquire()) {
                condition.signal(n);
            }
        }

        /** So many are woken, and no more. */
        void areWoken(int n) {
            for (int i = 0; i < n; i++) {
                woken.acquire(ofSeconds(20));
            }
            assertFalse(woken.tryAcquire(ofMillis(50)));
        }
    }

    @Test
    @Behaviour(
            value = "_TestCondition.notify",
            checks = "of a process and a thread that wait, each signal wakes one, and none wakes before")
    void signal_processAndThread_wakesOneEachTime() {
        Sleepers all = Sleepers.make();
        all.start(1, ofSeconds(60));
        all.areWoken(0);
        all.signal(1);
        all.areWoken(1);
        all.signal(1);
        all.areWoken(1);
    }

    @Test
    @Behaviour(
            value = "_TestCondition.notify_all",
            checks = "waits with a limit all end by themselves; of others none ends before signalAll, which ends all")
    void signalAll_processesAndThreads_wakesAll() {
        Sleepers all = Sleepers.make();
        all.start(2, ofMillis(50));
        all.areWoken(4);
        all.start(2, ofSeconds(60));
        all.areWoken(0);
        try (Guard _ = all.condition().acquire()) {
            all.condition().signalAll();
        }
        all.areWoken(4);
    }

    @Test
    @Behaviour(
            value = "_TestCondition.notify_n",
            checks = "signal(2) wakes two of six, signal(4) the rest, and signal(3) nobody")
    void signalSeveral_processesAndThreads_wakesSoMany() {
        Sleepers all = Sleepers.make();
        all.start(3, ofSeconds(60));
        all.areWoken(0);
        all.signal(2);
        all.areWoken(2);
        all.signal(4);
        all.areWoken(4);
        all.signal(3);
        all.areWoken(0);
    }

    @Test
    @Behaviour(value = "_TestCondition.timeout", checks = "a wait that nobody ends gives false after its limit")
    void condition_nobodySignals_timesOut() {
        SharedCondition condition = par.condition();
        try (Guard _ = condition.acquire()) {
            long begun = System.nanoTime();
            assertFalse(condition.await(ofMillis(100)));
            assertTrue(System.nanoTime() - begun >= ofMillis(100).toNanos());
        }
    }

    @Test
    @Behaviour(
            value = "_TestCondition.waitfor",
            checks = "a parent waits until a child has made the state 0, and the child until the parent has made it 4")
    void awaitUntil_stateOfTheOther_isSeen() {
        SharedCondition condition = par.condition();
        SharedValue<Integer> state = par.value(-1);
        ChildProcess child = Children.start(() -> {
            try (Guard _ = condition.acquire()) {
                state.set(0);
                condition.signal();
                condition.awaitUntil(() -> state.get() == 4);
            }
        });
        try (Guard _ = condition.acquire()) {
            condition.awaitUntil(() -> state.get() == 0);
        }
        for (int i = 0; i < 4; i++) {
            try (Guard _ = condition.acquire()) {
                state.increment();
                condition.signal();
            }
        }
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestCondition.waitfor_timeout",
            checks =
                    "a child's wait for a state that never comes ends after its limit, whatever is signalled meanwhile")
    void awaitUntil_stateNeverComes_timesOut() {
        SharedCondition condition = par.condition();
        SharedValue<Integer> state = par.value(0);
        SharedValue<Boolean> success = par.value(false);
        SharedSemaphore started = par.semaphore(0);
        ChildProcess child = Children.start(() -> {
            started.release();
            try (Guard _ = condition.acquire()) {
                long begun = System.nanoTime();
                boolean so = condition.awaitUntil(() -> state.get() == 4, ofMillis(100));
                success.set(!so && System.nanoTime() - begun >= ofMillis(100).toNanos());
            }
        });
        started.acquire();
        for (int i = 0; i < 3; i++) {
            try (Guard _ = condition.acquire()) {
                state.increment();
                condition.signal();
            }
        }
        Children.join(child);
        assertTrue(success.get());
    }

    @Test
    @Behaviour(
            value = "_TestCondition.wait_result",
            checks =
                    "a wait gives false when its limit passes, true when a child signals, and is ended by an interrupt")
    void await_limitSignalOrInterrupt_saysWhich() {
        SharedCondition condition = par.condition();
        Thread self = Thread.currentThread();
        try (Guard _ = condition.acquire()) {
            assertFalse(condition.await(ZERO));
            assertFalse(condition.await(ofMillis(100)));
            ChildProcess child = Children.start(() -> {
                try (Guard _ = condition.acquire()) {
                    condition.signal();
                }
            });
            assertTrue(condition.await(ofSeconds(60)));
            Thread.ofPlatform().start(self::interrupt);
            assertThrows(ParInterruptedException.class, () -> condition.await(ofSeconds(60)));
            assertTrue(Thread.interrupted());
            Children.join(child);
        }
    }
}
