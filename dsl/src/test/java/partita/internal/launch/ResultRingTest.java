package partita.internal.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;

final class ResultRingTest {
    private final ResultRing ring = new ResultRing(Arena.ofAuto().allocate(ResultRing.SIZE, 64), 0);

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

    @Test
    void next_resultsAndMarks_givesWhatWasHandedOverAndNothingElse() {
        byte[] bytes = {1, 2, 3, 4, 5};
        assertTrue(ring.keep(7, bytes, 0, 2));
        assertNull(ring.next(0, 0), "not handed over yet");
        assertTrue(ring.keep(7, bytes, 2, 1));
        assertTrue(ring.mark(7, false, 1, bytes, 3, 0));
        assertNull(ring.next(0, 0), "one message of output was written before");
        Handed first = ring.next(0, 1);
        assertNotNull(first);
        assertArrayEquals(new byte[] {1, 2, 3}, first.payload());
        assertEquals(7, first.ticket());
        assertFalse(first.last());
        assertTrue(ring.keep(7, bytes, 3, 1));
        assertTrue(ring.mark(7, true, 1, bytes, 4, 1));
        assertTrue(ring.keep(8, bytes, 0, 1));
        Handed second = ring.next(first.position(), 1);
        assertNotNull(second);
        assertArrayEquals(new byte[] {4, 5}, second.payload());
        assertTrue(second.last());
        assertNull(ring.next(second.position(), 1));
        List<Kept> kept = ring.after(second.position());
        assertEquals(1, kept.size(), "it was kept and not handed over");
        assertEquals(8, kept.getFirst().ticket());
    }

    private static byte[] numbers(long... bits) {
        ByteBuffer bytes = ByteBuffer.allocate((3 + bits.length) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(3).putLong(10L * bits.length).putLong((long) bits.length * Long.BYTES);
        LongStream.of(bits).forEach(bytes::putLong);
        return bytes.array();
    }

    private void keep(long ticket, long... bits) {
        byte[] first = numbers(bits[0]);
        assertTrue(ring.keepNumbers(ticket, first, 0, first.length));
        for (int i = 1; i < bits.length; i++) {
            assertTrue(ring.keepMore(10L * (i + 1), bits[i]));
        }
    }

    @Test
    void keepMore_notHandedOver_isFoundAfterTheEnd() {
        keep(3, 7);
        assertArrayEquals(numbers(7), ring.after(0).getFirst().payload());
        assertTrue(ring.keepMore(20, -1));
        assertTrue(ring.keepMore(30, Long.MIN_VALUE));
        assertNull(ring.next(0, 0), "not handed over yet");
        assertEquals(1, ring.after(0).size());
        assertArrayEquals(
                numbers(7, -1, Long.MIN_VALUE), ring.after(0).getFirst().payload());
    }

    @Test
    void keepMore_betweenOthersAndManyTimesRound_isGivenWhole() {
        byte[] other = {1, 2, 3};
        long position = 0;
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            long[] bits = random.longs(1 + random.nextInt(500)).toArray();
            keep(i, bits);
            assertTrue(ring.keep(i, other, 0, 3));
            keep(i, bits);
            assertTrue(ring.mark(i, true, 0, other, 0, 2));
            assertFalse(ring.keepMore(1, 1), "nothing grows after a mark");
            Handed handed = ring.next(position, 0);
            assertNotNull(handed);
            ByteBuffer all = ByteBuffer.allocate(handed.payload().length);
            all.put(numbers(bits)).put(other).put(numbers(bits)).put(other, 0, 2);
            assertArrayEquals(all.array(), handed.payload());
            position = handed.position();
            ring.taken(position);
        }
    }

    @Test
    void keepMore_noRoom_refusesUntilThereIs() {
        keep(1, 1);
        long kept = 1;
        while (ring.keepMore(1, 1)) {
            kept++;
        }
        assertTrue(kept * Long.BYTES > ResultRing.BYTES / 2, "kept=" + kept);
        assertTrue(ring.mark(1, false, 0, new byte[0], 0, 0));
        long position = ring.end();
        ring.taken(position);
        keep(1, 2, 3);
        assertArrayEquals(numbers(2, 3), ring.after(position).getFirst().payload());
    }

    @Test
    void mark_resultsFillTheRing_hasRoomStill() {
        byte[] large = new byte[ResultRing.BYTES / 4];
        int kept = 0;
        while (ring.keep(1, large, 0, large.length)) {
            kept++;
        }
        assertTrue(ring.mark(1, true, 0, large, 0, 0));
        Handed all = ring.next(0, 0);
        assertNotNull(all);
        assertEquals(kept * large.length, all.payload().length);
        assertFalse(ring.hasRoom());
        ring.taken(all.position());
        assertTrue(ring.hasRoom());
    }

    @Test
    void pieces_addedAndTakenManyTimesRound_areTheSameInOrder() {
        PieceRing pieces = new PieceRing(Arena.ofAuto().allocate(PieceRing.SIZE, 64), 0);
        Random random = new Random(3);
        Deque<Message> sent = new ArrayDeque<>();
        int refused = 0;
        for (int i = 1; i <= 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(3_000)];
            random.nextBytes(bytes);
            var bundle = new Message.AddBundle("hash-ä-" + i % 5, bytes);
            var piece = new Message.Execute(i, i * 3L, i % 7, "hash-ä-" + i % 5, bytes);
            if (i % 4 == 0 ? pieces.add(bundle) : pieces.add(piece)) {
                sent.add(i % 4 == 0 ? bundle : piece);
            } else {
                refused++;
                assertSame(sent.remove(), pieces.take());
            }
        }
        assertTrue(refused > 100, "it was full now and then");
        while (!sent.isEmpty()) {
            assertSame(sent.remove(), pieces.take());
        }
        assertNull(pieces.take());
        assertFalse(pieces.add(new Message.AddBundle("h", new byte[200_000])), "it would take the pieces' room");
        assertFalse(pieces.add(new Message.Execute(1, 1, 0, "h", new byte[1 << 20])), "too long for ever");
    }

    /** As both are encoded for a socket. */
    private static void assertSame(Message sent, @Nullable Message taken) {
        assertNotNull(taken);
        assertArrayEquals(Frames.encode(sent), Frames.encode(taken));
    }
}
