package partita.kernel.weave;

import java.util.Arrays;

/**
 * Ends a cell that was interrupted. An error, so that a notebook's {@code catch (Exception e)} lets it pass.
 */
public final class CellInterrupted extends Error {
    CellInterrupted() {
        super("the cell was interrupted");
        setStackTrace(withoutOurs(getStackTrace()));
    }

    static StackTraceElement[] withoutOurs(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .dropWhile(frame -> frame.getClassName().startsWith("partita.kernel.weave."))
                .toArray(StackTraceElement[]::new);
    }
}
