package partita.internal.memory;

import java.util.function.BooleanSupplier;

/**
 * Looks again and again for some microseconds before a thread is put to sleep, which costs more than that; but only as
 * long as it pays: where the last waits were longer, it is tried once in a millisecond at the most, a twentieth of the
 * time. That often it has to be: who sleeps answers late, so two who wait for each other both find that looking does not
 * pay, until one of them looks for as long as the other's waking takes. After the first looks others are let run in
 * between: a system often has both threads on one core, where the other one could not answer as long as this one looks.
 * With one core it never pays. Used by one thread at a time.
 */
public final class Spin {
    /** More than a wake-up of a core that sleeps takes mostly. */
    private static final long NANOS = 50_000;

    /** Whoever let others run for so long met one that needs the core. */
    private static final long LONG_NANOS = 200_000;

    /** An answer from another core comes within as many looks. */
    private static final int LOOKS = 16;

    private static final int TRUST = 4;
    /** So long after it was in vain it is tried again, to see whether times have changed. */
    private static final long RETRY_NANOS = 1_000_000;

    private final boolean possible;
    private int trust = 1;
    private long vain = System.nanoTime() - RETRY_NANOS;

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
        long begun = System.nanoTime();
        if (!possible || (trust == 0 && begun - vain < RETRY_NANOS)) {
            return false;
        }
        long now = begun;
        for (int looks = 0; now - begun < NANOS; looks++) {
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            if (ready.getAsBoolean()) {
                trust = Math.min(TRUST, trust + 1);
                return true;
            }
            now = System.nanoTime();
        }
        trust = now - begun > LONG_NANOS ? 0 : Math.max(0, trust - 1);
        vain = now;
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
