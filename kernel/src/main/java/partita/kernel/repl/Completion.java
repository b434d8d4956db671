package partita.kernel.repl;

import java.util.List;

/**
 * What may stand at the cursor.
 *
 * @param matches texts that may replace the range, the likely ones first
 * @param start where the range begins, in UTF-16 units
 * @param end where the range ends, in UTF-16 units
 */
public record Completion(List<String> matches, int start, int end) {
    /** Copies the list. */
    public Completion {
        matches = List.copyOf(matches);
    }
}
