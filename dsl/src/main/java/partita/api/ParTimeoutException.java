package partita.api;

import org.jspecify.annotations.Nullable;

/** A wait took longer than was said. */
public sealed class ParTimeoutException extends ParException permits TaskTimeoutException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public ParTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
