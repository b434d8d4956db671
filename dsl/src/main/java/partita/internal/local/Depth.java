package partita.internal.local;

import java.util.concurrent.TimeUnit;

/**
 * How many pieces one worker has at a time: two, so that it has the next when it is done with one; more where pieces are
 * so short that it is done with all of them before its owner can look.
 */
final class Depth {
    /** The usual number. */
    static final int LEAST = 2;

    private static final int MOST = 32;
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    /** Pieces that grow with what was measured are longer than that after fewer: they are not to be cut ahead. */
    private static final int PATIENCE = 8;

    private int depth = LEAST;
    private int waited;
    private long since = System.nanoTime();

    int get() {
        return depth;
    }

    /** It is given a piece while it has none. */
    void begins() {
        since = System.nanoTime();
    }

    /** It is done with a piece; has it others, and would there be more? */
    void ended(boolean hasOthers, boolean more) {
        long now = System.nanoTime();
        if (now - since > SHORT_NANOS) {
            depth = Math.max(LEAST, depth / 2);
            waited = 0;
        } else if (!hasOthers && more && ++waited >= PATIENCE) {
            depth = Math.min(MOST, depth * 2);
            waited = 0;
        }
        since = now;
    }
}
