package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.ParInterruptedException;
import partita.api.Pipe;
import partita.api.SharedBarrier;
import partita.api.SharedCondition;
import partita.api.SharedLock;
import partita.api.SharedLongs;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;

/** How long waits last: nobody is starved by others, and an interrupt ends a wait soon, whatever it waits for. */
class ContentionTest {
    private static final long SECOND_NANOS = ofSeconds(1).toNanos();
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** On a loaded machine a thread may wait for a core as long as that. */
    private static final int TRIES = 5;

    private static final Port REMOTE = Ports.connect(Ports.own().home());

    /** Something that a thread waits for, which does not come. */
    record Case(String name, Runnable waits) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void lock_ofFourProcesses_keepsNobodyWaitingForASecond() {
        SharedLock lock = par.lock();
        SharedLongs longest = par.longs(4);
        SharedBarrier begin = par.barrier(4);
        List<ChildProcess> all = IntStream.range(0, 4)
                .mapToObj(place -> par.heap("64m")
                        .process(new Hostile.TakesTurns(lock, longest, place, begin, 2 * SECOND_NANOS))
                        .daemon(true)
                        .start())
                .toList();
        all.forEach(ChildProcess::join);
        List<Long> waits = IntStream.range(0, 4)
                .mapToObj(place -> longest.get(place) / 1_000)
                .toList();
        System.out.println("lock of four processes: longest waits us=" + waits);
        assertTrue(
                waits.stream().allMatch(micros -> micros > 0 && micros < SECOND_NANOS / 1_000),
                () -> "longest us=" + waits);
    }

    static Stream<Case> waits() {
        List<Case> all = new ArrayList<>(cases("memory: ", new SharedFactory(Ports.own(), true)));
        all.addAll(cases("broker: ", new SharedFactory(REMOTE, false)));
        return all.stream();
    }

    private static List<Case> cases(String where, SharedFactory make) {
        SharedLock lock = make.lock();
        Thread.ofPlatform().daemon().start(lock::lock);
        await().until(lock::isLocked);
        SharedSemaphore semaphore = make.semaphore(0, false);
        SharedCondition condition = make.condition(make.rlock());
        SharedQueue<Integer> empty = make.queue(0);
        SharedQueue<Integer> full = make.queue(1);
        full.put(1);
        Pipe<Integer> pipe = make.pipe();
        return List.of(
                new Case(where + "lock", lock::lock),
                new Case(where + "semaphore", semaphore::acquire),
                new Case(where + "event", make.event()::await),
                new Case(where + "condition", () -> {
                    try (Guard _ = condition.acquire()) {
                        condition.await();
                    }
                }),
                new Case(where + "barrier", () -> {
                    var _ = make.barrier(2, null).await();
                }),
                new Case(where + "get", empty::get),
                new Case(where + "put", () -> full.put(2)),
                new Case(where + "recv", pipe.parent()::recv));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void wait_interrupted_endsWithinATenthOfASecond(Case waits) throws Exception {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && shortest > SOON_NANOS; i++) {
            var waiter = Threads.start(() -> {
                        assertThrows(ParInterruptedException.class, waits.waits()::run);
                        return System.nanoTime();
                    })
                    .waits();
            long begun = System.nanoTime();
            waiter.thread().interrupt();
            shortest = Math.min(shortest, waiter.result() - begun);
        }
        assertTrue(shortest <= SOON_NANOS, waits + " ended after us=" + shortest / 1_000);
    }
}
