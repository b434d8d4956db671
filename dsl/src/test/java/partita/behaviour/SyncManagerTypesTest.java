package partita.behaviour;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import partita.api.JoinableQueue;
import partita.api.SharedBarrier;
import partita.api.SharedCondition;
import partita.api.SharedDict;
import partita.api.SharedEvent;
import partita.api.SharedInts;
import partita.api.SharedList;
import partita.api.SharedLock;
import partita.api.SharedManager;
import partita.api.SharedNamespace;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedSet;
import partita.api.SharedValue;
import partita.testing.Behaviour;

/** CPython's TestSyncManagerTypes: each type, made here, used by a child, looked at here again. */
class SyncManagerTypesTest {
    private static SharedManager manager;

    @BeforeAll
    static void start() {
        manager = par.heap("128m").manager();
    }

    @AfterAll
    static void end() {
        manager.shutdown();
    }

    /** What the child asserts, it fails by; its exit code is looked at. */
    private static void child(partita.function.Task task) {
        Children.join(Children.start(task));
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.event",
            checks = "an event that is set here is set for a child, which clears it")
    void event_setHere_childClearsIt() {
        SharedEvent event = manager.event();
        event.set();
        child(() -> {
            assertTrue(event.isSet());
            event.await();
            event.clear();
            assertFalse(event.await(ofMillis(1)));
        });
        assertFalse(event.isSet());
        assertFalse(event.await(ofMillis(1)));
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.lock",
            checks = "a lock that a child took and ended with is free for the next; releasing one that nobody holds is"
                    + " an error")
    void lock_childTookIt_isUsable() {
        SharedLock lock = manager.lock();
        child(lock::lock);
        try (var guard = lock.acquire(ofMillis(10_000))) {
            assertTrue(guard.abandonedBy().isPresent());
        }
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.rlock", checks = "a child takes and gives back a lock that was made here")
    void rlock_childTakesAndReleases_isFree() {
        SharedLock lock = manager.rlock();
        child(() -> {
            lock.lock();
            lock.lock();
            lock.unlock();
            lock.unlock();
        });
        assertFalse(lock.isLocked());
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.semaphore", checks = "a permit that a child took is given back here")
    void semaphore_childTookOne_isReleasedHere() {
        SharedSemaphore semaphore = manager.semaphore(1);
        child(semaphore::acquire);
        assertEquals(0, semaphore.availablePermits());
        semaphore.release();
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.bounded_semaphore",
            checks = "a permit that a child took is given back here, and no more than there were")
    void boundedSemaphore_childTookOne_isReleasedHereOnce() {
        SharedSemaphore semaphore = manager.boundedSemaphore(1);
        child(semaphore::acquire);
        semaphore.release();
        assertThrows(IllegalStateException.class, semaphore::release);
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.condition", checks = "a child takes and gives back a condition's lock")
    void condition_childTakesAndReleases_isFree() {
        SharedCondition condition = manager.condition();
        child(() -> condition.acquire().close());
        try (var _ = condition.acquire(ofMillis(10_000))) {
            condition.signalAll();
        }
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.barrier",
            checks = "a child knows how many parties a barrier has, and resets it")
    void barrier_inAChild_knowsItsParties() {
        SharedBarrier barrier = manager.barrier(5);
        child(() -> {
            assertEquals(5, barrier.parties());
            barrier.reset();
        });
        assertFalse(barrier.isBroken());
    }

    /** A pool in the manager's process. */
    public interface Squares {
        List<Integer> of(List<Integer> xs);

        void close();
    }

    /** Has workers of its own. */
    static final class PooledSquares implements Squares {
        private final partita.api.Pool pool =
                par.startMethod(partita.api.StartMethod.THREAD).pool(2);

        @Override
        public List<Integer> of(List<Integer> xs) {
            return pool.map(xs, x -> x * x);
        }

        @Override
        public void close() {
            pool.close();
            pool.join();
        }
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.pool",
            checks = "a pool that lives in the manager, behind an interface, is used by a child and closed here")
    void pool_inTheManager_worksForAChild() {
        Squares squares = manager.register("squares", Squares.class, PooledSquares::new);
        child(() -> assertEquals(List.of(1, 4, 9), squares.of(List.of(1, 2, 3))));
        squares.close();
        assertThrows(RuntimeException.class, () -> squares.of(List.of(1)));
    }

    private static void fullOfTwo(SharedQueue<Integer> queue) {
        queue.put(5);
        queue.put(6);
        child(() -> {
            assertEquals(2, queue.size());
            assertEquals(0, queue.remainingCapacity());
            assertEquals(5, queue.get());
            assertFalse(queue.isEmpty());
            assertEquals(6, queue.get());
            assertTrue(queue.isEmpty());
        });
        assertTrue(queue.isEmpty());
        assertTrue(queue.remainingCapacity() > 0);
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.queue", checks = "a full queue of two is emptied by a child in order")
    void queue_ofTwo_isEmptiedByAChild() {
        fullOfTwo(manager.queue(2));
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.joinable_queue",
            checks = "a full joinable queue of two is emptied by a child in order")
    void joinableQueue_ofTwo_isEmptiedByAChild() {
        JoinableQueue<Integer> queue = manager.joinableQueue(2);
        fullOfTwo(queue);
        queue.taskDone();
        queue.taskDone();
        queue.join();
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.list",
            checks = "a child reads, counts, finds, sorts, reverses, iterates and pops the items of a list")
    void list_inAChild_doesAllThatListsDo() {
        SharedList<Integer> list = manager.list(Integer.class);
        list.add(5);
        child(() -> {
            assertEquals(5, list.get(0));
            assertEquals(1, list.stream().filter(x -> x == 5).count());
            assertEquals(0, list.indexOf(5));
            list.sort(null);
            assertEquals(List.of(5), list.reversed());
            for (int x : list) {
                assertEquals(5, x);
            }
            assertEquals(1, list.size());
            assertEquals(5, list.remove(0));
        });
        assertEquals(0, list.size());
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.dict",
            checks = "a child reads a dict's items, keys, values and a copy of it, and takes out the last item")
    void dict_inAChild_doesAllThatDictsDo() {
        SharedDict<String, Integer> dict = manager.dict();
        dict.put("foo", 5);
        child(() -> {
            assertEquals(1, dict.size());
            assertEquals(5, dict.get("foo"));
            assertEquals(List.of(Map.entry("foo", 5)), new ArrayList<>(dict.entrySet()));
            assertEquals(List.of("foo"), new ArrayList<>(dict.keySet()));
            assertEquals(List.of(5), new ArrayList<>(dict.values()));
            assertEquals(Map.of("foo", 5), dict.toMap());
            assertEquals(Map.entry("foo", 5), dict.pollLastEntry());
        });
        assertEquals(0, dict.size());
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.value", checks = "a child reads a value and sets another")
    void value_childSetsIt_isSeenHere() {
        SharedValue<Integer> value = manager.value(1);
        child(() -> {
            assertEquals(1, value.get());
            value.set(2);
        });
        assertEquals(2, value.get());
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.array", checks = "a child reads an array's numbers, length and a copy")
    void array_inAChild_isTheSame() {
        SharedInts ints = manager.ints(new int[] {0, 1});
        child(() -> {
            assertEquals(0, ints.get(0));
            assertEquals(1, ints.get(1));
            assertEquals(2, ints.length());
            assertEquals(List.of(0, 1), ints.stream().boxed().toList());
        });
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.namespace", checks = "a child reads the names that were set here")
    void namespace_inAChild_hasTheNames() {
        SharedNamespace ns = manager.namespace();
        ns.set("x", 0);
        ns.set("y", 1);
        child(() -> {
            assertEquals(0, ns.get("x"));
            assertEquals(1, ns.get("y", Integer.class));
        });
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.set",
            checks = "a child adds, removes, joins, meets and looks up the items of a set, and empties it")
    void set_inAChild_doesAllThatSetsDo() {
        SharedSet<Integer> set = manager.set(Integer.class);
        set.add(1);
        child(() -> {
            assertTrue(set.contains(1));
            assertTrue(set.add(2));
            assertFalse(set.add(2));
            assertTrue(set.addAll(List.of(3, 4)));
            assertEquals(Set.of(1, 2, 3, 4), set);
            assertTrue(set.retainAll(Set.of(1, 2, 3)));
            assertTrue(set.removeAll(Set.of(3)));
            assertTrue(set.remove(2));
            assertFalse(set.remove(2));
            set.clear();
        });
        assertTrue(set.isEmpty());
    }

    @Test
    @Behaviour(value = "TestSyncManagerTypes.set_init", checks = "a set that is filled at once holds each item once")
    void set_filledAtOnce_holdsEachOnce() {
        SharedSet<String> set = manager.set(String.class);
        set.addAll(List.of("a", "b", "a", "c"));
        assertEquals(Set.of("a", "b", "c"), set.toSet());
        assertEquals(3, set.size());
    }

    @Test
    @Behaviour(
            value = "TestSyncManagerTypes.set_contain_all_method",
            checks = "every method of the JDK's Set is the shared set's, done in the manager or by a copy of all")
    void set_everyMethodOfSet_works() {
        SharedSet<Integer> set = manager.set(Integer.class);
        set.addAll(List.of(1, 2, 3));
        assertTrue(set.containsAll(List.of(1, 3)));
        assertFalse(set.containsAll(List.of(1, 4)));
        assertEquals(Set.of(1, 2, 3).hashCode(), set.hashCode());
        assertEquals(List.of(1, 2, 3), List.of(set.toArray()));
        assertEquals(3, set.toArray(new Integer[0]).length);
        assertEquals(6, set.stream().mapToInt(x -> x).sum());
        var seen = new ArrayList<Integer>();
        set.forEach(seen::add);
        set.spliterator().forEachRemaining(seen::add);
        assertEquals(List.of(1, 2, 3, 1, 2, 3), seen);
        var items = set.iterator();
        assertEquals(1, items.next());
        items.remove();
        assertEquals(Set.of(2, 3), set);
        assertTrue(set.removeIf(x -> x == 2));
        assertEquals("[3]", set.toString());
    }
}
