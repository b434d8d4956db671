package partita.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import partita.api.BarrierBrokenException;
import partita.api.ChildProcess;
import partita.api.Connection;
import partita.api.Guard;
import partita.api.Pipe;
import partita.api.SharedBarrier;
import partita.api.SharedInts;
import partita.api.SharedLock;
import partita.api.SharedManager;
import partita.api.SharedQueue;
import partita.api.SharedValue;
import partita.function.Task;
import partita.testing.Behaviour;

/** What CPython's _TestBarrier checks, of what exists; with three parties instead of five. */
class BarrierBehaviourTest {
    private static final int N = 3;
    private static final int LATE = N / 2;

    /** Passes a barrier again and again, counting before and behind it. */
    private static Task multipass(SharedBarrier barrier, SharedInts counts, int passes) {
        return () -> {
            for (int i = 0; i < passes; i++) {
                counts.add(0, 1);
                assertEquals(i * N, counts.get(1));
                barrier.await(ofSeconds(40));
                counts.add(1, 1);
                assertEquals((i + 1) * N, counts.get(0));
                barrier.await(ofSeconds(40));
            }
            assertFalse(barrier.isBroken());
        };
    }

    private static void passed(int passes) throws Exception {
        SharedBarrier barrier = par.barrier(N);
        SharedInts counts = par.ints(2);
        Children.run(N, multipass(barrier, counts, passes));
        assertEquals(0, barrier.waiting());
        assertEquals(passes * N, counts.get(1));
    }

    @Test
    @Behaviour(value = "_TestBarrier.barrier", checks = "all parties pass a barrier in lockstep")
    void barrier_once_isPassedInLockstep() throws Exception {
        passed(1);
    }

    @Test
    @Behaviour(value = "_TestBarrier.barrier_10", checks = "all parties pass a barrier in lockstep ten times")
    void barrier_tenTimes_isPassedInLockstep() throws Exception {
        passed(10);
    }

    @Test
    @Behaviour(value = "_TestBarrier.wait_return", checks = "exactly one of the parties gets the index 0")
    void await_index_isEachPartysOwn() throws Exception {
        SharedBarrier barrier = par.barrier(N);
        SharedQueue<Integer> results = par.queue();
        Children.run(N, () -> results.put(barrier.await()));
        var all = new TreeSet<Integer>(results);
        assertEquals(N, all.size());
        assertEquals(0, all.first());
    }

    @Test
    @Behaviour(value = "_TestBarrier.action", checks = "the action ran once when the parties go on")
    void action_allArrived_ranOnce() throws Exception {
        SharedValue<Integer> ran = par.value(0);
        SharedBarrier barrier = par.barrier(N, () -> ran.increment());
        Children.run(N, () -> {
            barrier.await();
            assertEquals(1, ran.get());
        });
        assertEquals(1, ran.get());
    }

    /** Meets; then one leaves by an abort and the others wait for it in vain. */
    private static void abort(SharedBarrier barrier, SharedInts results) {
        try {
            if (barrier.await() == LATE) {
                barrier.abort();
            } else {
                barrier.await();
                results.add(0, 1);
            }
        } catch (BarrierBrokenException _) {
            results.add(1, 1);
        }
    }

    @Test
    @Behaviour(value = "_TestBarrier.abort", checks = "an abort breaks the barrier for all the others, for good")
    void abort_othersWait_breaksForThem() throws Exception {
        SharedBarrier barrier = par.barrier(N);
        SharedInts results = par.ints(2);
        Children.run(N, () -> abort(barrier, results));
        assertEquals(0, results.get(0));
        assertEquals(N - 1, results.get(1));
        assertTrue(barrier.isBroken());
    }

    @Test
    @Behaviour(value = "_TestBarrier.reset", checks = "a reset frees those who wait, and all can pass again")
    void reset_othersWait_freesThem() throws Exception {
        SharedBarrier barrier = par.barrier(N);
        SharedInts results = par.ints(3);
        Children.run(N, () -> {
            if (barrier.await() == LATE) {
                while (barrier.waiting() < N - 1) {
                    Thread.onSpinWait();
                }
                barrier.reset();
            } else {
                try {
                    barrier.await();
                    results.add(0, 1);
                } catch (BarrierBrokenException _) {
                    results.add(1, 1);
                }
            }
            barrier.await();
            results.add(2, 1);
        });
        assertEquals(0, results.get(0));
        assertEquals(N - 1, results.get(1));
        assertEquals(N, results.get(2));
    }

