package partita.api;

import org.jspecify.annotations.Nullable;

/** What was given cannot travel to a worker; the message names the notebook variable, captured local or value, and why. */
public final class NotShippableException extends ParException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public NotShippableException(String message, @Nullable Throwable cause) {
        super(message, cause);
        Traces.setHere(this);
    }
}
