package partita.api;

import java.time.Duration;

/**
 * Permits that threads of several processes take and give back. A permit may be given back by another process than
 * the one that took it. Those of a process that was killed come back by themselves, and who takes the first of them is
 * told; a process that ends in good order keeps what it took.
 */
public interface SharedSemaphore {
    /**
     * Waits for a permit and takes it.
     *
     * @return gives it back when closed; need not be used
     * @throws ParInterruptedException if interrupted meanwhile; no permit is taken then
     * @throws ClosedException if the process that keeps it has ended
     */
    Guard acquire();

    /**
     * Waits for a permit, for some time, and takes it.
     *
     * @param limit how long; zero or less for not at all
     * @return gives it back when closed; need not be used
     * @throws ParTimeoutException if none was there in time
     * @throws ParInterruptedException if interrupted meanwhile; no permit is taken then
     */
    Guard acquire(Duration limit);

    /**
     * Takes a permit if one is there.
     *
     * @return whether it was taken
     */
    boolean tryAcquire();

    /**
     * Takes a permit if one is there in time.
     *
     * @param limit how long to wait
     * @return whether it was taken
     * @throws ParInterruptedException if interrupted meanwhile; no permit is taken then
     */
    boolean tryAcquire(Duration limit);

    /**
     * Gives a permit back, or adds one.
     *
     * @throws IllegalStateException if it is a bounded semaphore and all its permits are there
     */
    void release();

    /**
     * How many permits are there.
     *
     * @return as it was a moment ago
     */
    int availablePermits();
}
