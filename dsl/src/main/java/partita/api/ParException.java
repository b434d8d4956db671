package partita.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of all that Partita throws for reasons of its own. Unchecked, so that a notebook needs no
 * {@code throws}. Every message says what failed, where, why and what to do.
 */
public abstract sealed class ParException extends RuntimeException
        permits TaskException,
                WorkerDiedException,
                NotShippableException,
                ParTimeoutException,
                ParInterruptedException,
                ClosedException,
                BarrierBrokenException,
                AuthenticationException,
                EngineException {
    ParException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
