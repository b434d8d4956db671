package partita.kernel.repl;

import org.jspecify.annotations.Nullable;
import partita.kernel.weave.Stop;

/**
 * Lets an interrupt reach the notebook's code and nothing else: the compiler reads files through channels that
 * an interrupt would close for good. An interrupt that comes after a cell was announced stops that cell, also
 * where Java has not even started. Safe for use by many threads.
 */
public final class Interrupts {
    private boolean announced;
    private boolean requested;
    /** Whether the code that runs is a cell's, not the kernel's own warm-up. */
    private boolean cellRuns;

    private @Nullable Thread inside;

    /** For a kernel in which no cell runs yet. */
    public Interrupts() {}

    /** Says that a cell is about to run: an interrupt from now on is meant for it. */
    public synchronized void announce() {
        announced = true;
        requested = false;
    }

    /** Says that the announced cell has ended: an interrupt from now on is meant for nobody. */
    public synchronized void end() {
        announced = false;
        requested = false;
        Stop.clear();
    }

    /** Interrupts the announced cell, now or as soon as its code runs; without one it does nothing. */
    public synchronized void interrupt() {
        if (announced) {
            requested = true;
            if (cellRuns && inside != null) {
                stop(inside);
            }
        }
    }

    /**
     * What the cell's code is doing.
     *
     * @return the frames of the thread inside it, the innermost first; none while no code runs
     */
    public StackTraceElement[] frames() {
        @Nullable Thread thread;
        synchronized (this) {
            thread = inside;
        }
        return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    }

    /** A cell begins on the calling thread. Answers whether nobody had announced it. */
    synchronized boolean begin() {
        boolean alone = !announced;
        if (alone) {
            announce();
        }
        cellRuns = true;
        return alone;
    }

    /** The cell's last code has run; {@code alone} is what its beginning answered. */
    synchronized void finish(boolean alone) {
        cellRuns = false;
        if (alone) {
            end();
        }
    }

    /** Whether the running cell was interrupted. */
    synchronized boolean requested() {
        return cellRuns && requested;
    }

    /** The calling thread goes into the notebook's code. */
    synchronized void enter() {
        inside = Thread.currentThread();
        if (requested()) {
            stop(inside);
        }
    }

    /** The calling thread comes out of the notebook's code, and must not carry an interrupt with it. */
    synchronized void leave() {
        inside = null;
        Stop.clear();
        Thread.interrupted();
    }

    private static void stop(Thread thread) {
        // in this order: a check tells by the interrupt that is still there that the code knows of nothing yet
        thread.interrupt();
        Stop.ask(thread);
    }
}
