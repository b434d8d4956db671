package partita.kernel.output;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Which cell a thread belongs to: the one that it, or the thread that started it, was running. A thread that
 * belongs to none, or to all (those of the common pool), counts to the latest cell.
 */
public final class Cells {
    private final InheritableThreadLocal<@Nullable Cell> own = new InheritableThreadLocal<>();
    private volatile @Nullable Cell latest;

    /** Makes it with no cell. */
    public Cells() {}

    /**
     * Says that the calling thread now runs a cell.
     *
     * @param cell the cell
     * @param visible whether someone looks at it, so that what belongs to no cell may be shown there
     */
    public void enter(Cell cell, boolean visible) {
        own.set(cell);
        if (visible) {
            latest = cell;
        }
    }

    /** Says that the calling thread runs no cell any more. */
    public void leave() {
        own.remove();
    }

    /**
     * Runs something on the calling thread as a cell's.
     *
     * @param cell the cell
     * @param action what to run
     */
    public void run(Cell cell, Runnable action) {
        Cell before = own.get();
        own.set(cell);
        try {
            action.run();
        } finally {
            if (before == null) {
                own.remove();
            } else {
                own.set(before);
            }
        }
    }

    /**
     * The cell of the calling thread.
     *
     * @return the cell, or null while none has run yet
     */
    public @Nullable Cell current() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool()) {
            return latest;
        }
        Cell cell = own.get();
        return cell == null ? latest : cell;
    }
}
