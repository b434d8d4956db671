package partita.api;

import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import partita.function.Call;

/**
 * A condition among threads of several processes: who holds its lock can wait for a signal, without the lock while it
 * waits. Every wait begins and ends with the lock held as often as before.
 */
public interface SharedCondition extends Condition {
    /**
     * Takes the condition's lock.
     *
     * @return gives it back when closed
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     */
    Guard acquire();

    /**
     * Takes the condition's lock, if that comes free in time.
     *
     * @param limit how long to wait
     * @return gives it back when closed
     * @throws ParTimeoutException if it was not free in time
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     */
    Guard acquire(Duration limit);

    /**
     * Waits for a signal.
     *
     * @throws ParInterruptedException if interrupted meanwhile; the lock is held again
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    void await();

    /**
     * Waits for a signal, for some time.
     *
     * @param limit how long
     * @return whether one came
     * @throws ParInterruptedException if interrupted meanwhile; the lock is held again
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    boolean await(Duration limit);

    /**
     * Waits until something is so; looked at now and after every signal, with the lock held.
     *
     * @param is whether it is so
     * @throws ParInterruptedException if interrupted meanwhile; the lock is held again
     */
    void awaitUntil(Call<Boolean> is);

    /**
     * Waits until something is so, for some time.
     *
     * @param is whether it is so
     * @param limit how long
     * @return whether it is so
     * @throws ParInterruptedException if interrupted meanwhile; the lock is held again
     */
    boolean awaitUntil(Call<Boolean> is, Duration limit);

    @Override
    boolean await(long time, TimeUnit unit);

    @Override
    long awaitNanos(long nanos);

    @Override
    boolean awaitUntil(Date deadline);

    /**
     * Wakes some of those who wait, the longest waiting first.
     *
     * @param n how many at most
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     * @throws IllegalArgumentException if n is negative
     */
    void signal(int n);
}
