package partita.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IntRangeTest {
    @Test
    void subList_anyPart_isARangeOfTheSameNumbers() {
        for (IntRange range : List.of(new IntRange(0, 20, 3), new IntRange(5, -9, -2), new IntRange(7, 7, 1))) {
            List<Integer> one = new ArrayList<>(range);
            for (int start = 0; start <= range.size(); start++) {
                for (int end = start; end <= range.size(); end++) {
                    IntRange part = range.subList(start, end);
                    assertEquals(one.subList(start, end), part);
                    assertEquals(range.step(), part.step());
                }
            }
        }
    }

    @Test
    void subList_atTheEndOfAllInts_staysRight() {
        IntRange range = new IntRange(Integer.MAX_VALUE - 3, Integer.MAX_VALUE, 2);
        assertEquals(List.of(Integer.MAX_VALUE - 1), range.subList(1, 2));
        assertEquals(List.of(), range.subList(2, 2));
    }

    @Test
    void subList_beyondTheRange_isRefused() {
        IntRange range = new IntRange(0, 3, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> range.subList(1, 4));
    }
}
