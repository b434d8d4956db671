package partita.internal.pool;

import org.jspecify.annotations.Nullable;
import partita.spi.Engine;

/** Keeps what comes of a job's items. Calls come one at a time, but for {@link #refused}. */
interface Collector {
    /** An item gave a result. */
    void succeeded(long index, @Nullable Object value);

    /** Successive items gave results. */
    default void succeeded(long index, Object[] values) {
        for (int i = 0; i < values.length; i++) {
            succeeded(index + i, values[i]);
        }
    }

    /** An item failed. */
    void failed(long index, Throwable error);

    /** The job is over; a failure says why not all of it was done. */
    void ended(@Nullable Throwable failure);

    /** Whether code of the user's may run at the end. */
    default boolean mayRunCallbacks() {
        return false;
    }

    /** The job's run has begun; told before or after the first outcome. */
    void begun(Engine.Run run);

    /**
     * An item cannot travel. From the thread that takes the items, while outcomes of others may come from another.
     *
     * @return whether that is the item's own failure, and the others go on; if not, the job ends
     */
    default boolean refused(long index, Throwable error) {
        return false;
    }

    /** Whether nobody wants more of the job, as once it was cancelled; workers may take a moment to stop. */
    boolean settled();

    /** How much of the job's data is under way: so many bytes belong to so many items. */
    default void measured(long bytes, int items) {}
}
