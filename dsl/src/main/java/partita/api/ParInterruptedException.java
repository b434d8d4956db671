package partita.api;

import org.jspecify.annotations.Nullable;

/** A wait was interrupted; the interrupt flag of the waiting thread is set again. */
public final class ParInterruptedException extends ParException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public ParInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
