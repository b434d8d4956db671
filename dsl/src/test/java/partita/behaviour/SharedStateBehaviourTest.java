package partita.behaviour;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedDoubles;
import partita.api.SharedEvent;
import partita.api.SharedInts;
import partita.api.SharedLock;
import partita.api.SharedValue;
import partita.function.Call;
import partita.function.Task;
import partita.testing.Behaviour;

/** What CPython's tests of shared values and arrays check, of what exists. */
class SharedStateBehaviourTest {
    record Foo(int x, double y) {}

    @Test
    @Behaviour(
            value = "_TestValue.value",
            checks = "values of five types have what they were made with, and then what a child set")
    void value_setByAChild_isSeenHere() {
        SharedValue<Integer> i = par.value(4343);
        SharedValue<Double> d = par.value(3.625);
        SharedValue<Short> h = par.value((short) -232);
        SharedValue<Long> q = par.value(1L << 33);
        SharedValue<Character> c = par.value('x');
        assertEquals(4343, i.get());
        assertEquals(3.625, d.get());
        assertEquals((short) -232, h.get());
        assertEquals(1L << 33, q.get());
        assertEquals('x', c.get());
        Children.join(Children.start(() -> {
            i.set(24234);
            d.set(-4.25);
            h.set((short) 234);
            q.set(1L << 34);
            c.set('y');
        }));
        assertEquals(24234, i.get());
        assertEquals(-4.25, d.get());
        assertEquals((short) 234, h.get());
        assertEquals(1L << 34, q.get());
        assertEquals('y', c.get());
    }

    private static void sums(SharedInts a) {
        for (int i = 1; i < a.length(); i++) {
            a.add(i, a.get(i - 1));
        }
    }

