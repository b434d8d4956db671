package partita.internal.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** With a clock that goes on as the test says, and counts how often it is read. */
final class ItemTimesTest {
    private long clock;
    private int readings;
    private final ItemTimes times = new ItemTimes(() -> {
        readings++;
        return clock;
    });

    private long item(long nanos, boolean exact) {
        clock += nanos;
        return times.ended(exact);
    }

    private long items(int count, long nanos) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += item(nanos, false);
        }
        return sum;
    }

    @Test
    void ended_manyShortOnes_readsTheClockForEightAtMostAndLosesNoTime() {
        long sum = items(10_000, 50) + item(50, true);
        assertEquals(10_001 * 50, sum);
        assertTrue(readings > 10_000 / 8, () -> "readings=" + readings);
        assertTrue(readings < 10_000 / 7, () -> "readings=" + readings);
    }

    @Test
    void ended_notShort_readsTheClockForEach() {
        assertEquals(100 * 2_000, items(100, 2_000));
        assertEquals(101, readings);
    }

    @Test
    void ended_longOneAfterShortOnes_isToldAfterSevenMoreAndReadsForEachAgain() {
        items(1_000, 50);
        item(50, true); // so that none is unread
        assertEquals(0, item(1_000_000_000, false));
        assertEquals(0, items(6, 1));
        assertEquals(1_000_000_007, item(1, false));
        int before = readings;
        items(10, 1);
        assertEquals(before + 10, readings);
    }

    @Test
    void ended_exact_readsTheClockAndGivesTheTimeOfThoseBefore() {
        items(1_000, 50);
        item(50, true);
        assertEquals(0, items(3, 10));
        assertEquals(1_030, item(1_000, true));
    }

    @Test
    void skip_afterWork_isNoItemsTime() {
        clock += 5_000_000;
        times.skip();
        assertEquals(700, item(700, true));
    }
}
