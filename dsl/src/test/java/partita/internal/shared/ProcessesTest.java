package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedInts;
import partita.api.SharedLock;
import partita.api.SharedQueue;
import partita.api.SharedValue;
import partita.internal.broker.Lent;

/** What is shared, used from workers, child processes and their children. */
class ProcessesTest {
    @Test
    void lock_eightProcesses_excludeEachOther() {
        SharedLock lock = par.lock();
        SharedInts counts = par.ints(2);
        List<ChildProcess> children = IntStream.range(0, 8)
                .mapToObj(_ -> par.heap("64m").process(() -> {
                    for (int i = 0; i < 50; i++) {
                        try (Guard _ = lock.acquire()) {
                            counts.set(0, counts.get(0) + 1);
                        }
                        counts.add(1, 1);
                    }
                }))
                .toList();
        children.forEach(ChildProcess::start);
        children.forEach(ChildProcess::join);
        children.forEach(child -> assertEquals(0, child.exitCode()));
        assertEquals(400, counts.get(0));
        assertEquals(400, counts.get(1));
        assertFalse(lock.isLocked());
    }

    @Test
    void value_capturedByItems_isTheSame() {
        SharedValue<Long> hits = par.value(0L);
        par.workers(2).forEach(par.range(100), _ -> hits.increment());
        assertEquals(100L, hits.get());
    }

    @Test
    void queue_argumentResultAndItem_isTheSame() {
        SharedQueue<Object> queue = par.queue();
        assertEquals(List.of(queue), par.map(List.of(queue), q -> q));
        SharedQueue<Object> second = par.queue();
        queue.put(second);
        par.run(() -> {
            @SuppressWarnings("unchecked")
            var inner = (SharedQueue<Object>) queue.get();
            inner.put(List.of(1, "two"));
        });
        assertEquals(List.of(1, "two"), second.get(ofSeconds(5)));
        assertNotEquals(queue, second);
    }

    private static boolean hasConnected() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("partita-dealer"));
    }

    @Test
    void value_ofTheParent_needsNoConnection() {
        SharedValue<Integer> value = par.value(0);
        ChildProcess child = par.process(() -> {
                    value.increment();
                    System.exit(hasConnected() ? 3 : 4);
                })
                .start();
        child.join();
        assertEquals(Lent.possible() ? 4 : 3, child.exitCode());
        assertEquals(1, value.get());
    }

    @Test
    void value_ofTheParentForOneWithoutMemory_isReachedByAConnection() {
        SharedValue<Integer> value = par.value(0);
        ChildProcess child = par.jvmArgs("-Dpartita.memory=off")
                .process(() -> {
                    value.increment();
                    System.exit(hasConnected() ? 3 : 4);
                })
                .start();
        child.join();
        assertEquals(3, child.exitCode());
        assertEquals(1, value.get());
    }

    @Test
    void value_ofTheGrandparent_isReachedByAConnection() {
        SharedValue<Integer> value = par.value(0);
        ChildProcess child = par.process(() -> {
                    ChildProcess grandchild = par.process(() -> {
                                value.increment();
                                System.exit(hasConnected() ? 3 : 4);
                            })
                            .start();
                    grandchild.join();
                    System.exit(grandchild.exitCode());
                })
                .start();
        child.join();
        assertEquals(3, child.exitCode());
        assertEquals(1, value.get());
    }

    @Test
    void queue_childHaltsRightAfterAPut_holdsWhatItPut() {
        SharedQueue<Integer> queue = par.queue();
        ChildProcess child = par.process(() -> {
                    IntStream.range(0, 100).forEach(queue::put);
                    Runtime.getRuntime().halt(5);
                })
                .start();
        child.join();
        assertEquals(5, child.exitCode());
        assertEquals(100, queue.size());
    }

    @Test
    void start_manyChildrenOneAfterTheOther_keepsNoneOfTheirMemory() throws IOException {
        SharedValue<Integer> value = par.value(0);
        par.process(value::increment).start().join();
        long before = descriptors();
        for (int i = 0; i < 4; i++) {
            ChildProcess used = par.process(value::increment).start();
            ChildProcess unused = par.process(() -> {}).start();
            used.join();
            unused.join();
        }
        assertEquals(5, value.get());
        await("the end of their lines").until(() -> descriptors() <= before);
    }

    /** How many files without a name this JVM lends. */
    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(ProcessesTest::isLent).count();
        }
    }

    private static boolean isLent(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("/lent-");
        } catch (IOException _) {
            return false; // closed since the listing
        }
    }

    @Test
    void queue_childJoined_holdsAllThatItPut() {
        SharedQueue<Integer> queue = par.queue();
        ChildProcess child =
                par.process(() -> IntStream.range(0, 100).forEach(queue::put)).start();
        child.join();
        assertEquals(100, queue.size());
        assertEquals(0, queue.poll());
    }

    @Test
    void queue_childOfAChild_usesItToo() {
        SharedQueue<Long> queue = par.queue();
        ChildProcess child = par.process(() -> par.process(
                                () -> queue.put(ProcessHandle.current().pid()))
                        .start()
                        .join())
                .start();
        child.join();
        long pid = queue.get(ofSeconds(10));
        assertTrue(pid != child.pid() && pid != ProcessHandle.current().pid());
    }

    @Test
    void conditionAndEvent_betweenProcesses_signal() {
        SharedCondition condition = par.condition();
        SharedEvent ready = par.event();
        SharedValue<Integer> turn = par.value(0);
        ChildProcess child = par.process(() -> {
                    try (Guard _ = condition.acquire()) {
                        ready.set();
                        condition.awaitUntil(() -> turn.get() == 1);
                        turn.set(2);
                        condition.signalAll();
                    }
                })
                .start();
        ready.await();
        try (Guard _ = condition.acquire()) {
            turn.set(1);
            condition.signalAll();
            assertTrue(condition.awaitUntil(() -> turn.get() == 2, ofSeconds(20)));
        }
        child.join();
    }

    @Test
    void barrier_betweenProcesses_givesEachItsPlace() {
        var barrier = par.barrier(3);
        SharedQueue<Integer> places = par.queue();
        List<ChildProcess> children = IntStream.range(0, 2)
                .mapToObj(_ -> par.process(() -> places.put(barrier.await())).start())
                .toList();
        places.put(barrier.await(ofSeconds(20)));
        children.forEach(ChildProcess::join);
        places.close();
        Set<Integer> all = new HashSet<>();
        places.items().forEach(all::add);
        assertEquals(Set.of(0, 1, 2), all);
    }
}
