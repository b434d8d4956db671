package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameRingTest {
    private static final int CAPACITY = 256;

    private final MemorySegment memory = Arena.ofAuto().allocate(FrameRing.size(CAPACITY), 64);
    private final FrameRing writer = new FrameRing(memory, 0, CAPACITY);
    private final FrameRing reader = new FrameRing(memory, 0, CAPACITY);

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void write_framesOfAllLengths_comeWholeAndInOrder() {
        for (int length = 1; length < 5 * CAPACITY; length++) {
            byte[] frame = bytes(length);
            int at = 0;
            byte[] got = null;
            while (got == null) {
                at = writer.write(frame, at);
                got = reader.next();
            }
            assertEquals(length, at);
            assertArrayEquals(frame, got);
            assertNull(reader.next());
        }
    }

    @Test
    void write_frameInTwoArrays_comesAsOne() {
        for (int length = 1; length < 3 * CAPACITY; length++) {
            byte[] frame = bytes(length);
            for (int head : new int[] {0, length / 2, length - 1, length}) {
                byte[] first = Arrays.copyOf(frame, head);
                byte[] second = Arrays.copyOfRange(frame, head, length);
                int at = 0;
                byte[] got = null;
                while (got == null) {
                    at = writer.write(first, second, at);
                    got = reader.next();
                }
                assertEquals(length, at);
                assertArrayEquals(frame, got);
            }
        }
    }

    @Test
    void write_noRoom_waitsForTheReaderAndLosesNothing() {
        int written = 0;
        while (writer.write(bytes(10), 0) == 10) {
            written++;
        }
        for (int i = 0; i < written; i++) {
            assertArrayEquals(bytes(10), reader.next());
        }
        assertNull(reader.next());
        assertEquals(10, writer.write(bytes(10), 0));
        assertNotNull(reader.next());
    }

    @Test
    void taken_partOfAFrame_grows() {
        long before = reader.taken();
        assertEquals(true, writer.write(bytes(1000), 0) < 1000);
        assertNull(reader.next());
        assertEquals(true, reader.taken() > before);
    }

    @Test
    void next_somethingElseStandsThere_isRefused() {
        assertEquals(8, writer.write(bytes(8), 0));
        memory.set(ValueLayout.JAVA_LONG, Ring.HEAD, -1);
        assertThrows(IllegalStateException.class, reader::next);
    }
}
