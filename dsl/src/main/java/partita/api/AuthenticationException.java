package partita.api;

import org.jspecify.annotations.Nullable;

/** A connection was refused because its key is not the right one. */
public final class AuthenticationException extends ParException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public AuthenticationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
