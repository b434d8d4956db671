package partita.internal.pool;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.api.ParInterruptedException;
import partita.api.ParTimeoutException;
import partita.api.Results;

/** What users hold of a {@link Lane}, which does not know this: where it is dropped, the lane is closed. */
final class LazyResults<R extends @Nullable Object> extends Results<R> {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Lane lane;

    @SuppressWarnings("unused") // as long as there is something to read, its pool is not to be collected
    private final @Nullable Object owner;

    LazyResults(Lane lane, @Nullable Object owner) {
        this.lane = lane;
        this.owner = owner;
        CLEANER.register(this, lane::close);
    }

    @Override
    public boolean hasNext() {
        await(-1);
        return lane.hasNext();
    }

    @Override
    public R next() {
        await(-1);
        return take();
    }

    @Override
    public R next(Duration limit) {
        if (!await(Math.max(0, limit.toNanos()))) {
            throw new ParTimeoutException(
                    "no further result after limit=" + limit + "; the work goes on: wait longer, or close() it", null);
        }
        return take();
    }

    private boolean await(long nanos) {
        try {
            return lane.await(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParInterruptedException(
                    "interrupted while waiting for a result; the work goes on: read on, or close() the results", e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the notebook's compiler checked it; R may be nullable
    private R take() {
        if (lane.settled()) {
            throw new ClosedException("these results were closed before all was read: call par.imap again", null);
        }
        if (!lane.hasNext()) {
            throw new NoSuchElementException("all results were read; call par.imap again for more");
        }
        try {
            return (R) lane.take();
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    @Override
    public void close() {
        lane.close();
    }
}
