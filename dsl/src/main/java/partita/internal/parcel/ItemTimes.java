package partita.internal.parcel;

import java.util.function.LongSupplier;

/**
 * How long items take, one after the other. A clock takes as long to read as some items; so after many in a row that were
 * short and gave numbers, whose times are told as one anyway, it is read once for several of them. An item that takes long
 * all the same is noticed after the few that stand behind it at the latest.
 */
final class ItemTimes {
    private static final long SHORT_NANOS = 1_000;
    /** Once for so many at the most. */
    private static final int MOST = 8;

    /** For each that is left out, so many were short before. */
    private static final int PROOF = 16;

    private final LongSupplier clock;
    private long now;
    private int every = 1;
    private int unread;
    private int shortOnes;

    ItemTimes(LongSupplier clock) {
        this.clock = clock;
        now = clock.getAsLong();
    }

    /** When the clock was read last. */
    long now() {
        return now;
    }

    /**
     * An item has ended.
     *
     * @param exact whether the clock must be read
     * @return how long it took, and those before it for which the clock was not read; 0 if it is not read now
     */
    long ended(boolean exact) {
        unread++;
        if (unread < every && !exact) {
            return 0;
        }
        long read = clock.getAsLong();
        long nanos = read - now;
        now = read;
        shortOnes = nanos < unread * SHORT_NANOS ? Math.min(shortOnes + unread, MOST * PROOF) : 0;
        every = Math.max(1, shortOnes / PROOF);
        unread = 0;
        return nanos;
    }

    /** What was done meanwhile is no item's; nor, though it may be, are the few for which the clock was not read. */
    void skip() {
        now = clock.getAsLong();
        unread = 0;
    }
}
