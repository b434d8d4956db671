package partita.internal.memory;

import java.util.function.BooleanSupplier;

/**
 * Looks again and again for some microseconds before a thread is put to sleep, which costs more than that; but only as
 * long as it pays: where the last waits were longer, it is tried now and then only. With one core it never pays. Used by
 * one thread.
 */
public final class Spin {
    /** About what a sleep and a wake-up cost. */
    private static final long NANOS = 30_000;

    private static final int TRUST = 4;
    /** Every so many waits that were not spun, one is, to see whether times have changed. */
    private static final int RETRY = 32;

    private final boolean possible;
    private int trust = 1;
    private int passed;

    /**
     * For one thread.
     *
     * @param cores how many cores the processes share that wait for each other
     */
    public Spin(int cores) {
        possible = cores > 1;
    }

    /**
     * Waits by looking.
     *
     * @param ready what to look at
     * @return whether it became true in time
     */
    public boolean until(BooleanSupplier ready) {
        if (ready.getAsBoolean()) {
            return true;
        }
        if (!possible || (trust == 0 && ++passed < RETRY)) {
            return false;
        }
        passed = 0;
        long end = System.nanoTime() + NANOS;
        do {
            Thread.onSpinWait();
            if (ready.getAsBoolean()) {
                trust = Math.min(TRUST, trust + 1);
                return true;
            }
        } while (System.nanoTime() < end);
        trust = Math.max(0, trust - 1);
        return false;
    }

    /**
     * Waits for a signal: by looking, where that pays, then asleep. Deaf to an interrupt.
     *
     * @param signal what to wait for
     * @param ticket what {@link Signal#ticket} gave before the caller looked whether there is something to do
     * @param nanos how long to sleep at the most
     */
    public void await(Signal signal, int ticket, long nanos) {
        if (!until(() -> signal.raisedSince(ticket))) {
            signal.awaitDeaf(ticket, nanos);
        }
    }
}
