package partita.kernel.repl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a cell failed, as Jupyter shows it.
 *
 * @param name the exception's class
 * @param message its message
 * @param traceback the lines to show
 * @param report what is known of it, where it happened on a worker; else null
 */
public record Failure(
        String name,
        String message,
        List<String> traceback,
        @Nullable FailureReport report) {
    /** Copies the list. */
    public Failure {
        traceback = List.copyOf(traceback);
    }

    /**
     * A failure of this JVM's own.
     *
     * @param name the exception's class
     * @param message its message
     * @param traceback the lines to show
     */
    public Failure(String name, String message, List<String> traceback) {
        this(name, message, traceback, null);
    }
}
