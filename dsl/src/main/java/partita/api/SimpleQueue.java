package partita.api;

/**
 * The least of queues: without a limit, and only these methods.
 *
 * @param <T> the items' type; null is refused
 */
public interface SimpleQueue<T> extends AutoCloseable {
    /**
     * Adds an item.
     *
     * @param item the item
     * @throws ClosedException if the queue is closed, or the process that keeps it has ended
     * @throws NotShippableException if the item cannot travel
     */
    void put(T item);

    /**
     * Takes the first item; waits while there is none.
     *
     * @return the item
     * @throws ClosedException if the queue is closed and empty, or the process that keeps it has ended
     * @throws ParInterruptedException if interrupted meanwhile; nothing is taken then
     */
    T get();

    /**
     * Whether there is no item.
     *
     * @return as it was a moment ago
     */
    boolean isEmpty();

    /** Says that no more items will come. */
    @Override
    void close();
}
