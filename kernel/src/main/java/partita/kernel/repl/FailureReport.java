package partita.kernel.repl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of work that failed on a worker.
 *
 * @param title what happened, in a few words
 * @param facts names and values: item, worker, cause
 * @param frames where it happened, in the notebook's terms, the innermost first
 * @param trace the whole trace from the worker, or null where there is none
 * @param more what else failed, one line each: the first few
 * @param moreCount how many more items failed
 */
public record FailureReport(
        String title,
        List<Fact> facts,
        List<Frame> frames,
        @Nullable String trace,
        List<String> more,
        int moreCount) {
    /** Copies the lists. */
    public FailureReport {
        facts = List.copyOf(facts);
        frames = List.copyOf(frames);
        more = List.copyOf(more);
    }

    /**
     * One thing that is known.
     *
     * @param name what it is
     * @param value its value
     */
    public record Fact(String name, String value) {}

    /**
     * One frame of a cell's code.
     *
     * @param place cell and line
     * @param source the line as it was typed, or null where it is not known
     */
    public record Frame(String place, @Nullable String source) {}
}
