package partita;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import partita.api.JoinableQueue;
import partita.api.ParInterruptedException;
import partita.api.Pipe;
import partita.api.ShareableList;
import partita.api.SharedBarrier;
import partita.api.SharedBytes;
import partita.api.SharedCondition;
import partita.api.SharedDoubles;
import partita.api.SharedEvent;
import partita.api.SharedInts;
import partita.api.SharedLock;
import partita.api.SharedLongs;
import partita.api.SharedMemory;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.api.SimpleQueue;
import partita.function.Task;
import partita.internal.broker.Lent;
import partita.internal.broker.Ports;
import partita.internal.pool.Waits;
import partita.internal.shared.Memories;
import partita.internal.shared.SharedFactory;

/**
 * What a context makes for processes to talk to each other and to share. Each object lives in the process that made
 * it, and ends with it; it can be captured by a lambda, given as an argument, a result or an item of a queue, and then
 * stands for the same object there.
 */
public interface SharedFactories {
    private static SharedFactory own() {
        return new SharedFactory(Ports.own(), Lent.possible());
    }

    private static int limit(int maxSize) {
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize=" + maxSize + ": give 1 or more, or leave it out for no limit");
        }
        return maxSize;
    }

    /**
     * A queue without a limit.
     *
     * @param <T> the items' type
     * @return a new queue
     */
    default <T> SharedQueue<T> queue() {
        return own().queue(0);
    }

    /**
     * A queue with a limit.
     *
     * @param <T> the items' type
     * @param maxSize how many items it holds; who puts one more waits
     * @return a new queue
     * @throws IllegalArgumentException if maxSize is less than 1
     */
    default <T> SharedQueue<T> queue(int maxSize) {
        return own().queue(limit(maxSize));
    }

    /**
     * A queue without a limit.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new queue
     */
    default <T> SharedQueue<T> queue(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return own().queue(0);
    }

    /**
     * A queue with a limit.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @param maxSize how many items it holds; who puts one more waits
     * @return a new queue
     * @throws IllegalArgumentException if maxSize is less than 1
     */
    default <T> SharedQueue<T> queue(Class<T> type, int maxSize) {
        Objects.requireNonNull(type, "type=null");
        return own().queue(limit(maxSize));
    }

    /**
     * A queue whose readers say when they are done with an item.
     *
     * @param <T> the items' type
     * @return a new queue without a limit
     */
    default <T> JoinableQueue<T> joinableQueue() {
        return own().joinableQueue(0);
    }

    /**
     * A queue with a limit whose readers say when they are done with an item.
     *
     * @param <T> the items' type
     * @param maxSize how many items it holds; who puts one more waits
     * @return a new queue
     * @throws IllegalArgumentException if maxSize is less than 1
     */
    default <T> JoinableQueue<T> joinableQueue(int maxSize) {
        return own().joinableQueue(limit(maxSize));
    }

    /**
     * A queue whose readers say when they are done with an item.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new queue without a limit
     */
    default <T> JoinableQueue<T> joinableQueue(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return own().joinableQueue(0);
    }

    /**
     * The least of queues.
     *
     * @param <T> the items' type
     * @return a new queue without a limit
     */
    default <T> SimpleQueue<T> simpleQueue() {
        return own().simpleQueue();
    }

    /**
     * The least of queues.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new queue without a limit
     */
    default <T> SimpleQueue<T> simpleQueue(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return own().simpleQueue();
    }

    /**
     * A connection with two ends.
     *
     * @param <T> the messages' type
     * @return its ends
     */
    default <T> Pipe<T> pipe() {
        return own().pipe();
    }

    /**
     * A connection with two ends.
     *
     * @param <T> the messages' type
     * @param type the messages' type, so that {@code var} knows it
     * @return its ends
     */
    default <T> Pipe<T> pipe(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return own().pipe();
    }

    /**
     * A lock that its holder cannot take again.
     *
     * @return a new lock
     */
    default SharedLock lock() {
        return own().lock();
    }

    /**
     * A lock that its holder can take again, and gives back as often.
     *
     * @return a new lock
     */
    default SharedLock rlock() {
        return own().rlock();
    }

    /**
     * Permits, of which there can be more than at first.
     *
     * @param permits how many at first
     * @return a new semaphore
     * @throws IllegalArgumentException if permits is negative
     */
    default SharedSemaphore semaphore(int permits) {
        return own().semaphore(permits, false);
    }

    /**
     * Permits, of which there are never more than at first.
     *
     * @param permits how many
     * @return a new semaphore
     * @throws IllegalArgumentException if permits is negative
     */
    default SharedSemaphore boundedSemaphore(int permits) {
        return own().semaphore(permits, true);
    }

    /**
     * A condition with a lock of its own, which its holder can take again.
     *
     * @return a new condition
     */
    default SharedCondition condition() {
        return own().condition(rlock());
    }

    /**
     * A condition of a lock.
     *
     * @param lock the lock; several conditions may have the same
     * @return a new condition
     */
    default SharedCondition condition(SharedLock lock) {
        return own().condition(lock);
    }

    /**
     * A flag to wait for; unset.
     *
     * @return a new event
     */
    default SharedEvent event() {
        return own().event();
    }

    /**
     * A place where a number of threads meet.
     *
     * @param parties how many
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1
     */
    default SharedBarrier barrier(int parties) {
        return own().barrier(parties, null);
    }

    /**
     * A place where a number of threads meet, none of which waits longer than some time.
     *
     * @param parties how many
     * @param limit how long {@code await()} waits where it is not told; past it the barrier is broken
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1, or the limit is not positive
     */
    default SharedBarrier barrier(int parties, Duration limit) {
        return own().barrier(parties, null, limit);
    }

    /**
     * A place where a number of threads meet and something is done before they part.
     *
     * @param parties how many
     * @param action what the last to arrive does, in its own process
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1
     */
    default SharedBarrier barrier(int parties, Task action) {
        return own().barrier(parties, Objects.requireNonNull(action, "action=null: leave it out"));
    }

    /**
     * A place where a number of threads meet and something is done before they part, and none waits longer than some
     * time.
     *
     * @param parties how many
     * @param action what the last to arrive does, in its own process
     * @param limit how long {@code await()} waits where it is not told; past it the barrier is broken
     * @return a new barrier
     * @throws IllegalArgumentException if parties is less than 1, or the limit is not positive
     */
    default SharedBarrier barrier(int parties, Task action, Duration limit) {
        return own().barrier(parties, Objects.requireNonNull(action, "action=null: leave it out"), limit);
    }

    /**
     * A value: a number, a record, anything that travels.
     *
     * @param <T> its type
     * @param initial what it is at first
     * @return a new value
     */
    default <T extends @Nullable Object> SharedValue<T> value(T initial) {
        return own().value(initial);
    }

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative or they take more than 2 GB
     */
    default SharedInts ints(int n) {
        return own().ints(new int[length(n)]);
    }

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws IllegalArgumentException if they take more than 2 GB
     */
    default SharedInts ints(int[] initial) {
        return own().ints(initial);
    }

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative or they take more than 2 GB
     */
    default SharedLongs longs(int n) {
        return own().longs(new long[length(n)]);
    }

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws IllegalArgumentException if they take more than 2 GB
     */
    default SharedLongs longs(long[] initial) {
        return own().longs(initial);
    }

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative or they take more than 2 GB
     */
    default SharedDoubles doubles(int n) {
        return own().doubles(new double[length(n)]);
    }

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws IllegalArgumentException if they take more than 2 GB
     */
    default SharedDoubles doubles(double[] initial) {
        return own().doubles(initial);
    }

    /**
     * Numbers, all 0.
     *
     * @param n how many
     * @return a new array
     * @throws IllegalArgumentException if n is negative or they take more than 2 GB
     */
    default SharedBytes bytes(int n) {
        return own().bytes(new byte[length(n)]);
    }

    /**
     * Numbers.
     *
     * @param initial what they are at first; copied
     * @return a new array
     * @throws IllegalArgumentException if they take more than 2 GB
     */
    default SharedBytes bytes(byte[] initial) {
        return own().bytes(initial);
    }

    /**
     * Memory that this user's processes on this machine share, with a name that nobody else has.
     *
     * @param size in bytes
     * @return new memory, all zeros, to be unlinked when nobody is to attach it any more
     * @throws IllegalArgumentException if size is less than 1
     * @throws partita.api.EngineException if there is no room for it
     */
    default SharedMemory sharedMemory(long size) {
        return Memories.create(size);
    }

    /**
     * Memory that this user's processes on this machine share.
     *
     * @param name what others attach it by
     * @param size in bytes
     * @return new memory, all zeros, to be unlinked when nobody is to attach it any more
     * @throws IllegalArgumentException if size is less than 1, the name is none, or is taken
     * @throws partita.api.EngineException if there is no room for it
     */
    default SharedMemory sharedMemory(String name, long size) {
        return Memories.create(name, size);
    }

    /**
     * Attaches memory that this or another process of this user has made.
     *
     * @param name its name
     * @return the memory, to be closed
     * @throws java.util.NoSuchElementException if there is none of that name
     * @throws partita.api.EngineException if it cannot be mapped
     */
    default SharedMemory sharedMemory(String name) {
        return Memories.attach(name);
    }

    /**
     * A list of fixed length in shared memory.
     *
     * @param elements Integer, Long, Double, Boolean, String, byte[] or null
     * @return a new list; its memory is to be unlinked when nobody is to attach it any more
     * @throws IllegalArgumentException if an element is of another class
     * @throws partita.api.EngineException if there is no room for it
     */
    default ShareableList shareableList(@Nullable Object... elements) {
        return Memories.list(elements);
    }

    /**
     * Attaches a list that this or another process of this user has made.
     *
     * @param name the name of its memory
     * @return the list, to be closed
     * @throws java.util.NoSuchElementException if there is no memory of that name
     * @throws IllegalArgumentException if there is other memory of that name
     * @throws partita.api.EngineException if it cannot be mapped
     */
    default ShareableList attachList(String name) {
        return Memories.attachList(name);
    }

    /**
     * Waits until an item can be taken from a queue, or none will come any more. A queue is a collection too: without
     * this method its items would be taken for what to wait for.
     *
     * @param <T> the items' type
     * @param limit how long to wait
     * @param queue the queue
     * @return the queue if it is ready; nothing after the limit
     * @throws ParInterruptedException if interrupted meanwhile
     */
    default <T> List<SharedQueue<T>> awaitAny(Duration limit, SharedQueue<T> queue) {
        return Waits.any(List.of(queue), limit);
    }

    private static int length(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n=" + n + ": give how many numbers there are, 0 or more");
        }
        return n;
    }
}
