package partita.internal.shared;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.api.BarrierBrokenException;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedBarrier;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedLongs;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.function.Task;

/**
 * A process is killed before the first, the second, the third and each further write to shared memory of what it does
 * with a lock, a semaphore and so on, while others use the same: they go on, and all is as if it had done its step or
 * had not. Each build takes every second write, from the first or the second on by chance; {@code -Dpartita.faults=20} is
 * for twenty kills at each.
 */
class FaultPointTest extends Killing {
    private static final int AT_EACH = Integer.getInteger("partita.faults", 1);
    /** Beyond these, looks of a loop repeat themselves. */
    private static final int MOST_POINTS = 30;

    private static final int SIGKILL = -9;

    @TempDir
    static Path folder;

    private final AtomicBoolean stop = new AtomicBoolean();

    /** What a process does, what happens beside it, and what is then to be so. */
    private record Trial(Task first, Task work, List<Callable<Boolean>> others, After after) {}

    private interface After {
        void check(boolean died) throws Exception;
    }

    private void sweep(String what, Callable<Trial> trials) throws Exception {
        Par context = par.heap("64m").jvmArgs("-javaagent:" + FaultPoint.agent(folder));
        int step = AT_EACH > 1 ? 1 : 2;
        int first = 1 + ThreadLocalRandom.current().nextInt(step);
        int point = first;
        for (boolean died = true; died && point <= MOST_POINTS; point += step) {
            died = false;
            for (int i = 0; i < AT_EACH; i++) {
                died |= kill(context, point, trials.call());
            }
        }
        assertTrue(point > first + step, "it writes something");
        told(what, "fault points from=" + first + " below=" + point + " step=" + step + " kills at each=" + AT_EACH);
    }

    private boolean kill(Par context, int point, Trial trial) throws Exception {
        counts.set(0, 0);
        stop.set(false);
        ChildProcess child = context.process(new FaultPoint.DiesBefore(point, trial.first(), trial.work()))
                .daemon(true)
                .start();
        List<Threads.Running<Boolean>> others = new ArrayList<>();
        trial.others().forEach(other -> others.add(Threads.start(other)));
        child.join();
        boolean died = child.exitCode() == SIGKILL;
        assertTrue(died || child.exitCode() == 0, "exitCode=" + child.exitCode() + " point=" + point);
        stop.set(true);
        trial.after().check(died);
        Threads.results(others);
        return died;
    }

    @Test
    @Timeout(1_800) // at full size
    void lock_userKilledBeforeAnyWrite_goesToOthers() throws Exception {
        sweep("lock", () -> {
            SharedLock lock = par.lock();
            Task work = () -> {
                for (int i = 0; i < 2; i++) {
                    lock.lock();
                    lock.unlock();
                }
            };
            return new Trial(lock::isLocked, work, List.of(() -> takesTurns(lock)), _ -> take(lock));
        });
    }

    private boolean takesTurns(SharedLock lock) {
        while (!stop.get()) {
            take(lock);
        }
        return true;
    }

    private void take(SharedLock lock) {
        long begun = System.nanoTime();
        lock.acquire(ofSeconds(20)).close();
        waited(begun);
    }

    @Test
    @Timeout(1_800)
    void semaphore_userKilledBeforeAnyWrite_allPermitsComeBack() throws Exception {
        sweep("semaphore", () -> {
            SharedSemaphore semaphore = par.boundedSemaphore(2);
            Task work = () -> {
                for (int i = 0; i < 2; i++) {
                    semaphore.acquire().close();
                }
            };
            Callable<Boolean> other = () -> takesTurns(semaphore);
            return new Trial(
                    semaphore::availablePermits,
                    work,
                    List.of(other, other),
                    _ -> awaitSoon(() -> semaphore.availablePermits() == 2));
        });
    }

    private boolean takesTurns(SharedSemaphore semaphore) {
        while (!stop.get()) {
            long begun = System.nanoTime();
            semaphore.acquire(ofSeconds(20)).close();
            waited(begun);
        }
        return true;
    }

    private void awaitSoon(Callable<Boolean> state) {
        long begun = System.nanoTime();
        await().pollDelay(ZERO).pollInterval(ofMillis(1)).atMost(ofSeconds(20)).until(state);
        waited(begun);
    }

    @Test
    @Timeout(1_800)
    void event_setterKilledBeforeAnyWrite_othersAreLetGo() throws Exception {
        sweep("event", () -> {
            SharedEvent event = par.event();
            Task work = () -> {
                event.set();
                event.clear();
                event.set();
            };
            return new Trial(event::isSet, work, List.of(() -> event.await(ofSeconds(20))), _ -> {
                long begun = System.nanoTime();
                event.set();
                assertTrue(event.await(ofSeconds(20)));
                waited(begun);
            });
        });
    }

