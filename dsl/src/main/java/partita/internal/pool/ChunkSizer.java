package partita.internal.pool;

import java.util.OptionalInt;

/**
 * How many items make a piece of work: one at first, or a quarter of what the function's last job says, then as many as take the target time by what the items
 * before them took, growing at most fourfold at a time, and less towards the end, so that workers end together.
 */
final class ChunkSizer {
    /** Long enough to outweigh a message's cost, short enough to share out and to show progress. */
    private static final double TARGET_NANOS = 5_000_000;

    private static final double LEAST_NANOS = 100_000;
    private static final double SHORTEST_NANOS = 50;
    /** A piece at the end may hold up the job by what this part of a worker's share takes, whatever was measured before. */
    private static final long LEAST_PIECES = 32;

    private static final int MOST = 16_384;
    private static final int GROWTH = 4;

    private final OptionalInt fixed;
    private final long total;
    private final int slots;
    private final ItemTime known;
    private double itemNanos = -1;
    private long measuredNanos;
    private long measured;
    private int size = 1;
    private long given;

    /**
     * Starts with what is known.
     *
     * @param fixed the size if it is given
     * @param total how many items there are, or -1 if that is not known
     * @param slots how many pieces run at the same time
     * @param known what the function's items took; told what they take
     */
    ChunkSizer(OptionalInt fixed, long total, int slots, ItemTime known) {
        this.fixed = fixed;
        this.total = total;
        this.slots = slots;
        this.known = known;
        if (total >= 0 && known.nanos() >= 0) {
            size = Math.max(1, fitting(known.nanos()) / GROWTH);
        }
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
        return (int) Math.clamp(share, least(), size);
    }

    /** Of items that are known to be short, not so few that handing them out takes longer; a small part of all at the most. */
    private int least() {
        if (itemNanos < 0) {
            return 1;
        }
        long worth = (long) (LEAST_NANOS / Math.max(itemNanos, SHORTEST_NANOS));
        return (int) Math.clamp(Math.min(worth, total / (LEAST_PIECES * slots)), 1, size);
    }

    /** Learns what items took. */
    synchronized void measured(long nanos, int items) {
        measuredNanos += nanos;
        measured += items;
    }

    /** Learns that a piece has ended: the time to grow or shrink. */
    synchronized void pieceEnded() {
        if (measured > 0) {
            // The first items of all are slow, as code that was never run is: they are soon forgotten.
            double average = (double) measuredNanos / measured;
            itemNanos = itemNanos < 0 ? average : (itemNanos + 3 * average) / 4;
            measuredNanos = 0;
            measured = 0;
            known.is(itemNanos);
            size = Math.min(fitting(itemNanos), GROWTH * size);
        }
    }

    private static int fitting(double nanos) {
        return (int) Math.clamp((long) (TARGET_NANOS / Math.max(nanos, SHORTEST_NANOS)), 1, MOST);
    }
}