    @Test
    @Behaviour(
            value = "_TestArray.array",
            checks = "an array has the length and numbers it was made with, takes new ones, and shows the sums that a"
                    + " child made in place")
    void array_changedByAChild_isSeenHere() {
        int[] numbers = {680, 626, 934, 821, 150, 233, 548, 982, 714, 831};
        SharedInts array = par.ints(numbers);
        assertEquals(10, array.length());
        assertEquals(821, array.get(3));
        for (int i = 4; i < 8; i++) {
            array.set(i, i - 3);
            numbers[i] = i - 3;
        }
        assertArrayEquals(numbers, array.toArray());
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] += numbers[i - 1];
        }
        Children.join(Children.start(() -> sums(array)));
        assertArrayEquals(numbers, array.toArray());
    }

    @Test
    @Behaviour(
            value = "_TestArray.array_from_size",
            checks = "an array made by its size is all zeros, three times over, and takes other numbers")
    void array_bySize_isZero() {
        for (int round = 0; round < 3; round++) {
            SharedInts array = par.ints(10);
            assertArrayEquals(new int[10], array.toArray());
            for (int i = 0; i < 10; i++) {
                array.set(i, i);
            }
            assertEquals(45, array.stream().sum());
        }
    }

    private static void doubled(boolean locked) {
        SharedValue<Integer> x = par.value(7);
        SharedValue<Double> y = par.value(1.0 / 3.0);
        SharedValue<Long> z = par.value(1L << 33);
        SharedValue<Foo> foo = par.value(new Foo(3, 2));
        SharedDoubles array = par.doubles(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        SharedValue<String> string = par.value("hello");
        SharedLock lock = foo.lock();
        Children.join(Children.start(() -> {
            if (locked) {
                try (Guard _ = lock.acquire()) {
                    twice(x, y, z, foo, array, string);
                }
            } else {
                twice(x, y, z, foo, array, string);
            }
        }));
        assertEquals(14, x.get());
        assertEquals(2.0 / 3.0, y.get(), 1e-9);
        assertEquals(1L << 34, z.get());
        assertEquals(new Foo(6, 4), foo.get());
        assertArrayEquals(new double[] {0, 2, 4, 6, 8, 10, 12, 14, 16, 18}, array.toArray());
        assertEquals("hellohello", string.get());
    }

    private static void twice(
            SharedValue<Integer> x,
            SharedValue<Double> y,
            SharedValue<Long> z,
            SharedValue<Foo> foo,
            SharedDoubles array,
            SharedValue<String> string) {
        x.update(n -> n * 2);
        y.update(n -> n * 2);
        z.update(n -> n * 2);
        foo.update(f -> new Foo(f.x() * 2, f.y() * 2));
        string.update(s -> s + s);
        for (int i = 0; i < array.length(); i++) {
            array.set(i, array.get(i) * 2);
        }
    }

    @Test
    @Behaviour(
            value = "_TestSharedCTypes.sharedctypes",
            checks = "numbers, a structure, an array and a text that a child doubles are doubled here")
    void shared_doubledByAChild_isSeenHere() {
        doubled(false);
    }

    @Test
    @Behaviour(
            value = "_TestSharedCTypes.synchronize",
            checks = "the same with a lock: numbers, a structure, an array and a text that a child doubles are doubled"
                    + " here")
    void shared_doubledByAChildUnderALock_isSeenHere() {
        doubled(true);
    }

    @Test
    @Behaviour(
            value = "_TestValue.rawvalue",
            checks = "values of five types have what they were made with, and then what a child set without asking for"
                    + " their locks, which are held elsewhere meanwhile")
    void value_setByAChildWhileItsLockIsHeld_isSeenHere() {
        SharedValue<Integer> i = par.value(4343);
        SharedValue<Double> d = par.value(3.625);
        SharedValue<Short> h = par.value((short) -232);
        SharedValue<Long> q = par.value(1L << 33);
        SharedValue<String> s = par.value("x");
        try (Guard _ = i.lock().acquire();
                Guard _ = d.lock().acquire();
                Guard _ = h.lock().acquire();
                Guard _ = q.lock().acquire();
                Guard _ = s.lock().acquire()) {
            Children.run(() -> {
                assertEquals(
                        List.of(4343, 3.625, (short) -232, 1L << 33, "x"),
                        List.of(i.get(), d.get(), h.get(), q.get(), s.get()));
                i.set(24234);
                d.set(-4.25);
                h.set((short) 234);
                q.set(1L << 34);
                s.set("y");
            });
        }
        assertEquals(
                List.of(24234, -4.25, (short) 234, 1L << 34, "y"),
                List.of(i.get(), d.get(), h.get(), q.get(), s.get()));
    }

    private static void sums(MemorySegment numbers) {
        for (int i = 1; i < numbers.byteSize() / Integer.BYTES; i++) {
            numbers.setAtIndex(JAVA_INT, i, numbers.getAtIndex(JAVA_INT, i) + numbers.getAtIndex(JAVA_INT, i - 1));
        }
    }

    @Test
    @Behaviour(
            value = "_TestArray.rawarray",
            checks =
                    "the plain memory of an array holds the numbers that it was made with, takes new ones, and shows the"
                            + " sums that a child made in it, with no lock and no method of the array in between")
    void segment_changedByAChild_isSeenHere() {
        int[] numbers = {680, 626, 934, 821, 150, 233, 548, 982, 714, 831};
        SharedInts array = par.ints(numbers);
        MemorySegment raw = array.segment();
        assertEquals(numbers.length * Integer.BYTES, raw.byteSize());
        assertArrayEquals(numbers, raw.toArray(JAVA_INT));
        for (int i = 4; i < 8; i++) {
            raw.setAtIndex(JAVA_INT, i, i - 3);
            numbers[i] = i - 3;
        }
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] += numbers[i - 1];
        }
        try (Guard _ = array.lock().acquire()) {
            Children.run(() -> sums(array.segment()));
        }
        assertArrayEquals(numbers, raw.toArray(JAVA_INT));
        assertArrayEquals(numbers, array.toArray());
    }

    /** A child takes a lock twice and waits; meanwhile this process has it not, and then it has. */
    private static void assertOneLock(SharedLock lock, Call<SharedLock> inTheChild, Task whileHeld) throws Exception {
        SharedEvent held = par.event();
        SharedEvent mayEnd = par.event();
        ChildProcess child = Children.start(() -> {
            try (Guard _ = inTheChild.call().acquire();
                    Guard _ = inTheChild.call().acquire()) {
                held.set();
                mayEnd.await();
            }
        });
        assertTrue(held.await(ofSeconds(30)));
        assertTrue(lock.isLocked());
        assertEquals(child.pid(), lock.owner().orElseThrow().pid());
        assertFalse(lock.tryLock());
        whileHeld.run();
        mayEnd.set();
        Children.join(child);
        try (Guard guard = lock.acquire()) {
            assertEquals(Optional.empty(), guard.abandonedBy());
        }
    }

    @Test
    @Behaviour(
            value = "_TestValue.getobj_getlock",
            checks =
                    "a value has a lock of its own, the same in every process, which its holder may take again; the value"
                            + " itself is got and set without it")
    void value_lock_isTheSameInEveryProcess() throws Exception {
        SharedValue<Integer> value = par.value(5);
        SharedLock lock = value.lock();
        assertEquals(lock, value.lock());
        assertNotEquals(lock, par.value(5).lock());
        assertOneLock(lock, value::lock, () -> {
            assertEquals(5, value.get());
            value.set(6);
        });
        assertEquals(6, value.get());
    }

    @Test
    @Behaviour(
            value = "_TestArray.getobj_getlock_obj",
            checks = "an array has a lock of its own, the same in every process, which its holder may take again; the"
                    + " memory of its numbers is read and written without it")
    void array_lock_isTheSameInEveryProcess() throws Exception {
        SharedInts array = par.ints(IntStream.range(0, 10).toArray());
        SharedLock lock = array.lock();
        assertEquals(lock, array.lock());
        assertNotEquals(lock, par.ints(10).lock());
        assertOneLock(lock, array::lock, () -> {
            assertEquals(9, array.segment().getAtIndex(JAVA_INT, 9));
            array.segment().setAtIndex(JAVA_INT, 9, 99);
        });
        assertEquals(99, array.get(9));
    }

    /** Can be changed. */
    static final class Loose {
        int x;
        double y;
        long z;

        Loose(int x, double y, long z) {
            this.x = x;
            this.y = y;
            this.z = z;
        }
    }

    @Test
    @Behaviour(
            value = "_TestSharedCTypes.copy",
            checks =
                    "a copy of a shared structure keeps its fields when those of the shared one are set to 0, and a change"
                            + " of the copy is none of the shared one")
    void value_got_isACopyOfItsOwn() {
        SharedValue<Loose> shared = par.value(new Loose(2, 5.0, 1L << 33));
        Loose copy = shared.get();
        Children.run(() -> shared.set(new Loose(0, 0, 0)));
        assertEquals(2, copy.x);
        assertEquals(5.0, copy.y);
        assertEquals(1L << 33, copy.z);
        copy.x = 7;
        assertEquals(0, shared.get().x);
        assertEquals(0, shared.get().z);
    }
}
