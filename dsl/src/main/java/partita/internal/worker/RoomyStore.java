package partita.internal.worker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import partita.spi.Store;

/**
 * A worker's store. What is left of large arrays that it took in is collected before more come, where the heap would grow
 * else: Serial GC grows first and collects when it cannot any more, and new pages take several times as long as a
 * collection of a heap that holds little else. If there is time, that is done before the next array comes. Where it was in
 * vain, since those arrays are still in use, twice as much has to come before it is tried again.
 */
final class RoomyStore implements Store {
    private static final int HEAVY_BYTES = 16 << 20;

    /** What may come meanwhile should not have to wait for longer. */
    private static final long SHORT_NANOS = 50_000_000;

    private final Store store;
    private final Heap heap;
    /** What was taken in since the last collection, and the longest of it. */
    private long since;

    private long longest;
    private long needed = HEAVY_BYTES;
    private long took;

    /** The part of the heap where large arrays are. */
    interface Heap {
        /** So much can be had without new pages. */
        long free();

        void collect();
    }

    RoomyStore(Store store) {
        this(store, own());
    }

    RoomyStore(Store store, Heap heap) {
        this.store = store;
        this.heap = heap;
    }

    private static Heap own() {
        return new Heap() {
            @Override
            public long free() {
                // looked up each time: few arrays are that large, and a worker's start is not to wait for it
                return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Tenured Gen"))
                        .map(MemoryPoolMXBean::getUsage)
                        .mapToLong(usage -> usage.getCommitted() - usage.getUsed())
                        .findFirst()
                        .orElse(Long.MAX_VALUE); // with flags for another collector, it does as it likes
            }

            @Override
            public void collect() {
                System.gc();
            }
        };
    }

    @Override
    public synchronized void expect(long bytes) {
        if (bytes >= HEAVY_BYTES) {
            makeRoom(bytes);
            since += bytes;
            longest = Math.max(longest, bytes);
        }
    }

    /** Nothing waits: makes room for one that is as long as the ones before. */
    synchronized void rest() {
        if (longest > 0 && took < SHORT_NANOS) {
            makeRoom(longest);
        }
    }

    private void makeRoom(long bytes) {
        if (since < Math.max(bytes, needed) || heap.free() >= bytes) {
            return;
        }
        long begun = System.nanoTime();
        heap.collect();
        took = System.nanoTime() - begun;
        needed = heap.free() < bytes ? 2 * since : HEAVY_BYTES;
        since = 0;
        longest = 0;
    }

    @Override
    public Optional<String> put(MemorySegment content) {
        return store.put(content);
    }

    @Override
    public void get(String name, MemorySegment target) throws IOException {
        store.get(name, target);
    }

    @Override
    public void remove(String name) {
        store.remove(name);
    }
}
