package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import partita.api.BarrierBrokenException;
import partita.api.Guard;
import partita.api.SharedInts;
import partita.api.SharedLock;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;

/** Objects in memory that some use there, and others, who cannot reach it, through the broker. */
class MixedSharedTest {
    private static final Port REMOTE = Ports.connect(Ports.own().home());
    private static final SharedFactory FACTORY = new SharedFactory(Ports.own(), true);

    private static Anchor remote(Anchor local) {
        assertTrue(local.memory() != null, "it lies in memory here");
        return Anchor.arrived(REMOTE, local.id);
    }

    private static void useBoth(SharedLock here, SharedLock there, int turns) throws Exception {
        int[] inside = new int[2];
        List<Threads.Running<Boolean>> all = new ArrayList<>();
        for (SharedLock lock : List.of(here, there, here, there)) {
            all.add(Threads.start(() -> {
                for (int i = 0; i < turns; i++) {
                    try (Guard _ = lock.acquire()) {
                        assertEquals(1, ++inside[0]);
                        inside[1]++;
                        inside[0]--;
                    }
                }
                return true;
            }));
        }
        Threads.results(all);
        assertEquals(4 * turns, inside[1]);
    }

    @Test
    void lock_usedBothWays_excludes() throws Exception {
        LockProxy here = (LockProxy) FACTORY.lock();
        LockProxy there = new LockProxy(remote(here.anchor), false);
        useBoth(here, there, 100);
        assertFalse(here.isLocked());
    }

    @Test
    void lock_waitedForAtTheBroker_isGotWhenItIsGivenBackInMemory() throws Exception {
        LockProxy here = (LockProxy) FACTORY.lock();
        LockProxy there = new LockProxy(remote(here.anchor), false);
        here.lock();
        assertFalse(there.tryLock());
        var waiter = Threads.start(() -> {
                    there.lock();
                    return Thread.currentThread().threadId();
                })
                .waits();
        here.unlock();
        assertEquals(waiter.result(), here.owner().orElseThrow().thread());
        assertFalse(here.tryLock());
    }

