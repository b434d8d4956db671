package partita.api;

import org.jspecify.annotations.Nullable;

/** A barrier was broken while or before a party waited at it. */
public final class BarrierBrokenException extends ParException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public BarrierBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
