package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import partita.internal.memory.Words;

/** A number in memory whose changer dies at any of its steps. */
class ValueCellTest {
    private final MemorySegment memory = Arena.ofAuto().allocate(Cells.BYTES, Long.BYTES);
    private final ValueCell cell = new ValueCell(memory);

    private void change(long client, LongConsumer then) {
        long version = cell.begin(client);
        then.accept(version);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void change_diesAfterStep_isUndoneAndOthersGoOn(int steps) {
        for (long turn = 0; turn < 3; turn++) { // from even and from odd versions
            long before = 10 + turn;
            for (long more = 0; more <= turn; more++) {
                change(1, version -> cell.end(version, (byte) 'l', before));
            }
            change(2, version -> {
                long next = version + 1 & 1;
                if (steps > 0) {
                    Words.setLong(memory, 8 + next * Long.BYTES, 99);
                }
                if (steps > 1) {
                    Words.setInt(memory, 24 + next * Integer.BYTES, 'd');
                }
            });
            assertEquals(before, cell.read().number());
            assertEquals(-1, cell.begin(1), "the dead one is in the way until the broker knows");
            cell.ended(3);
            assertEquals(-1, cell.begin(1), "another's end changes nothing");
            cell.ended(2);
            change(1, version -> {
                assertEquals(before, cell.current(version).number());
                cell.end(version, (byte) 'i', before + 1);
            });
            assertEquals((int) before + 1, cell.read().number());
        }
    }

    @Test
    void change_cancelled_keepsNumberAndVersion() {
        cell.begin((byte) 'd', Double.doubleToRawLongBits(1.5));
        long version = cell.read().version();
        change(1, cell::cancel);
        assertEquals(version, cell.read().version());
        assertEquals(1.5, cell.read().number());
    }
}
