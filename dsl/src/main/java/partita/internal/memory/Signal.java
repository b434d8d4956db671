package partita.internal.memory;

import java.lang.foreign.MemorySegment;

/**
 * Tells processes that something in shared memory has changed. Who waits takes a ticket first, then looks whether what
 * it waits for is there, and only then waits: whatever is told after the ticket ends the wait. Nobody who dies here
 * stops others: one that waited leaves a mark that costs needless calls, no more.
 *
 * <pre>
 *  int ticket = signal.ticket();          change what others see;
 *  if (nothing to do) {                   signal.raise();
 *      signal.await(ticket, nanos);
 *  }
 * </pre>
 */
public final class Signal {
    /** How much memory one takes: a line of the cache, so that neighbours do not disturb each other. */
    public static final int BYTES = 64;

    /** A wait in native code is deaf to an interrupt. */
    private static final long SLICE_NANOS = 100_000_000;

    private static final int COUNT = 0;
    private static final int WAITERS = 4;

    private final MemorySegment memory;
    private final long at;

    /**
     * One in memory that was zero to begin with.
     *
     * @param memory mapped memory
     * @param at where its {@link #BYTES} begin; a multiple of 8
     */
    public Signal(MemorySegment memory, long at) {
        this.memory = memory;
        this.at = at;
    }

    /**
     * Begins to wait.
     *
     * @return what {@link #await} needs
     */
    public int ticket() {
        return Words.getInt(memory, at + COUNT);
    }

    /**
     * Whether something was told.
     *
     * @param ticket since this was taken
     * @return true if a wait with it would return at once
     */
    public boolean raisedSince(int ticket) {
        return ticket() != ticket;
    }

    /** Tells all who wait; without a call of the system where nobody does. */
    public void raise() {
        Words.addInt(memory, at + COUNT, 1);
        if (Words.getInt(memory, at + WAITERS) != 0) {
            Futex.wake(memory, at + COUNT, Integer.MAX_VALUE);
        }
    }

    /**
     * Waits until something is told, but no longer than given, nor than 100 ms, nor on once this thread is interrupted.
     *
     * @param ticket what {@link #ticket} gave before the caller looked
     * @param nanos how long to wait at the most
     * @return whether something was told
     */
    public boolean await(int ticket, long nanos) {
        return !Thread.currentThread().isInterrupted() && awaitDeaf(ticket, Math.min(nanos, SLICE_NANOS));
    }

    /**
     * Waits as {@link #await}, for a thread that nobody interrupts.
     *
     * @param ticket what {@link #ticket} gave before the caller looked
     * @param nanos how long to wait at the most
     * @return whether something was told
     */
    public boolean awaitDeaf(int ticket, long nanos) {
        if (raisedSince(ticket)) {
            return true;
        }
        Words.addInt(memory, at + WAITERS, 1);
        try {
            Futex.await(memory, at + COUNT, ticket, nanos);
        } finally {
            Words.addInt(memory, at + WAITERS, -1);
        }
        return raisedSince(ticket);
    }
}
