package partita.internal.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;
import partita.api.TaskException;
import partita.api.TaskTimeoutException;
import partita.api.WorkerDiedException;
import partita.api.WorkerInfo;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** Makes the errors that users see: which item, where, why; frames named by cell and line. */
final class Failures {
    private static final int SHOWN = 80;
    /** Where an error is made says nothing; where it is thrown to a user, its trace is set. */
    private static final StackTraceElement[] NOWHERE = {};

    private final ClassSource source;

    Failures(ClassSource source) {
        this.source = source;
    }

    TaskException task(long index, @Nullable Object item, WorkerInfo worker, Throwable cause) {
        locate(cause);
        String where = place(cause);
        var failure = new TaskException(
                subject(index, item) + " failed on " + worker + ": " + cause + where, index, item, worker, cause);
        failure.setStackTrace(NOWHERE);
        return failure;
    }

    /** Names a trace's frames by cell and line. */
    void locate(@Nullable Throwable cause) {
        name(cause, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    WorkerDiedException died(long index, @Nullable Object item, WorkerInfo worker, int exitCode, String cause) {
        String end = exitCode == Engine.Listener.UNKNOWN_EXIT
                ? "exitCode=unknown"
                : exitCode < 0 ? "signal=" + -exitCode : "exitCode=" + exitCode;
        var died = new WorkerDiedException(
                subject(index, item) + " was lost: " + worker + " ended with " + end + " (" + cause
                        + "); the other items go on. Run the item again, or see par.retries(n)",
                worker,
                exitCode,
                item);
        died.setStackTrace(NOWHERE);
        return died;
    }

    TaskTimeoutException timedOut(long index, @Nullable Object item, WorkerInfo worker, Duration limit) {
        var late = new TaskTimeoutException(
                subject(index, item) + " took longer than timeout=" + limit + " on " + worker
                        + ", which was ended and replaced; the other items go on. Make items smaller, or allow more by"
                        + " par.timeout(...)",
                index,
                item);
        late.setStackTrace(NOWHERE);
        return late;
    }

    TaskException refused(long index, @Nullable Object item, NotShippableException cause) {
        var failure = new TaskException(
                subject(index, item) + " was not sent: " + cause.getMessage(), index, item, null, cause);
        failure.setStackTrace(NOWHERE);
        return failure;
    }

    /** The item of a failure that is no {@link TaskException}, where it is known. */
    static @Nullable Object item(Throwable error) {
        return switch (error) {
            case WorkerDiedException e -> e.item();
            case TaskTimeoutException e -> e.item();
            default -> null;
        };
    }

    private static String subject(long index, @Nullable Object item) {
        return item == null ? "item " + index : "item " + index + " (" + shown(item) + ")";
    }

    /** An item as people would know it again; a faulty {@code toString} of theirs must not hide the failure. */
    private static String shown(Object item) {
        String text;
        try {
            text = String.valueOf(item instanceof Object[] array ? Arrays.deepToString(array) : item);
        } catch (RuntimeException e) {
            text = item.getClass().getTypeName() + ", whose toString throws "
                    + e.getClass().getName();
        }
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private String place(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            String file = frame.getFileName();
            if (file != null && file.startsWith("cell [")) {
                return " at " + file + ", line " + frame.getLineNumber();
            }
        }
        return "";
    }

    private void name(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        StackTraceElement[] frames = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().contains("$$Lambda"))
                .toArray(StackTraceElement[]::new);
        for (int i = 0; i < frames.length; i++) {
            if (source.typed(frames[i].getClassName())) {
                frames[i] = source.locate(frames[i]);
            }
        }
        thrown.setStackTrace(frames);
        name(thrown.getCause(), seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            name(suppressed, seen);
        }
    }
}