    @Test
    @Timeout(1_800)
    void condition_userKilledBeforeAnyWrite_signalsReachTheLiving() throws Exception {
        sweep("condition", () -> {
            SharedCondition condition = par.condition();
            Task first = () -> condition.acquire().close();
            Task work = () -> pass(condition);
            Callable<Boolean> other = () -> {
                while (!stop.get()) {
                    pass(condition);
                }
                return true;
            };
            return new Trial(first, work, List.of(other), _ -> signal(condition));
        });
    }

    private static void pass(SharedCondition condition) {
        try (Guard _ = condition.acquire(ofSeconds(20))) {
            condition.signal();
            condition.await(ofMillis(20));
        }
    }

    private void signal(SharedCondition condition) throws Exception {
        counts.set(0, 0);
        var waiter = Threads.start(() -> {
            try (Guard _ = condition.acquire(ofSeconds(20))) {
                counts.add(0, 1);
                return condition.await(ofSeconds(20));
            }
        });
        await().atMost(ofSeconds(20)).until(() -> counts.get(0) == 1);
        long begun = System.nanoTime();
        try (Guard _ = condition.acquire(ofSeconds(20))) {
            condition.signalAll();
        }
        assertTrue(waiter.result());
        waited(begun);
    }

    @Test
    @Timeout(1_800)
    void barrier_partyKilledBeforeAnyWrite_breaksForTheOthers() throws Exception {
        sweep("barrier", () -> {
            SharedBarrier barrier = par.barrier(2);
            Task work = () -> {
                for (int i = 0; i < 2; i++) {
                    var _ = barrier.await(ofSeconds(20));
                }
            };
            return new Trial(barrier::isBroken, work, List.of(() -> meetsUntilBroken(barrier)), died -> {
                if (!died) {
                    barrier.abort();
                }
                awaitSoon(barrier::isBroken);
            });
        });
    }

    private static boolean meetsUntilBroken(SharedBarrier barrier) {
        try {
            while (true) {
                var _ = barrier.await(ofSeconds(20));
            }
        } catch (BarrierBrokenException e) {
            return true;
        }
    }

    @Test
    @Timeout(1_800)
    void queue_writerKilledBeforeAnyWrite_keepsWhatWasPut() throws Exception {
        SharedLongs put = counts;
        sweep("writer of a queue", () -> {
            SharedQueue<Integer> queue = par.queue(10);
            Task work = () -> {
                for (int i = 0; i < 3; i++) {
                    queue.put(i);
                    put.set(0, i + 1);
                }
            };
            return new Trial(queue::size, work, List.of(), died -> {
                long begun = System.nanoTime();
                queue.put(-1, ofSeconds(20));
                int next = 0;
                for (int item = queue.get(ofSeconds(20)); item >= 0; item = queue.get(ofSeconds(20))) {
                    assertEquals(next++, item);
                }
                waited(begun);
                assertDone(died, next);
            });
        });
    }

    /** What a process said of itself, or one more where it was killed between a deed and its word. */
    private void assertDone(boolean died, long found) {
        long said = counts.get(0);
        assertTrue(found == said || (died && found == said + 1), "found=" + found + " said=" + said);
    }

    @Test
    @Timeout(1_800)
    void queue_readerKilledBeforeAnyWrite_losesAtMostOneItem() throws Exception {
        SharedLongs got = counts;
        sweep("reader of a queue", () -> {
            SharedQueue<Integer> queue = par.queue(10);
            for (int i = 0; i < 5; i++) {
                queue.put(i);
            }
            Task work = () -> {
                for (int i = 0; i < 3; i++) {
                    got.set(0, queue.get() + 1);
                }
            };
            return new Trial(queue::size, work, List.of(), died -> {
                long begun = System.nanoTime();
                int next = queue.get(ofSeconds(20));
                waited(begun);
                assertDone(died, next);
                while (next < 4) {
                    assertEquals(++next, queue.get(ofSeconds(20)));
                }
            });
        });
    }

    @Test
    @Timeout(1_800)
    void value_userKilledBeforeAnyWrite_hasCountedOrNot() throws Exception {
        SharedLongs said = counts;
        sweep("value", () -> {
            SharedValue<Long> value = par.value(0L);
            Task work = () -> {
                for (int i = 0; i < 3; i++) {
                    value.increment();
                    said.set(0, i + 1);
                }
            };
            return new Trial(value::get, work, List.of(), died -> {
                long begun = System.nanoTime();
                long counted = value.increment() - 1;
                waited(begun);
                assertDone(died, counted);
            });
        });
    }
}
