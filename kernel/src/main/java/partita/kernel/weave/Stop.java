package partita.kernel.weave;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether the running cell is to stop. Notebook code asks before every loop's next round and in every method it
 * enters, so a check is one read of a field. Only the thread that evaluates the cell heeds it: threads that a
 * cell started live on, as they do when a cell ends.
 */
public final class Stop {
    /** What code may take for tidying up, once it was told by an exception, before it is told again. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static volatile @Nullable Thread thread;
    private static volatile boolean asked;
    private static boolean told;
    private static long next;

    private Stop() {}

    /**
     * Called by woven code.
     *
     * @throws CellInterrupted if the calling thread is to stop
     */
    public static void check() {
        if (asked && Thread.currentThread() == thread) {
            heed();
        }
    }

    private static synchronized void heed() {
        if (!asked) {
            return;
        }
        // an interrupt that is no longer there was seen by the code: InterruptedException has told it
        boolean seen = !Thread.interrupted();
        if (!told) {
            told = true;
            next = System.nanoTime() + GRACE_NANOS;
            if (!seen) {
                throw new CellInterrupted();
            }
        } else if (System.nanoTime() - next >= 0) {
            throw new CellInterrupted();
        }
    }

    /**
     * Asks a thread to stop; asked again, it gets no more time to tidy up.
     *
     * @param cell the thread that evaluates the cell, which was interrupted before
     */
    public static synchronized void ask(Thread cell) {
        if (asked) {
            told = true;
            next = System.nanoTime();
        }
        thread = cell;
        asked = true;
    }

    /** Forgets that anybody was asked. */
    public static synchronized void clear() {
        asked = false;
        told = false;
        thread = null;
    }
}
