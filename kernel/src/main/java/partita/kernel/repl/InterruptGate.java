package partita.kernel.repl;

import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt reach the notebook's code and nothing else: the compiler reads files through channels that
 * an interrupt would close for good.
 */
final class InterruptGate {
    private boolean cellRuns;
    private boolean requested;
    private @Nullable Thread inside;

    /** A cell begins. What was asked for since it was announced still counts. */
    synchronized void begin() {
        if (!cellRuns) {
            cellRuns = true;
            requested = false;
        }
    }

    /** The cell has ended. */
    synchronized void end() {
        cellRuns = false;
    }

    /** Whether the running cell was interrupted. */
    synchronized boolean requested() {
        return requested;
    }

    /** The calling thread goes into the notebook's code. */
    synchronized void enter() {
        inside = Thread.currentThread();
        if (requested) {
            inside.interrupt();
        }
    }

    /** The calling thread comes out of the notebook's code, and must not carry an interrupt with it. */
    synchronized void leave() {
        inside = null;
        Thread.interrupted();
    }

    /** Interrupts the running cell, now or as soon as its code runs; without a cell it does nothing. */
    synchronized void interrupt() {
        if (cellRuns) {
            requested = true;
            if (inside != null) {
                inside.interrupt();
            }
        }
    }
}
