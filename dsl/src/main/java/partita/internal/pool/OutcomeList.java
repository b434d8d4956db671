package partita.internal.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.Outcome;
import partita.api.TaskException;

/** What came of each item, good or bad, in the items' order. */
final class OutcomeList<R extends @Nullable Object> extends ListResult<List<Outcome<R>>> {
    @SuppressWarnings("unchecked") // outcomes alone are put into it
    OutcomeList(@Nullable Object owner) {
        super(owner, all -> (List<Outcome<R>>) (List<?>) all);
    }

    @Override
    @SuppressWarnings("NullAway") // a result may be null
    public synchronized void succeeded(long index, @Nullable Object value) {
        put(index, new Outcome.Success<@Nullable Object>(value));
    }

    @Override
    public synchronized void failed(long index, Throwable error) {
        put(index, new Outcome.Failure<>(asTask(index, error)));
    }

    @Override
    public boolean refused(long index, Throwable error) {
        failed(index, error);
        return true;
    }

    private static TaskException asTask(long index, Throwable error) {
        if (error instanceof TaskException e) {
            return e;
        }
        var failure = new TaskException(String.valueOf(error.getMessage()), index, Failures.item(error), null, error);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
