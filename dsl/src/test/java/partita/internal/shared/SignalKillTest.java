package partita.internal.shared;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedSemaphore;

/**
 * Processes that use semaphores, events and conditions in shared memory and are killed at any moment, again and again: no permit is
 * lost or made, no wake-up dies with the one whom it woke, and nobody waits for more than a second on the dead.
 * {@code -Dpartita.kills=200} for the full size.
 */
class SignalKillTest extends Killing {
    private boolean takesTurns(SharedSemaphore semaphore, AtomicBoolean until) {
        while (!until.get()) {
            long begun = System.nanoTime();
            try (Guard _ = semaphore.acquire(ofSeconds(20))) {
                waited(begun);
            }
        }
        return true;
    }

    @Test
    @Timeout(1_800) // at full size
    void semaphore_holdersKilledAtAnyMoment_othersGoOnAndAllPermitsComeBack() throws Exception {
        SharedSemaphore semaphore = par.boundedSemaphore(2);
        for (int i = 0; i < KILLS; i++) {
            ChildProcess child = start(new Hostile.UsesPermits(semaphore, counts));
            var until = new AtomicBoolean();
            List<Threads.Running<Boolean>> others = Threads.start(2, () -> takesTurns(semaphore, until));
            awaitUse(1 + random.nextInt(3_000));
            child.kill();
            child.join();
            until.set(true);
            Threads.results(others);
            await().pollDelay(ZERO).atMost(ofSeconds(5)).until(() -> semaphore.availablePermits() == 2);
        }
        told("semaphore holders");
    }

    @Test
    @Timeout(1_800)
    void semaphore_waiterKilledAsItIsWoken_losesNoWakeUp() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            SharedSemaphore semaphore = par.semaphore(0);
            ChildProcess child = start(new Hostile.KeepsPermits(semaphore, counts));
            awaitUse(1);
            var waiter =
                    Threads.start(() -> semaphore.tryAcquire(ofSeconds(20))).waits();
            semaphore.release();
            LockSupport.parkNanos(random.nextInt(300_000));
            child.kill();
            long begun = System.nanoTime();
            assertTrue(waiter.result(), "seed=" + SEED);
            waited(begun);
            child.join();
            assertEquals(0, semaphore.availablePermits(), "seed=" + SEED);
        }
        told("semaphore waiters");
    }

    @Test
    @Timeout(1_800)
    void event_usersKilledAtAnyMoment_othersAreLetGo() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            SharedEvent asked = par.event();
            SharedEvent answered = par.event();
            ChildProcess child = start(new Hostile.Answers(asked, answered, counts));
            asked.set();
            assertTrue(answered.await(ofSeconds(20)));
            int turns = random.nextInt(2_000);
            for (int turn = 0; turn < turns; turn++) {
                answered.clear();
                asked.set();
                assertTrue(answered.await(ofSeconds(20)));
            }
            answered.clear();
            var waiter = Threads.start(() -> answered.await(ofSeconds(20)));
            asked.set();
            LockSupport.parkNanos(random.nextInt(100_000));
            child.kill();
            child.join();
            long begun = System.nanoTime();
            answered.set();
            assertTrue(waiter.result(), "seed=" + SEED);
            waited(begun);
        }
        told("events");
    }

    private boolean passes(SharedCondition condition, AtomicBoolean until) {
        while (!until.get()) {
            try (Guard _ = condition.acquire()) {
                condition.signal();
                condition.await(ofMillis(200));
            }
        }
        return true;
    }

    @Test
    @Timeout(1_800)
    void condition_usersKilledAtAnyMoment_signalsReachTheLiving() throws Exception {
        SharedCondition condition = par.condition();
        for (int i = 0; i < KILLS; i++) {
            ChildProcess child = start(new Hostile.Passes(condition, counts));
            var until = new AtomicBoolean();
            var other = Threads.start(() -> passes(condition, until));
            awaitUse(1 + random.nextInt(2_000));
            child.kill();
            long begun = System.nanoTime();
            condition.acquire(ofSeconds(20)).close();
            waited(begun);
            child.join();
            until.set(true);
            other.result();
            var waiter = Threads.start(() -> {
                try (Guard _ = condition.acquire()) {
                    return condition.await(ofSeconds(20));
                }
            });
            await().until(() -> condition.toString().contains("waiting=1"));
            begun = System.nanoTime();
            try (Guard _ = condition.acquire()) {
                condition.signal();
            }
            assertTrue(waiter.result(), "seed=" + SEED);
            waited(begun);
        }
        told("condition");
    }
}
