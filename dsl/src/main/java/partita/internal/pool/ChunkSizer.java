package partita.internal.pool;

import java.util.OptionalInt;

/**
 * How many items make a piece of work: one at first, then as many as take the target time by what the items
 * before them took, growing at most fourfold at a time, and less towards the end, so that workers end together.
 */
final class ChunkSizer {
    /** Long enough to outweigh a message's cost, short enough to share out and to show progress. */
    private static final double TARGET_NANOS = 5_000_000;

    private static final int MOST = 16_384;

    private final OptionalInt fixed;
    private final long total;
    private final int slots;
    private double itemNanos = -1;
    private long measuredNanos;
    private long measured;
    private int size = 1;
    private long given;

    /**
     * Starts with single items.
     *
     * @param fixed the size if it is given
     * @param total how many items there are, or -1 if that is not known
     * @param slots how many pieces run at the same time
     */
    ChunkSizer(OptionalInt fixed, long total, int slots) {
        this.fixed = fixed;
        this.total = total;
        this.slots = slots;
    }

    synchronized int next() {
        int next = fixed.orElseGet(this::adapted);
        given += next;
        return next;
    }

    /** How many items would make a piece if there were many. */
    synchronized int size() {
        return fixed.orElse(size);
    }

    private int adapted() {
        if (total < 0) {
            return size;
        }
        // Two pieces wait at each worker; the rest is shared out in ever smaller ones.
        long share = Math.ceilDiv(Math.max(1, total - given), 3L * slots);
        return (int) Math.clamp(share, 1, size);
    }

    /** Learns what an item took. */
    synchronized void measured(long nanos) {
        measuredNanos += nanos;
        measured++;
    }

    /** Learns that a piece has ended: the time to grow or shrink. */
    synchronized void pieceEnded() {
        if (measured > 0) {
            // The first items of all are slow, as code that was never run is: they are soon forgotten.
            double average = (double) measuredNanos / measured;
            itemNanos = itemNanos < 0 ? average : (itemNanos + 3 * average) / 4;
            measuredNanos = 0;
            measured = 0;
            long wanted = (long) (TARGET_NANOS / Math.max(itemNanos, 50));
            size = (int) Math.clamp(wanted, 1, Math.min(MOST, 4L * size));
        }
    }
}
