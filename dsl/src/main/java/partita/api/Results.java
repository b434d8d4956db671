package partita.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@code par.imap} and {@code par.imapUnordered}, one by one. Items are taken a bounded number ahead
 * of what is read here; while nothing is read, no worker is held. They can be gone through once. Where they are
 * dropped unread, the rest is stopped; {@link #close} does so at once.
 *
 * <p>Not for several threads at a time, but that {@code close} may come from any.
 *
 * @param <R> the results' type
 */
public abstract class Results<R extends @Nullable Object> implements Iterator<R>, Iterable<R>, AutoCloseable {
    /** For those who make results; users get theirs from {@code par.imap} and its kin. */
    protected Results() {}

    /**
     * What {@code next} throws for a failure, with the trace of its caller.
     *
     * @param failure what went wrong
     * @return it, or an unchecked exception round it
     */
    protected static RuntimeException thrown(Throwable failure) {
        return Traces.thrown(failure);
    }

    /**
     * Whether there is another result or failure; waits until that is known.
     *
     * @return false once all was read, and after {@code close}
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work goes on
     */
    @Override
    public abstract boolean hasNext();

    /**
     * The next result; waits for it. After a failure of an item, the call after it gives the next one.
     *
     * @return the result
     * @throws TaskException if the item failed
     * @throws WorkerDiedException if a worker died of the item
     * @throws TaskTimeoutException if the item took longer than {@code par.timeout(...)}
     * @throws NoSuchElementException if all was read
     * @throws ClosedException if this, or the pool, was closed before all was read
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work goes on
     * @throws RuntimeException what the source of the items threw, once all that it gave before was read
     */
    @Override
    public abstract R next();

    /**
     * The next result; waits at most so long for it.
     *
     * @param limit how long to wait
     * @return the result
     * @throws ParTimeoutException if there is none after that time; the work goes on
     * @throws TaskException if the item failed
     * @throws WorkerDiedException if a worker died of the item
     * @throws NoSuchElementException if all was read
     * @throws ClosedException if this, or the pool, was closed before all was read
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work goes on
     */
    public abstract R next(Duration limit);

    /** This. */
    @Override
    public Iterator<R> iterator() {
        return this;
    }

    /**
     * The results as a stream; closing it closes this.
     *
     * @return a stream that reads from this; what fails is thrown by its last operation
     */
    public Stream<R> stream() {
        var all = Spliterators.spliteratorUnknownSize((Iterator<R>) this, Spliterator.ORDERED);
        return StreamSupport.stream(all, false).onClose(this::close);
    }

    /** Stops the rest: what waits does not begin, what runs is stopped. Does nothing the second time. */
    @Override
    public abstract void close();
}
