package partita.internal.pool;

import org.jspecify.annotations.Nullable;

/** Keeps what comes of a job's items. Calls come one at a time. */
interface Collector {
    /** An item gave a result. */
    void succeeded(long index, @Nullable Object value);

    /** An item failed. */
    void failed(long index, Throwable error);

    /** The job is over; a failure says why not all of it was done. */
    void ended(@Nullable Throwable failure);
}
