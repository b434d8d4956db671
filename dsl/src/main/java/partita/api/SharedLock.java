package partita.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A lock among threads of all processes that it travels to. Those who wait get it in about
 * their order, and nobody is overtaken for longer than some milliseconds. If the process that holds it ends, the next
 * gets it and is told: by its guard, by {@link #isAbandoned()} and by a line under its cell.
 *
 * <p>Memory effects: what a holder did to shared objects before it gave the lock back is seen by the next.
 */
public interface SharedLock extends Lock {
    /**
     * Waits for the lock and takes it.
     *
     * @return gives it back when closed
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     * @throws IllegalStateException if this thread holds it already and it is no {@code rlock}
     * @throws ClosedException if the process that keeps it has ended
     */
    Guard acquire();

    /**
     * Waits for the lock, for some time, and takes it.
     *
     * @param limit how long; zero or less for not at all
     * @return gives it back when closed
     * @throws ParTimeoutException if it was not free in time
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     * @throws ClosedException if the process that keeps it has ended
     */
    Guard acquire(Duration limit);

    /**
     * Whether anybody holds it.
     *
     * @return as it was a moment ago
     */
    boolean isLocked();

    /**
     * Who holds it.
     *
     * @return as it was a moment ago; empty if nobody
     */
    Optional<Holder> owner();

    /**
     * Whether a holder's process ended in the middle of it and nobody has said since that all is repaired.
     *
     * @return true from that end to {@link #recover()}
     */
    boolean isAbandoned();

    /** Says that what the lock guards is repaired. */
    void recover();

    /**
     * Waits for the lock and takes it; can be interrupted, unlike other locks' {@code lock()}, so that a stop button
     * works.
     *
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     * @throws IllegalStateException if this thread holds it already and it is no {@code rlock}
     */
    @Override
    void lock();

    /**
     * The same as {@link #lock()}.
     *
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     */
    @Override
    void lockInterruptibly();

    /**
     * Takes the lock if it is free within a time.
     *
     * @param time how long
     * @param unit its unit
     * @return whether it is held now
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     */
    @Override
    boolean tryLock(long time, TimeUnit unit);

    /**
     * Takes the lock if it is free within a time.
     *
     * @param limit how long; zero or less for not at all
     * @return whether it is held now
     * @throws ParInterruptedException if interrupted meanwhile; the lock is not held then
     */
    boolean tryLock(Duration limit);

    /**
     * Gives the lock back.
     *
     * @throws IllegalMonitorStateException if this thread does not hold it
     */
    @Override
    void unlock();

    /**
     * Makes a condition of this lock.
     *
     * @return a new one; it travels as the lock does
     */
    @Override
    SharedCondition newCondition();
}
