package partita.internal.shared;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import partita.api.BarrierBrokenException;
import partita.api.ParInterruptedException;
import partita.api.SharedBarrier;
import partita.api.SharedEvent;

/** What events and barriers do, whatever carries them. */
abstract class MeetingContract {
    private static final AtomicInteger ACTIONS = new AtomicInteger();

    /** Makes the objects to test. */
    abstract SharedFactory make();

    @Test
    void event_setAndCleared_letsWaitersGo() throws Exception {
        SharedEvent event = make().event();
        assertFalse(event.isSet());
        assertFalse(event.await(Duration.ZERO));
        assertFalse(event.await(ofMillis(20)));
        var all = Threads.start(3, () -> event.await(ofSeconds(20)));
        all.forEach(Threads.Running::waits);
        event.set();
        assertEquals(List.of(true, true, true), Threads.results(all));
        event.await();
        assertTrue(event.await(Duration.ZERO));
        event.clear();
        assertFalse(event.isSet());
        assertFalse(event.await(ofMillis(5)));
    }

    @Test
    void event_interrupted_endsTheWait() throws Exception {
        SharedEvent event = make().event();
        var waiter = Threads.start(() -> {
                    assertThrows(ParInterruptedException.class, event::await);
                    return Thread.interrupted();
                })
                .waits();
        waiter.thread().interrupt();
        assertTrue(waiter.result());
    }

    @Test
    void barrier_allArrive_eachGetsItsPlaceAgainAndAgain() throws Exception {
        SharedBarrier barrier = make().barrier(3, null);
        var all = Threads.start(3, () -> {
            var places = new TreeSet<Integer>();
            for (int i = 0; i < 20; i++) {
                places.add(barrier.await() + 10 * i);
            }
            return places;
        });
        Set<Integer> places = new TreeSet<>();
        Threads.results(all).forEach(places::addAll);
        assertEquals(60, places.size());
        assertEquals(0, barrier.waiting());
        assertEquals(3, barrier.parties());
        assertFalse(barrier.isBroken());
    }

    @Test
    void barrier_action_runsOnceBeforeAnyGoesOn() throws Exception {
        ACTIONS.set(0);
        SharedBarrier barrier = make().barrier(3, ACTIONS::incrementAndGet);
        List<Integer> seen = Threads.results(Threads.start(3, () -> {
            var _ = barrier.await();
            return ACTIONS.get();
        }));
        assertEquals(List.of(1, 1, 1), seen);
    }

    @Test
    void barrier_actionFails_breaksForAll() throws Exception {
        SharedBarrier barrier = make().barrier(2, () -> {
            throw new IllegalStateException("the action failed");
        });
        var waiter = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
        await().until(() -> barrier.waiting() == 1);
        assertEquals(
                "the action failed",
                assertThrows(IllegalStateException.class, barrier::await).getMessage());
        waiter.result();
        assertTrue(barrier.isBroken());
    }

    @Test
    void barrier_partyTimesOut_breaksForAllUntilReset() throws Exception {
        SharedBarrier barrier = make().barrier(3, null);
        var waiter = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
        await().until(() -> barrier.waiting() == 1);
        assertThrows(BarrierBrokenException.class, () -> barrier.await(ofMillis(20)));
        waiter.result();
        assertTrue(barrier.isBroken());
        assertThrows(BarrierBrokenException.class, barrier::await);
        barrier.reset();
        assertFalse(barrier.isBroken());
        assertEquals(3, Threads.results(Threads.start(3, barrier::await)).size());
    }

    @Test
    void barrier_abortedOrReset_breaksForThoseWhoWait() throws Exception {
        SharedBarrier barrier = make().barrier(2, null);
        for (Runnable end : List.<Runnable>of(barrier::reset, barrier::abort)) {
            var waiter = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
            await().until(() -> barrier.waiting() == 1);
            end.run();
            waiter.result();
        }
        assertTrue(barrier.isBroken());
    }

    @Test
    void barrier_partyInterrupted_breaksForTheOthers() throws Exception {
        SharedBarrier barrier = make().barrier(3, null);
        var other = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
        var waiter = Threads.start(() -> {
            assertThrows(ParInterruptedException.class, barrier::await);
            return Thread.interrupted();
        });
        await().until(() -> barrier.waiting() == 2);
        waiter.thread().interrupt();
        assertTrue(waiter.result());
        other.result();
    }
}
