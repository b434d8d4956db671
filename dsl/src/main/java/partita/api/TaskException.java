package partita.api;

import org.jspecify.annotations.Nullable;

/**
 * An item failed: the lambda threw, its result could not be packed, or its worker died. The cause is the
 * original exception, rebuilt in this JVM where that is possible, else a {@link RemoteException}.
 */
public final class TaskException extends ParException {
    private final long index;
    private final transient @Nullable Object item;
    private final transient @Nullable WorkerInfo worker;

    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param index the item's position in what was given, from 0
     * @param item the item itself, or null where the work has none
     * @param worker who ran it, or null where nobody did
     * @param cause what the item threw
     */
    public TaskException(
            String message, long index, @Nullable Object item, @Nullable WorkerInfo worker, Throwable cause) {
        super(message, cause);
        this.index = index;
        this.item = item;
        this.worker = worker;
    }

    /**
     * Where the item stands.
     *
     * @return its position in what was given, from 0; 0 for work without items
     */
    public long index() {
        return index;
    }

    /**
     * The item that failed.
     *
     * @return the item as it was given, or null where the work has none
     */
    public @Nullable Object item() {
        return item;
    }

    /**
     * Who ran the item.
     *
     * @return the worker, or null where no worker began it
     */
    public @Nullable WorkerInfo worker() {
        return worker;
    }
}
