package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import partita.api.BarrierBrokenException;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedBarrier;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.Status;

/** What {@code par.status()} tells of what is shared, and when that is forgotten. */
class StatusTest {
    private static List<Status.Row> rows(Object object, String kind) {
        String label = label(object);
        return par.status().stream()
                .filter(row -> row.kind().equals(kind) && row.name().equals(label))
                .toList();
    }

    private static String label(Object object) {
        return object.toString().replaceFirst("\\[.*", "");
    }

    private static Status.Row one(Object object, String kind) {
        return rows(object, kind).getFirst();
    }

    @Test
    void status_heldAndWaitedFor_tellsWhoWhereAndSinceWhen() throws Exception {
        SharedLock lock = par.lock();
        assertEquals("free", one(lock, "lock").state());
        SharedEvent held = par.event();
        ChildProcess child = par.process("holder", new Hostile.HoldsLock(lock, held))
                .daemon(true)
                .start();
        held.await();
        var waiter = Threads.start(() -> {
            try (Guard guard = lock.acquire(ofSeconds(30))) {
                return guard.abandonedBy().orElseThrow();
            }
        });
        await().until(() ->
                rows(lock, "waiter").stream().anyMatch(row -> row.state().contains("StatusTest")));
        Status.Row row = one(lock, "lock");
        assertEquals(child.pid(), row.pid());
        assertTrue(row.state().contains("held by holder (pid=" + child.pid()), row::state);
        assertTrue(row.seconds() > 0, row::toString);
        Status.Row waits = one(lock, "waiter");
        assertEquals(ProcessHandle.current().pid(), waits.pid());
        assertTrue(
                waits.state()
                        .contains("thread=" + waiter.thread().threadId() + ") at partita.internal.shared.StatusTest"),
                waits::state);
        assertTrue(waits.seconds() > 0, waits::toString);
        assertTrue(par.status().toString().contains(waits.state()));
        child.kill();
        assertEquals(-9, waiter.result().exitCode().orElseThrow());
        assertTrue(rows(lock, "waiter").isEmpty());
        assertEquals("free abandoned", one(lock, "lock").state());
    }

    @Test
    void status_eachKind_tellsItsSizeAndWhoWaits() throws Exception {
        SharedQueue<Integer> queue = par.queue(5);
        queue.put(1);
        assertEquals(1, one(queue, "queue").done());
        assertEquals(5, one(queue, "queue").of());
        SharedSemaphore semaphore = par.boundedSemaphore(2);
        Guard permit = semaphore.acquire();
        assertEquals(1, one(semaphore, "semaphore").done());
        assertEquals(2, one(semaphore, "semaphore").of());
        assertTrue(one(semaphore, "semaphore").state().startsWith("held by MainProcess"));
        permit.close();
        SharedEvent event = par.event();
        SharedBarrier barrier = par.barrier(2);
        SharedCondition condition = par.condition();
        var atEvent = Threads.start(() -> event.await(ofSeconds(20)));
        var atBarrier = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
        var atCondition = Threads.start(() -> {
            try (Guard _ = condition.acquire()) {
                return condition.await(ofSeconds(20));
            }
        });
        for (Object each : List.of(event, barrier, condition)) {
            await().until(() -> rows(each, "waiter").size() == 1);
        }
        assertEquals(1, one(barrier, "barrier").done());
        assertEquals("unset", one(event, "event").state());
        event.set();
        barrier.abort();
        try (Guard _ = condition.acquire()) {
            condition.signal();
        }
        assertTrue(atEvent.result());
        atBarrier.result();
        assertTrue(atCondition.result());
        assertEquals("set", one(event, "event").state());
        assertEquals("broken", one(barrier, "barrier").state());
    }

    @Test
    void status_threadsThatWaitForEachOther_areNamed() throws Exception {
        SharedLock first = par.lock();
        SharedLock second = par.rlock();
        SharedSemaphore third = par.semaphore(1);
        var holding = new AtomicInteger();
        var all = Stream.<List<Runnable>>of(
                        List.of(first::lock, second::lock),
                        List.of(second::lock, third::acquire),
                        List.of(third::acquire, first::lock))
                .map(pair -> Threads.start(() -> {
                    pair.getFirst().run();
                    holding.incrementAndGet();
                    await().until(() -> holding.get() == 3);
                    return assertThrows(
                            RuntimeException.class, () -> pair.getLast().run());
                }))
                .toList();
        await().until(() -> par.status().stream()
                .anyMatch(row -> row.kind().equals("deadlock") && row.state().split("StatusTest", -1).length >= 4));
        Status.Row deadlock = par.status().stream()
                .filter(row -> row.kind().equals("deadlock"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                Stream.of(first, second, third).map(StatusTest::label).collect(Collectors.toSet()),
                Set.of(deadlock.name().split(" ")));
        all.forEach(running -> running.thread().interrupt());
        Threads.results(all);
        assertFalse(par.status().stream().anyMatch(row -> row.kind().equals("deadlock")));
    }

    @Test
    void status_waitersOfWhoGoesOn_areNoDeadlock() throws Exception {
        SharedLock lock = par.lock();
        Guard guard = lock.acquire();
        var waiter = Threads.start(() -> lock.acquire(ofSeconds(20)));
        await().until(() -> rows(lock, "waiter").size() == 1);
        assertFalse(par.status().stream().anyMatch(row -> row.kind().equals("deadlock")));
        guard.close();
        waiter.result();
    }

    @Test
    void object_nobodyHoldsAndThatNeverLeft_isForgotten() {
        Function<Object, String> name = StatusTest::label;
        String gone = name.apply(par.queue());
        SharedQueue<Integer> kept = par.queue();
        SharedQueue<SharedQueue<Integer>> carrier = par.queue();
        carrier.put(par.queue());
        await().until(() -> {
            System.gc();
            return par.status().stream().noneMatch(row -> row.name().equals(gone));
        });
        kept.put(1);
        SharedQueue<Integer> arrived = carrier.get();
        arrived.put(2);
        assertEquals(1, kept.get());
        assertEquals(2, arrived.get());
    }

    @Test
    void barrier_partyKilledBeforeItCame_breaks() throws Exception {
        SharedBarrier barrier = par.barrier(2);
        SharedEvent has = par.event();
        ChildProcess child =
                par.process(new Hostile.NeverMeets(barrier, has)).daemon(true).start();
        has.await();
        var waiter = Threads.start(() -> assertThrows(BarrierBrokenException.class, barrier::await));
        await().until(() -> barrier.waiting() == 1);
        child.kill();
        assertTrue(waiter.result().getMessage().contains("pid=" + child.pid()));
    }
}
