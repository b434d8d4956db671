package partita.api;

import java.time.Duration;

/**
 * A queue whose readers say when they are done with an item, so that others can wait until all are.
 *
 * @param <T> the items' type
 */
public interface JoinableQueue<T> extends SharedQueue<T> {
    /**
     * Says that the work on one item that was taken is done.
     *
     * @throws IllegalStateException if called more often than items were put
     */
    void taskDone();

    /**
     * Waits until {@link #taskDone()} was called for every item that was put.
     *
     * @throws ParInterruptedException if interrupted meanwhile
     */
    void join();

    /**
     * Waits until {@link #taskDone()} was called for every item that was put, for some time.
     *
     * @param limit how long
     * @return whether it was
     * @throws ParInterruptedException if interrupted meanwhile
     */
    boolean join(Duration limit);
}
