package partita.kernel.repl;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.RemoteException;
import partita.api.TaskException;
import partita.api.WorkerDiedException;
import partita.kernel.repl.FailureReport.Fact;
import partita.kernel.repl.FailureReport.Frame;

/** Reports of what failed on workers, from the exceptions that tell of it. */
final class FailureReports {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ITEM = 300;
    private static final int MAX_FRAMES = 10;
    private static final int MAX_MORE = 5;

    private final CellMap cells;

    FailureReports(CellMap cells) {
        this.cells = cells;
    }

    /** The report of a failure of a worker's, which may be a cause of what was thrown; else null. */
    @Nullable
    FailureReport of(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
            if (at instanceof TaskException task) {
                return task(task);
            }
            if (at instanceof WorkerDiedException died) {
                return died(died);
            }
            at = at.getCause();
        }
        return null;
    }

    private FailureReport task(TaskException task) {
        Throwable cause = task.getCause() == null ? task : task.getCause();
        List<Fact> facts = new ArrayList<>();
        if (task.item() != null) {
            facts.add(new Fact("item", text(task.item())));
        }
        facts.add(new Fact("index", Long.toString(task.index())));
        if (task.worker() != null) {
            facts.add(new Fact("worker", task.worker().toString()));
        }
        facts.add(new Fact("cause", named(cause)));
        for (Throwable deeper = cause.getCause(); deeper != null && facts.size() < MAX_DEPTH; ) {
            facts.add(new Fact("caused by", named(deeper)));
            deeper = deeper.getCause();
        }
        return report("Item " + task.index() + " failed", facts, frames(cause), trace(cause), task);
    }

    private FailureReport died(WorkerDiedException died) {
        List<Fact> facts = new ArrayList<>();
        if (died.item() != null) {
            facts.add(new Fact("item", text(died.item())));
        }
        facts.add(new Fact("worker", "pid=" + died.pid()));
        facts.add(
                died.exitCode() < 0
                        ? new Fact("signal", Integer.toString(-died.exitCode()))
                        : new Fact("exit code", Integer.toString(died.exitCode())));
        facts.add(new Fact("what happened", RuntimeErrors.message(died)));
        return report("A worker died", facts, List.of(), null, died);
    }

    private static FailureReport report(
            String title, List<Fact> facts, List<Frame> frames, @Nullable String trace, Throwable failure) {
        List<String> more = Arrays.stream(failure.getSuppressed())
                .filter(other -> other instanceof TaskException || other instanceof WorkerDiedException)
                .map(RuntimeErrors::message)
                .toList();
        return new FailureReport(
                title, facts, frames, trace, more.stream().limit(MAX_MORE).toList(), more.size());
    }

    /** The cause's frames that were typed; they name their cells already, or do so now. */
    private List<Frame> frames(Throwable cause) {
        List<Frame> frames = new ArrayList<>();
        int repeated = 0;
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (!RuntimeErrors.typed(frame)) {
                continue;
            }
            Frame named = new Frame(RuntimeErrors.describe(cells.locate(frame)), source(frame));
            if (!frames.isEmpty() && named.equals(frames.getLast())) {
                repeated++;
                continue;
            }
            sayRepeated(frames, repeated);
            repeated = 0;
            if (frames.size() == MAX_FRAMES) {
                return frames;
            }
            frames.add(named);
        }
        sayRepeated(frames, repeated);
        return frames;
    }

    /** A recursion without end would fill the card with one line. */
    private static void sayRepeated(List<Frame> frames, int repeated) {
        if (repeated > 0) {
            Frame last = frames.removeLast();
            frames.add(new Frame(last.place() + ", " + (repeated + 1) + " times", last.source()));
        }
    }

    private @Nullable String source(StackTraceElement frame) {
        String line = cells.sourceLine(frame);
        return line == null || line.isBlank() ? null : line.strip();
    }

    private String trace(Throwable cause) {
        if (cause instanceof RemoteException remote) {
            return cells.locateIn(remote.remoteTrace());
        }
        StringWriter text = new StringWriter();
        try {
            cause.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) {
            text.append("(its trace cannot be printed: ")
                    .append(e.getClass().getName())
                    .append(")");
        }
        return CellMap.clean(cells.locateIn(text.toString()));
    }

    private static String named(Throwable thrown) {
        // its message begins with the name of the class that it stands for
        if (thrown instanceof RemoteException) {
            return RuntimeErrors.message(thrown);
        }
        String message = RuntimeErrors.message(thrown);
        return RuntimeErrors.name(thrown) + (message.isEmpty() ? "" : ": " + message);
    }

    /** An item as people would know it again; its own toString may fail. */
    private static String text(Object item) {
        String text;
        try {
            text = CellMap.clean(item instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(item));
        } catch (RuntimeException | StackOverflowError e) {
            text = "(its toString() failed with " + e.getClass().getName() + ")";
        }
        return text.length() <= MAX_ITEM ? text : text.substring(0, MAX_ITEM) + "…";
    }
}
