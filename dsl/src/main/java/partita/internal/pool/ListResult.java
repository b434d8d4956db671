package partita.internal.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.spi.Engine;

/** Results in the items' order; the failure with the lowest index counts, the others are suppressed in it. */
class ListResult<R extends @Nullable Object> extends AsyncResult<R> implements Collector {
    /** More failures than these are counted, not kept. */
    private static final int KEPT_FAILURES = 100;

    private final Function<List<@Nullable Object>, R> finish;
    private final ArrayList<@Nullable Object> results = new ArrayList<>();
    private final TreeMap<Long, Throwable> failures = new TreeMap<>();

    @SuppressWarnings("unused") // as long as a result may come, its pool is not to be collected
    private volatile @Nullable Object owner;

    private volatile Engine.@Nullable Run run;

    /**
     * Waits for outcomes.
     *
     * @param owner what must live until the end, or null
     * @param finish makes the result from the list of all
     */
    ListResult(@Nullable Object owner, Function<List<@Nullable Object>, R> finish) {
        this.owner = owner;
        this.finish = finish;
    }

    @Override
    public void begun(Engine.Run started) {
        run = started;
        if (isCancelled()) {
            started.cancel();
        }
    }

    @Override
    public boolean mayRunCallbacks() {
        return !isAwaited();
    }

    @Override
    public void succeeded(long index, @Nullable Object value) {
        put(index, value);
    }

    @Override
    public void succeeded(long index, Object[] values) {
        results.ensureCapacity((int) index + values.length);
        Collector.super.succeeded(index, values);
    }

    /** Keeps what is given for an item. */
    final void put(long index, @Nullable Object value) {
        while (results.size() <= index) {
            results.add(null);
        }
        results.set((int) index, value);
    }

    @Override
    public void failed(long index, Throwable error) {
        failures.put(index, error);
        if (failures.size() > KEPT_FAILURES) {
            failures.pollLastEntry();
        }
    }

    @Override
    public void ended(@Nullable Throwable failure) {
        owner = null;
        if (failure instanceof CancellationException && isCancelled()) {
            return;
        }
        Throwable first = failure;
        if (first == null && failures.isEmpty()) {
            first = finished();
            if (first == null) {
                return;
            }
        } else if (first == null) {
            first = failures.pollFirstEntry().getValue();
        }
        for (Throwable other : failures.values()) {
            if (other != first) {
                first.addSuppressed(other);
            }
        }
        fail(first);
    }

    /** Gives the result; or what went wrong while it was made. */
    private @Nullable Throwable finished() {
        R value;
        try {
            value = finish.apply(Collections.unmodifiableList(results));
        } catch (RuntimeException e) {
            return e;
        }
        succeed(value);
        return null;
    }

    @Override
    protected void help() {
        Engine.Run started = run;
        if (started != null) {
            started.help(this::isDone);
        }
    }

    @Override
    public boolean settled() {
        return isDone();
    }

    @Override
    protected void stop() {
        Engine.Run started = run;
        if (started != null) {
            started.cancel();
        }
    }
}
