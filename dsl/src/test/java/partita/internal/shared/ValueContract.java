package partita.internal.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import partita.api.Guard;
import partita.api.SharedBytes;
import partita.api.SharedDoubles;
import partita.api.SharedInts;
import partita.api.SharedLongs;
import partita.api.SharedValue;

/** What shared values and arrays do, whatever carries them. */
abstract class ValueContract {
    record Account(String name, int balance) {}

    /** Makes the objects to test. */
    abstract SharedFactory make();

    @Test
    void value_setAndChanged_isSeen() {
        SharedValue<Account> value = make().value(new Account("x", 1));
        assertEquals(new Account("x", 1), value.get());
        value.set(new Account("y", 2));
        assertEquals(new Account("y", 3), value.update(a -> new Account(a.name(), a.balance() + 1)));
        assertEquals(new Account("y", 3), value.get());
        SharedValue<String> nothing = make().value(null);
        assertNull(nothing.get());
        SharedValue<List<Integer>> list = make().value(new ArrayList<>(List.of(1)));
        List<Integer> copy = list.get();
        assertThrows(UnsupportedOperationException.class, () -> copy.add(2), "a change would be lost");
        assertEquals(List.of(1), list.get());
    }

    @Test
    void value_numbers_keepTheirClassAndAdd() {
        assertEquals(7, make().value(5).add(2));
        assertEquals(Integer.MIN_VALUE, make().value(Integer.MAX_VALUE).increment());
        assertEquals(6L, make().value(5L).increment());
        assertEquals(5.5, make().value(5.0).add(0.5));
        assertEquals(6.0, make().value(5.0).increment());
        assertEquals(1.5f, make().value(1f).add(0.5));
        assertEquals((byte) 3, make().value((byte) 1).add(2));
        assertEquals((short) 3, make().value((short) 1).add(2));
        var e = assertThrows(IllegalStateException.class, () -> make().value(5).add(0.5));
        assertTrue(e.getMessage().contains("Integer 5"), e::getMessage);
        assertThrows(IllegalStateException.class, () -> make().value("text").increment());
        SharedValue<BigInteger> big = make().value(BigInteger.ONE);
        assertThrows(IllegalStateException.class, big::increment);
        assertEquals(BigInteger.TWO, big.update(b -> b.add(BigInteger.ONE)));
    }

    @Test
    void value_changedByMany_losesNoChange() throws Exception {
        SharedFactory make = make();
        SharedValue<Long> added = make.value(0L);
        SharedValue<Account> updated = make.value(new Account("x", 0));
        SharedValue<Integer> locked = make.value(0);
        Threads.results(Threads.start(4, () -> {
            for (int i = 0; i < 100; i++) {
                added.increment();
                updated.update(a -> new Account(a.name(), a.balance() + 1));
                try (Guard _ = locked.lock().acquire()) {
                    locked.set(locked.get() + 1);
                }
            }
            return true;
        }));
        assertEquals(400L, added.get());
        assertEquals(400, updated.get().balance());
        assertEquals(400, locked.get());
    }

    @Test
    void update_functionFails_leavesTheValue() {
        SharedValue<Integer> value = make().value(1);
        assertThrows(ArithmeticException.class, () -> value.update(x -> x / 0));
        assertEquals(1, value.get());
    }

    @Test
    void ints_allMethods_work() {
        SharedInts ints = make().ints(new int[] {1, 2, 3});
        assertEquals(3, ints.length());
        ints.set(0, 10);
        assertEquals(10, ints.get(0));
        assertEquals(7, ints.add(1, 5));
        assertEquals(Integer.MIN_VALUE, ints.add(2, Integer.MAX_VALUE - 2));
        assertArrayEquals(new int[] {10, 7, Integer.MIN_VALUE}, ints.toArray());
        ints.fill(4);
        assertEquals(12, ints.stream().sum());
        assertThrows(IndexOutOfBoundsException.class, () -> ints.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> ints.set(-1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> ints.add(3, 0));
    }

    @Test
    void arrays_otherTypes_work() {
        SharedLongs longs = make().longs(new long[2]);
        assertEquals(1L << 40, longs.add(1, 1L << 40));
        assertArrayEquals(new long[] {0, 1L << 40}, longs.toArray());
        assertEquals(1L << 40, longs.stream().sum());
        SharedDoubles doubles = make().doubles(new double[] {0.5});
        assertEquals(0.75, doubles.add(0, 0.25));
        doubles.set(0, -1.5);
        assertEquals(-1.5, doubles.stream().sum());
        doubles.fill(2);
        assertArrayEquals(new double[] {2}, doubles.toArray());
        SharedBytes bytes = make().bytes(new byte[] {1, -1});
        assertEquals((byte) -128, bytes.add(0, (byte) 127));
        bytes.set(1, (byte) 5);
        assertArrayEquals(new byte[] {-128, 5}, bytes.toArray());
        assertEquals(5, bytes.get(1));
        assertEquals(0, make().ints(new int[0]).toArray().length);
    }

    @Test
    void array_addedToByMany_losesNothing() throws Exception {
        SharedInts ints = make().ints(new int[2]);
        Threads.results(Threads.start(4, () -> {
            for (int i = 0; i < 100; i++) {
                ints.add(i % 2, 1);
                try (Guard _ = ints.lock().acquire()) {
                    assertTrue(ints.lock().isLocked());
                }
            }
            return true;
        }));
        assertArrayEquals(new int[] {200, 200}, ints.toArray());
    }
}
