package partita.api;

import java.time.Duration;
import partita.function.Task;

/**
 * Makes what processes meet at, in a manager.
 */
public interface ManagerLocks {
    /**
     * A lock that its holder cannot take again.
     *
     * @return a new lock
     * @throws ClosedException if the manager has ended
     */
    SharedLock lock();

    /**
     * A lock that its holder cannot take again. The same one for whoever asks by this name.
     *
     * @param name its name
     * @return the lock of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedLock lock(String name);

    /**
     * A lock that its holder can take again, and gives back as often.
     *
     * @return a new lock
     * @throws ClosedException if the manager has ended
     */
    SharedLock rlock();

    /**
     * A lock that its holder can take again, and gives back as often. The same one for whoever asks by this name.
     *
     * @param name its name
     * @return the lock of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedLock rlock(String name);

    /**
     * Permits, of which there can be more than at first.
     *
     * @param permits how many at first
     * @return a new semaphore
     * @throws IllegalArgumentException if permits is negative
     * @throws ClosedException if the manager has ended
     */
    SharedSemaphore semaphore(int permits);

    /**
     * Permits, of which there can be more than at first. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param permits how many at first
     * @return the semaphore of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if permits is negative
     * @throws ClosedException if the manager has ended
     */
    SharedSemaphore semaphore(String name, int permits);

    /**
     * Permits, of which there are never more than at first.
     *
     * @param permits how many
     * @return a new semaphore
     * @throws IllegalArgumentException if permits is negative
     * @throws ClosedException if the manager has ended
     */
    SharedSemaphore boundedSemaphore(int permits);

    /**
     * Permits, of which there are never more than at first. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param permits how many
     * @return the semaphore of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if permits is negative
     * @throws ClosedException if the manager has ended
     */
    SharedSemaphore boundedSemaphore(String name, int permits);

    /**
     * A condition with a lock of its own, which its holder can take again.
     *
     * @return a new condition
     * @throws ClosedException if the manager has ended
     */
    SharedCondition condition();

    /**
     * A condition with a lock of its own, which its holder can take again. The same one for whoever asks by this name.
     *
     * @param name its name
     * @return the condition of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedCondition condition(String name);

    /**
     * A condition of a lock.
     *
     * @param lock the lock; several conditions may have the same
     * @return a new condition, kept where the lock is
     * @throws ClosedException if the manager has ended
     */
    SharedCondition condition(SharedLock lock);

    /**
     * A flag to wait for; unset.
     *
     * @return a new event
     * @throws ClosedException if the manager has ended
     */
    SharedEvent event();

    /**
     * A flag to wait for; unset. The same one for whoever asks by this name.
     *
     * @param name its name
     * @return the event of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedEvent event(String name);

    /**
     * A place where a number of threads meet.
     *
     * @param parties how many
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1
     * @throws ClosedException if the manager has ended
     */
    SharedBarrier barrier(int parties);

    /**
     * A place where a number of threads meet, none of which waits longer than some time.
     *
     * @param parties how many
     * @param limit how long {@code await()} waits where it is not told; past it the barrier is broken
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1, or the limit is not positive
     * @throws ClosedException if the manager has ended
     */
    SharedBarrier barrier(int parties, Duration limit);

    /**
     * A place where a number of threads meet and something is done before they part.
     *
     * @param parties how many
     * @param action what the last to arrive does, in its own process
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1
     * @throws ClosedException if the manager has ended
     */
    SharedBarrier barrier(int parties, Task action);

    /**
     * A place where a number of threads meet and something is done before they part, and none waits longer than some
     * time.
     *
     * @param parties how many
     * @param action what the last to arrive does, in its own process
     * @param limit how long {@code await()} waits where it is not told; past it the barrier is broken
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1, or the limit is not positive
     * @throws ClosedException if the manager has ended
     */
    SharedBarrier barrier(int parties, Task action, Duration limit);

    /**
     * A place where a number of threads meet. The same one for whoever asks by this name.
     *
     * @param name its name
     * @param parties how many
     * @return the barrier of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if parties is less than 1
     * @throws ClosedException if the manager has ended
     */
    SharedBarrier barrier(String name, int parties);
}
