package partita.api;

import org.jspecify.annotations.Nullable;

/** An item ran longer than {@code par.timeout(...)} allows; it was stopped. */
public final class TaskTimeoutException extends ParTimeoutException {
    private final long index;
    private final transient @Nullable Object item;

    /**
     * Makes the exception.
     *
     * @param message which item took longer than what, and what to do
     * @param index the item's position in what was given, from 0
     * @param item the item itself, or null where the work has none
     */
    public TaskTimeoutException(String message, long index, @Nullable Object item) {
        super(message, null);
        this.index = index;
        this.item = item;
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
     * The item that took too long.
     *
     * @return the item as it was given, or null where the work has none
     */
    public @Nullable Object item() {
        return item;
    }
}
