package partita.api;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A queue among threads of several processes: first in, first out, any number of writers and readers. It lives with
 * the process that made it, and survives the end of any other. An item is in it once {@code put} has returned, and is
 * copied on its way: what a reader does to it the writer does not see.
 *
 * @param <T> the items' type; null is refused: to say that no more will come, call {@link #close()}
 */
public interface SharedQueue<T> extends BlockingQueue<T>, Awaitable, AutoCloseable {
    /**
     * Adds an item; waits while the queue is full.
     *
     * @param item the item
     * @throws ClosedException if the queue is closed, or the process that keeps it has ended
     * @throws ParInterruptedException if interrupted meanwhile; the item is not added then
     * @throws NotShippableException if the item cannot travel
     */
    @Override
    void put(T item);

    /**
     * Adds an item; waits while the queue is full, for some time.
     *
     * @param item the item
     * @param limit how long
     * @throws ParTimeoutException if the queue stays full; the item is not added then
     * @throws ClosedException if the queue is closed, or the process that keeps it has ended
     * @throws ParInterruptedException if interrupted meanwhile; the item is not added then
     * @throws NotShippableException if the item cannot travel
     */
    void put(T item, Duration limit);

    /**
     * Takes the first item; waits while there is none.
     *
     * @return the item
     * @throws ClosedException if the queue is closed and empty, or the process that keeps it has ended
     * @throws ParInterruptedException if interrupted meanwhile; nothing is taken then
     */
    T get();

    /**
     * Takes the first item; waits while there is none, for some time.
     *
     * @param limit how long; zero or less for not at all
     * @return the item
     * @throws ParTimeoutException if the queue stays empty
     * @throws ClosedException if the queue is closed and empty, or the process that keeps it has ended
     * @throws ParInterruptedException if interrupted meanwhile; nothing is taken then
     */
    T get(Duration limit);

    /**
     * The same as {@link #get()}.
     *
     * @return the item
     */
    @Override
    T take();

    @Override
    boolean offer(T item, long time, TimeUnit unit);

    @Override
    T poll(long time, TimeUnit unit);

    /**
     * How many items are in the queue: exact at the moment when it is asked.
     *
     * @return their number
     */
    @Override
    int size();

    /**
     * Takes until the queue is closed and empty; for one {@code for} loop.
     *
     * @return the items, each taken when the loop comes to it
     */
    Iterable<T> items();

    /** Says that no more items will come; those that are in it can still be taken. */
    @Override
    void close();
}
