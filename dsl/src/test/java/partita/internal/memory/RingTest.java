package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RingTest {
    private static final int CAPACITY = 1 << 12;

    private static Ring ring() {
        return new Ring(Arena.ofAuto().allocate(Ring.HEAD + CAPACITY, 64), 0, CAPACITY);
    }

    private static byte[] entry(Random random) {
        byte[] entry = new byte[random.nextInt(500)];
        random.nextBytes(entry);
        return entry;
    }

    private static void write(Ring ring, byte[] entry) {
        int size = Long.BYTES + Ring.padded(entry.length);
        while (ring.room() < size) {
            Thread.onSpinWait();
        }
        long at = ring.end();
        ring.putLong(at, entry.length);
        ring.put(at + Long.BYTES, entry, 0, entry.length);
        ring.publish(at + size);
    }

    private static byte[] read(Ring ring) {
        long at = ring.released();
        while (ring.end() == at) {
            Thread.onSpinWait();
        }
        byte[] entry = new byte[(int) ring.getLong(at)];
        ring.get(at + Long.BYTES, entry, 0, entry.length);
        ring.release(at + Long.BYTES + Ring.padded(entry.length));
        return entry;
    }

    @Test
    void read_whileAnotherThreadWritesManyTimesRound_givesEachEntryWholeAndInOrder() {
        Ring ring = ring();
        int entries = 20_000;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            Random same = new Random(7);
            for (int i = 0; i < entries; i++) {
                write(ring, entry(same));
            }
        });
        Random same = new Random(7);
        for (int i = 0; i < entries; i++) {
            assertArrayEquals(entry(same), read(ring));
        }
        writer.join();
        assertEquals(ring.end(), ring.released());
        assertTrue(ring.end() > 100L * CAPACITY);
    }

    @Test
    void room_writtenAndReleased_isWhatMayBeWritten() {
        Ring ring = ring();
        assertEquals(CAPACITY, ring.room());
        ring.publish(CAPACITY);
        assertEquals(0, ring.room());
        ring.release(CAPACITY - 8);
        assertEquals(CAPACITY - 8, ring.room());
    }

    @Test
    void ring_oddCapacity_isRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Ring(Arena.ofAuto().allocate(1_000), 0, 100));
    }

    @Test
    void spin_oneCore_looksOnce() {
        int[] looks = {0};
        assertEquals(false, new Spin(1).until(() -> ++looks[0] > 1));
        assertEquals(1, looks[0]);
        boolean found = false;
        for (int i = 0; i < 100 && !found; i++) { // whoever is not let run for a moment finds its time over
            looks[0] = 0;
            found = new Spin(2).until(() -> ++looks[0] > 10);
        }
        assertTrue(found, "it looks until it is there");
    }
}
