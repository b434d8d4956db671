package partita.api;

import java.time.Duration;

/**
 * A place where a number of threads of several processes meet, again and again. It breaks, for all, when one gives up
 * waiting, its process is killed, or the action fails.
 */
public interface SharedBarrier {
    /**
     * Waits until all have arrived; no longer than the barrier was made to, if it was.
     *
     * @return in which place this one arrived, from 0
     * @throws BarrierBrokenException if it is broken, breaks meanwhile, or not all arrived in time
     * @throws ParInterruptedException if interrupted meanwhile, which breaks it
     * @throws ClosedException if the process that keeps it has ended
     */
    int await();

    /**
     * Waits until all have arrived, for some time.
     *
     * @param limit how long; past it the barrier is broken
     * @return in which place this one arrived, from 0
     * @throws BarrierBrokenException if it is broken, breaks meanwhile, or not all arrived in time
     * @throws ParInterruptedException if interrupted meanwhile, which breaks it
     */
    int await(Duration limit);

    /** Makes it as new; those who wait get a BarrierBrokenException. */
    void reset();

    /** Breaks it; those who wait, or come later, get a BarrierBrokenException. */
    void abort();

    /**
     * Whether it is broken.
     *
     * @return true until {@link #reset()}
     */
    boolean isBroken();

    /**
     * How many wait.
     *
     * @return as it was a moment ago
     */
    int waiting();

    /**
     * How many have to meet.
     *
     * @return what it was made for
     */
    int parties();
}
