package partita.internal.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import partita.spi.Store;

/** A heap that grows when there is no room, as Serial GC's does, and counts its collections. */
final class RoomyStoreTest {
    private static final long LARGE = 100 << 20;

    private final Heap heap = new Heap();
    private final RoomyStore store = new RoomyStore(new None(), heap);

    private static final class Heap implements RoomyStore.Heap {
        private long size;
        private long used;
        private long garbage;
        private int collections;

        @Override
        public long free() {
            return size - used - garbage;
        }

        @Override
        public void collect() {
            collections++;
            garbage = 0;
        }
    }

    private static final class None implements Store {
        @Override
        public Optional<String> put(MemorySegment content) {
            return Optional.empty();
        }

        @Override
        public void get(String name, MemorySegment target) throws IOException {
            throw new IOException("there is none: name=" + name);
        }

        @Override
        public void remove(String name) {}
    }

    private void take(long bytes) {
        store.expect(bytes);
        heap.used += bytes;
        heap.size = Math.max(heap.size, heap.used + heap.garbage);
    }

    private void drop(long bytes) {
        heap.used -= bytes;
        heap.garbage += bytes;
    }

    @Test
    void expect_theOneBeforeIsGarbage_growsOnceOnly() {
        for (int i = 0; i < 10; i++) {
            take(LARGE);
            drop(LARGE);
        }
        assertEquals(LARGE, heap.size);
        assertEquals(9, heap.collections);
    }

    @Test
    void rest_betweenTwo_leavesNothingToCollectForTheNext() {
        for (int i = 0; i < 10; i++) {
            take(LARGE);
            drop(LARGE);
            int before = heap.collections;
            store.rest();
            assertEquals(before + 1, heap.collections);
        }
        assertEquals(LARGE, heap.size);
        assertEquals(10, heap.collections);
    }

    @Test
    void expect_allAreKept_collectsSeldomer() {
        for (int i = 0; i < 64; i++) {
            take(LARGE);
        }
        assertEquals(6, heap.collections); // after 1, 2, 4 and so on
    }

    @Test
    void expect_smallOrWithRoom_doesNotCollect() {
        for (int i = 0; i < 100; i++) {
            take(1 << 20);
            drop(1 << 20);
            store.rest();
        }
        heap.size = 4 * LARGE;
        take(LARGE);
        drop(LARGE);
        take(LARGE);
        assertEquals(0, heap.collections);
    }
}
