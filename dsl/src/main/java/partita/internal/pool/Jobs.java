package partita.internal.pool;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.function.Call;
import partita.function.Each;
import partita.function.Fn;
import partita.function.Fn2;
import partita.function.Task;
import partita.internal.parcel.Packer;
import partita.spi.ClassSource;
import partita.spi.Display;
import partita.spi.Engine;

/**
 * Begins jobs on an engine.
 *
 * @param engine where the work runs
 * @param chunkSize how many items make a piece of work; adaptive if not given
 * @param retries how often an item is run again whose worker died
 * @param progress what to call jobs in a bar; null for none but in a notebook, and for long jobs
 * @param source knows the notebook's classes
 * @param display where the workers' output goes
 */
public record Jobs(
        Engine engine,
        OptionalInt chunkSize,
        int retries,
        @Nullable String progress,
        ClassSource source,
        Display display) {
    /**
     * A function over many items.
     *
     * @param <R> the results' type
     * @param xs the items
     * @param f an {@link Fn}
     * @return the results to come, in order
     */
    public <R extends @Nullable Object> AsyncResult<List<R>> map(Iterable<?> xs, Fn<?, ? extends R> f) {
        return list(xs, f);
    }

    /**
     * A function of two arguments over many pairs.
     *
     * @param <R> the results' type
     * @param pairs the pairs
     * @param f the function
     * @return the results to come, in order
     */
    public <R extends @Nullable Object> AsyncResult<List<R>> starmap(
            Iterable<? extends Map.Entry<?, ?>> pairs, Fn2<?, ?, ? extends R> f) {
        Objects.requireNonNull(pairs, "pairs");
        Iterable<Object> arrays = () -> new Iterator<>() {
            private final Iterator<? extends Map.Entry<?, ?>> entries = pairs.iterator();

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Object next() {
                Map.Entry<?, ?> pair = entries.next();
                return new @Nullable Object[] {pair.getKey(), pair.getValue()};
            }
        };
        return list(arrays, f);
    }

    /**
     * Something done with many items.
     *
     * @param xs the items
     * @param f what is done
     * @return completed with null at the end
     */
    public AsyncResult<@Nullable Void> forEach(Iterable<?> xs, Each<?> f) {
        return this.<@Nullable Void>start(xs, f, _ -> null);
    }

    /**
     * A computation.
     *
     * @param <R> the result's type
     * @param f the computation
     * @return its result to come
     */
    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    public <R extends @Nullable Object> AsyncResult<R> apply(Call<? extends R> f) {
        return start(Collections.singletonList(null), f, all -> (R) all.getFirst());
    }

    /**
     * A task.
     *
     * @param f the task
     * @return completed with null at the end
     */
    public AsyncResult<@Nullable Void> run(Task f) {
        return this.<@Nullable Void>start(Collections.singletonList(null), f, _ -> null);
    }

    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    private <R extends @Nullable Object> AsyncResult<List<R>> list(Iterable<?> xs, Object f) {
        return start(xs, f, all -> (List<R>) all);
    }

    @CanIgnoreReturnValue
    private <R extends @Nullable Object> AsyncResult<R> start(
            Iterable<?> xs, Object f, Function<List<@Nullable Object>, R> finish) {
        Objects.requireNonNull(xs, "the items are null");
        Objects.requireNonNull(f, "the function is null");
        if (xs instanceof Path path) {
            throw new IllegalArgumentException("the items are a Path (" + path
                    + "), which iterates over its own names: give List.of(path), or its files by Files.list(path)");
        }
        var packer = new Packer(f, source);
        long total = xs instanceof Collection<?> c ? c.size() : -1;
        var sizer = new ChunkSizer(chunkSize, total, engine.slots());
        var result = new ListResult<>(finish);
        Display.Cell cell = display.cell();
        var meter = new Meter(progress, total, engine.slots(), cell);
        var job = new Job(packer, xs.iterator(), sizer, retries, result, cell, meter, source);
        result.begun(engine.start(job, job));
        return result;
    }
}
