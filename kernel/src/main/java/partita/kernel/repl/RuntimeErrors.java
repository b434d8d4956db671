package partita.kernel.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import partita.api.ParException;
import partita.api.ParInterruptedException;
import partita.kernel.weave.CellExit;
import partita.kernel.weave.CellInterrupted;

/** Words for what a cell threw: its frames named by cell and line, the kernel's own left out, then its causes. */
final class RuntimeErrors {
    private static final int MAX_FRAMES = 30;
    private static final int MAX_FOREIGN = 8;

    private final CellMap cells;

    RuntimeErrors(CellMap cells) {
        this.cells = cells;
    }

    Failure of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        FailureReport report = new FailureReports(cells).of(thrown);
        append(lines, thrown, "", report != null, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new Failure(name(thrown), message(thrown), lines, report);
    }

    /** In brief, where a report says the rest: each exception with its first frame. */
    private void append(List<String> lines, Throwable thrown, String label, boolean brief, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        String message = message(thrown);
        lines.addAll((label + Ansi.red(name(thrown)) + (message.isEmpty() ? "" : ": " + message))
                .lines()
                .toList());
        StackTraceElement[] frames = frames(thrown);
        int last = -1;
        @Nullable String source = null;
        for (int i = 0; i < frames.length; i++) {
            if (typed(frames[i])) {
                last = i;
                source = source == null ? cells.sourceLine(frames[i]) : source;
            }
        }
        if (source != null && !source.isBlank()) {
            lines.add("  > " + source.strip());
        }
        int count = last < 0 ? Math.min(foreign(frames), MAX_FOREIGN) : last + 1;
        if (brief) {
            Arrays.stream(frames)
                    .filter(RuntimeErrors::typed)
                    .findFirst()
                    .ifPresent(frame -> lines.add("    at " + describe(cells.locate(frame))));
        } else {
            append(lines, frames, count);
            for (Throwable suppressed : thrown.getSuppressed()) {
                append(lines, suppressed, "Suppressed: ", false, seen);
            }
        }
        // an interruption has no cause that a reader could mend
        if (thrown.getCause() != null && !(thrown instanceof ParInterruptedException)) {
            append(lines, thrown.getCause(), "Caused by: ", brief, seen);
        }
    }

    private void append(List<String> lines, StackTraceElement[] frames, int count) {
        for (int i = 0; i < Math.min(count, MAX_FRAMES); i++) {
            lines.add("    at " + describe(cells.locate(frames[i])));
        }
        if (count > MAX_FRAMES) {
            lines.add("    … " + (count - MAX_FRAMES) + " more frames");
        }
    }

    /** An error of Partita's own says what is wrong; how Partita came to see it is nobody's concern. */
    private static StackTraceElement[] frames(Throwable thrown) {
        StackTraceElement[] frames = CellMap.once(thrown.getStackTrace());
        if (!(thrown instanceof ParException)) {
            return frames;
        }
        int from = 0;
        for (int i = 0; i < frames.length && !typed(frames[i]); i++) {
            if (frames[i].getClassName().startsWith("partita.")) {
                from = i + 1;
            }
        }
        return Arrays.copyOfRange(frames, from, frames.length);
    }

    /** How many frames stand above the kernel's own. */
    private static int foreign(StackTraceElement[] frames) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().startsWith("partita.kernel.")) {
                return i;
            }
        }
        return frames.length;
    }

    static boolean typed(StackTraceElement frame) {
        return frame.getClassName().startsWith("REPL.") || named(frame);
    }

    private static boolean named(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("cell [");
    }

    static String describe(StackTraceElement frame) {
        if (!named(frame)) {
            return CellMap.clean(frame.toString());
        }
        String place = frame.getFileName() + ", line " + frame.getLineNumber();
        String type = frame.getClassName();
        String owner = type.equals("notebook") ? "" : type.replace('$', '.');
        return place
                + switch (frame.getMethodName()) {
                    case "cell" -> "";
                    case "lambda" -> " (in a lambda" + (owner.isEmpty() ? "" : " of " + owner) + ")";
                    case "<init>" -> " (in the constructor of " + owner + ")";
                    case "<clinit>" -> " (in the initialiser" + (owner.isEmpty() ? "" : " of " + owner) + ")";
                    default ->
                        owner.isEmpty()
                                ? " (in method " + frame.getMethodName() + ")"
                                : " (in " + owner + "." + frame.getMethodName() + ")";
                };
    }

    static String name(Throwable thrown) {
        if (thrown instanceof CellInterrupted || thrown instanceof CellExit) {
            return thrown.getClass().getSimpleName();
        }
        return CellMap.clean(thrown.getClass().getName());
    }

    /** The message, also of an exception whose getMessage fails. */
    static String message(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : CellMap.clean(message);
        } catch (RuntimeException | StackOverflowError e) {
            return "(its getMessage() failed with " + e.getClass().getName() + ")";
        }
    }
}
