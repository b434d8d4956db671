package partita.api;

import java.util.Arrays;

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
}
