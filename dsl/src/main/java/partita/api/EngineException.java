package partita.api;

import org.jspecify.annotations.Nullable;

/** The engine that runs the work could not do its part, for instance start a worker. */
public final class EngineException extends ParException {
    /**
     * Makes the exception.
     *
     * @param message what failed, where, why and what to do
     * @param cause what led to it, or null
     */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
