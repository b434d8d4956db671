package partita.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The traces of errors that were made on threads of which the caller knows nothing. */
final class Traces {
    private Traces() {}

    /** Makes an error's trace that of the calling thread, from the user's own code on. */
    static void setHere(ParException error) {
        StackTraceElement[] frames = new Throwable().getStackTrace();
        error.setStackTrace(Arrays.stream(frames)
                .dropWhile(frame -> frame.getClassName().startsWith("partita."))
                .toArray(StackTraceElement[]::new));
    }

    /** What a wait throws for a failure of the work, as a user sees it. */
    static RuntimeException thrown(@Nullable Throwable failure) {
        if (failure instanceof ParException e) {
            setHere(e);
        }
        if (failure instanceof RuntimeException e) {
            return e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return new EngineException("the work failed: " + failure, failure);
    }
}