    @Test
    void numbers_changedBothWays_loseNothing() throws Exception {
        ValueProxy<Integer> here = (ValueProxy<Integer>) FACTORY.value(0);
        SharedValue<Integer> there =
                new ValueProxy<>(remote(here.anchor), Mail.at(REMOTE, Mail.callersLoader()), Anchor.arrived(REMOTE, 0));
        IntsProxy array = (IntsProxy) FACTORY.ints(new int[2]);
        SharedInts arrayThere = new IntsProxy(remote(array.anchor), 2, Anchor.arrived(REMOTE, 0));
        List<Threads.Running<Boolean>> all = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            boolean memory = n % 2 == 0;
            all.add(Threads.start(() -> {
                for (int i = 0; i < 100; i++) {
                    (memory ? here : there).increment();
                    (memory ? here : there).update(x -> x + 1);
                    (memory ? array : arrayThere).add(1, 1);
                }
                return true;
            }));
        }
        Threads.results(all);
        assertEquals(800, here.get());
        assertEquals(400, array.get(1));
        assertEquals(400, arrayThere.toArray()[1]);
    }

    @Test
    @SuppressWarnings("unchecked")
    void number_thatBecomesAnObject_isSeenBothWays() {
        ValueProxy<Object> here = (ValueProxy<Object>) FACTORY.<Object>value(1);
        SharedValue<Object> there =
                new ValueProxy<>(remote(here.anchor), Mail.at(REMOTE, Mail.callersLoader()), Anchor.arrived(REMOTE, 0));
        there.set(2L);
        assertEquals(2L, here.get());
        here.set("text");
        assertEquals("text", there.get());
        assertEquals("text!", there.update(x -> x + "!"));
        here.set(3);
        assertEquals(4, here.increment());
        assertEquals(4, there.get());
    }

    @Test
    void semaphore_usedBothWays_keepsItsPermits() throws Exception {
        SemaphoreProxy here = (SemaphoreProxy) FACTORY.semaphore(2, true);
        SemaphoreProxy there = new SemaphoreProxy(remote(here.anchor));
        AtomicInteger inside = new AtomicInteger();
        List<Threads.Running<Boolean>> all = new ArrayList<>();
        for (SharedSemaphore semaphore : List.of(here, there, here, there)) {
            all.add(Threads.start(() -> {
                for (int i = 0; i < 100; i++) {
                    try (Guard _ = semaphore.acquire()) {
                        assertTrue(inside.incrementAndGet() <= 2);
                        inside.decrementAndGet();
                    }
                }
                return true;
            }));
        }
        Threads.results(all);
        assertEquals(2, here.availablePermits());
        assertEquals(2, there.availablePermits());
        assertThrows(IllegalStateException.class, here::release);
        assertThrows(IllegalStateException.class, there::release);
    }

    @Test
    void semaphore_waitedForAtTheBroker_isGotWhenAPermitComesBackInMemory() throws Exception {
        SemaphoreProxy here = (SemaphoreProxy) FACTORY.semaphore(0, false);
        SemaphoreProxy there = new SemaphoreProxy(remote(here.anchor));
        assertFalse(there.tryAcquire());
        List<Threads.Running<Boolean>> all = Threads.start(2, () -> there.tryAcquire(ofSeconds(15)));
        all.forEach(Threads.Running::waits);
        here.release();
        here.release();
        assertEquals(List.of(true, true), Threads.results(all));
        assertEquals(0, here.availablePermits());
        here.release(); // whose it is, the broker knows
        there.release();
        assertEquals(2, here.availablePermits());
    }

    @Test
    void event_usedBothWays_letsAllGo() throws Exception {
        EventProxy here = (EventProxy) FACTORY.event();
        EventProxy there = new EventProxy(remote(here.anchor));
        for (EventProxy setter : List.of(here, there)) {
            List<Threads.Running<Boolean>> all = new ArrayList<>();
            for (EventProxy event : List.of(here, there, here, there)) {
                all.add(Threads.start(() -> event.await(ofSeconds(15))));
            }
            all.forEach(Threads.Running::waits);
            setter.set();
            setter.clear();
            assertEquals(List.of(true, true, true, true), Threads.results(all), "also if it is cleared at once");
            assertFalse(here.isSet());
            assertFalse(there.isSet());
        }
        there.set();
        assertTrue(here.isSet());
    }

    @Test
    void condition_waitedForBothWays_signalsGoToTheOldestFirst() throws Exception {
        ConditionProxy here = (ConditionProxy) FACTORY.condition();
        ConditionProxy there =
                new ConditionProxy(remote(here.anchor), new LockProxy(Anchor.arrived(REMOTE, here.lockId()), true));
        List<Integer> woken = Collections.synchronizedList(new ArrayList<>());
        List<Threads.Running<Boolean>> all = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            int number = n;
            ConditionProxy condition = n % 2 == 0 ? here : there;
            all.add(Threads.start(() -> {
                try (Guard _ = condition.acquire()) {
                    boolean signalled = condition.await(ofSeconds(15));
                    woken.add(number);
                    return signalled;
                }
            }));
            String waiting = "waiting=" + (n + 1);
            await().until(() -> here.toString().contains(waiting));
        }
        for (ConditionProxy condition : List.of(here, there)) {
            try (Guard _ = condition.acquire()) {
                condition.signal();
            }
            int expected = condition == here ? 1 : 2;
            await().until(() -> woken.size() == expected);
        }
        assertEquals(List.of(0, 1), List.copyOf(woken));
        try (Guard _ = here.acquire()) {
            here.signalAll();
        }
        assertEquals(List.of(true, true, true, true), Threads.results(all));
    }

    @Test
    void condition_turnsTakenBothWays_losesNoSignal() throws Exception {
        ConditionProxy here = (ConditionProxy) FACTORY.condition();
        ConditionProxy there =
                new ConditionProxy(remote(here.anchor), new LockProxy(Anchor.arrived(REMOTE, here.lockId()), true));
        int[] turn = new int[1];
        List<ConditionProxy> all = List.of(here, here, there);
        List<Threads.Running<Boolean>> players = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            int own = n;
            players.add(Threads.start(() -> {
                for (int i = 0; i < 200; i++) {
                    try (Guard _ = all.get(own).acquire()) {
                        all.get(own).awaitUntil(() -> turn[0] % all.size() == own);
                        turn[0]++;
                        all.get(own).signalAll();
                    }
                }
                return true;
            }));
        }
        Threads.results(players);
        assertEquals(600, turn[0]);
    }

    private static int meets(BarrierProxy barrier, int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += barrier.await(ofSeconds(20));
        }
        return sum;
    }

    @Test
    void barrier_usedBothWays_meetsAgainAndAgainAndBreaksForAll() throws Exception {
        BarrierProxy here = (BarrierProxy) FACTORY.barrier(3, null);
        BarrierProxy there = new BarrierProxy(remote(here.anchor), 3, null, null);
        List<Threads.Running<Integer>> all = new ArrayList<>();
        for (BarrierProxy barrier : List.of(here, there, there)) {
            all.add(Threads.start(() -> meets(barrier, 50)));
        }
        assertEquals(
                50 * (0 + 1 + 2),
                Threads.results(all).stream().mapToInt(places -> places).sum());
        for (BarrierProxy breaker : List.of(here, there)) {
            var waitsHere = Threads.start(() -> assertThrows(BarrierBrokenException.class, here::await));
            var waitsThere = Threads.start(() -> assertThrows(BarrierBrokenException.class, there::await));
            await().until(() -> there.waiting() == 2);
            breaker.reset();
            waitsHere.result();
            waitsThere.result();
            assertFalse(here.isBroken());
        }
    }
}