    @Test
    @Behaviour(
            value = "_TestBarrier.abort_and_reset",
            checks = "a barrier that was broken by an abort can be reset and passed by all")
    void reset_afterAbort_letsAllPass() throws Exception {
        SharedBarrier barrier = par.barrier(N);
        SharedBarrier second = par.barrier(N);
        SharedInts results = par.ints(3);
        Children.run(N, () -> {
            abort(barrier, results);
            if (second.await() == LATE) {
                barrier.reset();
            }
            second.await();
            barrier.await();
            results.add(2, 1);
        });
        assertEquals(0, results.get(0));
        assertEquals(N - 1, results.get(1));
        assertEquals(N, results.get(2));
    }

    @Test
    @Behaviour(
            value = "_TestBarrier.timeout",
            checks = "when one party comes later than the limit of the others, all, the late one too, find it broken")
    void await_oneIsLate_breaksForAll() throws Exception {
        SharedBarrier barrier = par.barrier(N);
        SharedInts results = par.ints(1);
        Children.run(N, () -> {
            if (barrier.await() == LATE) {
                while (!barrier.isBroken()) {
                    Thread.onSpinWait();
                }
            }
            try {
                barrier.await(ofMillis(100));
            } catch (BarrierBrokenException _) {
                results.add(0, 1);
            }
        });
        assertEquals(N, results.get(0));
    }

    @Test
    @Behaviour(
            value = "_TestBarrier.default_timeout",
            checks = "the same where the limit is the barrier's own, which it has in every process, and the wait names"
                    + " none")
    void await_oneIsLaterThanTheBarriersOwnLimit_breaksForAll() throws Exception {
        SharedBarrier barrier = par.barrier(N, ofMillis(500));
        SharedInts results = par.ints(1);
        Children.run(N, () -> {
            if (barrier.await(ofSeconds(40)) == LATE) {
                while (!barrier.isBroken()) {
                    Thread.onSpinWait();
                }
            }
            try {
                barrier.await();
            } catch (BarrierBrokenException _) {
                results.add(0, 1);
            }
        });
        assertEquals(N, results.get(0));
    }

    @Test
    void await_barrierOfAManagerWithALimit_breaksAfterIt() {
        try (SharedManager manager = par.heap("64m").manager()) {
            for (SharedBarrier barrier :
                    List.of(manager.barrier(2, ofMillis(20)), manager.barrier(2, () -> {}, ofMillis(20)))) {
                assertThrows(BarrierBrokenException.class, barrier::await);
                assertTrue(barrier.isBroken());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> par.barrier(2, ofMillis(0)));
        assertThrows(IllegalArgumentException.class, () -> par.barrier(2, () -> {}, ofMillis(-1)));
    }

    @Test
    @Behaviour(value = "_TestBarrier.single_thread", checks = "a barrier of one party is passed at once, twice")
    void barrier_oneParty_isPassedAtOnce() {
        SharedBarrier barrier = par.barrier(1);
        assertEquals(0, barrier.await());
        assertEquals(0, barrier.await());
    }

    @Test
    @Behaviour(
            value = "_TestBarrier.thousand",
            checks = "in a thousand passes, each party's message of one pass comes before any of the next")
    void barrier_thousandTimes_keepsThePassesApart() {
        SharedBarrier barrier = par.barrier(N);
        SharedLock lock = par.lock();
        Pipe<Integer> pipe = par.<Integer>pipe().oneWay();
        var children = Children.start(N, () -> {
            Connection<Integer> end = pipe.child();
            for (int i = 0; i < 1000; i++) {
                barrier.await();
                try (Guard _ = lock.acquire()) {
                    end.send(i);
                }
            }
        });
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < N; j++) {
                assertEquals(i, pipe.parent().recv());
            }
        }
        children.forEach((ChildProcess child) -> Children.join(child));
    }
}
