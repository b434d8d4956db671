package partita.internal.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResultRingTest {
    private final ResultRing ring = new ResultRing(ByteBuffer.allocateDirect(ResultRing.HEAD + ResultRing.BYTES));

    @Test
    void after_resultsOfAllSizesManyTimesRound_areThoseThatWereNotTaken() {
        Random random = new Random(5);
        Deque<byte[]> kept = new ArrayDeque<>();
        Deque<Long> begins = new ArrayDeque<>();
        for (int i = 0; i < 3_000; i++) {
            byte[] result = new byte[random.nextInt(20_000)];
            random.nextBytes(result);
            while (!ring.hasRoom()) {
                kept.remove();
                begins.remove();
                ring.taken(begins.isEmpty() ? ring.end() : begins.getFirst());
            }
            long begin = ring.end();
            assertTrue(ring.keep(i, result, 0, result.length));
            kept.add(result);
            begins.add(begin);
        }
        List<Kept> found = ring.after(begins.getFirst());
        assertEquals(kept.size(), found.size());
        for (Kept each : found) {
            assertArrayEquals(kept.remove(), each.payload());
        }
        assertEquals(2_999, found.getLast().ticket());
        assertTrue(ring.after(ring.end()).isEmpty());
    }

    @Test
    void keep_fullOrTooLong_refusesAndChangesNothing() {
        assertFalse(ring.keep(1, new byte[ResultRing.BYTES], 0, ResultRing.BYTES));
        int kept = 0;
        while (ring.keep(kept, new byte[100_000], 0, 100_000)) {
            kept++;
        }
        assertEquals(kept, ring.after(0).size());
        ring.taken(ring.end());
        assertTrue(ring.keep(kept, new byte[100_000], 0, 100_000));
    }
}
