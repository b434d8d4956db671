package partita.behaviour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static partita.Par.par;

import org.junit.jupiter.api.Test;
import partita.api.Guard;
import partita.api.SharedDoubles;
import partita.api.SharedInts;
import partita.api.SharedLock;
import partita.api.SharedValue;
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
}
