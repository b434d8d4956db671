package partita.internal.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Segments that are used again, since new pages are what costs. Sizes are rounded up to a power of two. Safe for use by
 * several threads.
 */
public final class SegmentPool implements AutoCloseable {
    /** Smaller ones are not worth a file each. */
    private static final long LEAST = 1L << 16;

    private static final AtomicLong COUNT = new AtomicLong();

    private final Path folder;
    private final long kept;
    private final TreeMap<Long, Deque<Segment>> free = new TreeMap<>();
    private long freeBytes;
    private boolean closed;

    /**
     * An empty pool.
     *
     * @param folder where their files are made
     * @param kept how many bytes of segments that nobody uses are kept
     */
    public SegmentPool(Path folder, long kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /**
     * Takes a segment; what is in it is anything.
     *
     * @param bytes how large it must be at least
     * @return the segment, to be given back
     * @throws IOException if there is no room for it
     * @throws IllegalStateException if this pool was closed
     */
    public Segment take(long bytes) throws IOException {
        long size = size(bytes);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the pool of shared memory was closed: folder=" + folder);
            }
            Deque<Segment> same = free.get(size);
            if (same != null) {
                Segment segment = same.pop();
                if (same.isEmpty()) {
                    free.remove(size);
                }
                freeBytes -= size;
                return segment;
            }
        }
        String name = "segment-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        return Segment.create(folder.resolve(name), size);
    }

    static long size(long bytes) {
        long least = Math.max(LEAST, bytes);
        return Math.max(least, Long.highestOneBit(least - 1) << 1);
    }

    /**
     * Gives a segment back that nobody uses any more, in no process.
     *
     * @param segment what {@link #take} gave
     * @throws IOException if it is one too many and its file cannot be removed
     */
    public void giveBack(Segment segment) throws IOException {
        synchronized (this) {
            if (!closed && freeBytes + segment.size() <= kept) {
                free.computeIfAbsent(segment.size(), _ -> new ArrayDeque<>()).push(segment);
                freeBytes += segment.size();
                return;
            }
        }
        drop(segment);
    }

    /**
     * Removes what nobody uses.
     *
     * @throws IOException if a file cannot be removed
     */
    public void trim() throws IOException {
        Map<Long, Deque<Segment>> all;
        synchronized (this) {
            all = new TreeMap<>(free);
            free.clear();
            freeBytes = 0;
        }
        for (Deque<Segment> same : all.values()) {
            for (Segment segment : same) {
                drop(segment);
            }
        }
    }

    private static void drop(Segment segment) throws IOException {
        try (segment) {
            segment.unlink();
        }
    }

    /**
     * Removes what nobody uses; what is given back later is removed then.
     *
     * @throws IOException if a file cannot be removed
     */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        trim();
    }
}
