package partita.internal.memory;

import java.util.function.BooleanSupplier;

/**
 * Looks again and again for some microseconds before a thread is put to sleep, which costs more than that; but only as
 * long as it pays: where the last waits were longer, it is tried now and then only. With one core it never pays. After
 * the first looks others are let run in between: a system often has both threads on one core, where the other one could
 * not answer as long as this one looks. Used by one thread.
 */
public final class Spin {
    /** About what a sleep and a wake-up cost. */
    private static final long NANOS = 20_000;

    /** Whoever let others run for so long met one that needs the core. */
    private static final long LONG_NANOS = 200_000;

    /** An answer from another core comes within as many looks. */
    private static final int LOOKS = 16;

    private static final int TRUST = 4;
    /** Every so many waits that were not spun, one is, to see whether times have changed. */
    private static final int RETRY = 32;

    /** The same where that was in vain again and again. */
    private static final int LAST_RETRY = 256;

    private final boolean possible;
    private int trust = 1;
    private int retry = RETRY;
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
        if (!possible || (trust == 0 && ++passed < retry)) {
            return false;
        }
        passed = 0;
        long begun = System.nanoTime();
        long took = 0;
        for (int looks = 0; took < NANOS; looks++) {
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            if (ready.getAsBoolean()) {
                trust = Math.min(TRUST, trust + 1);
                retry = RETRY;
                return true;
            }
            took = System.nanoTime() - begun;
        }
        failed(took);
        return false;
    }

    private void failed(long took) {
        if (trust == 0) {
            retry = Math.min(LAST_RETRY, retry * 2);
        }
        trust = took > LONG_NANOS ? 0 : Math.max(0, trust - 1);
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
