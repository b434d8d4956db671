package partita.api;

import org.jspecify.annotations.Nullable;

/** What was used has been closed. */
public final class ClosedException extends ParException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public ClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
