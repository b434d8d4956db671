package partita.api;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.jspecify.annotations.Nullable;

/** How a verb waits for its result. */
final class Waiting {
    private Waiting() {}

    /** The result; work that its caller no longer waits for, for whatever reason, is stopped. */
    @CanIgnoreReturnValue
    static <R extends @Nullable Object> R finish(AsyncResult<R> result) {
        result.awaited();
        try {
            return result.get();
        } catch (ParInterruptedException e) {
            result.cancel();
            throw new ParInterruptedException("interrupted while waiting for workers; the work was stopped", e);
        } finally {
            // A jshell prompt stops a thread by throwing at it, wherever it is.
            if (!result.isDone()) {
                result.cancel();
            }
        }
    }
}
