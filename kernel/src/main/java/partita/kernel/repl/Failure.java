package partita.kernel.repl;

import java.util.List;

/**
 * Why a cell failed, as Jupyter shows it.
 *
 * @param name the exception's class
 * @param message its message
 * @param traceback the lines to show
 */
public record Failure(String name, String message, List<String> traceback) {
    /** Copies the list. */
    public Failure {
        traceback = List.copyOf(traceback);
    }
}
