package partita.internal.pool;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.api.Outcome;
import partita.api.Results;
import partita.api.TaskException;
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
 * @param options how items are run
 * @param source knows the notebook's classes
 * @param display where the workers' output goes
 * @param owner what must live as long as a job runs or may be read, or null
 */
public record Jobs(
        Engine engine,
        JobOptions options,
        ClassSource source,
        Display display,
        @Nullable Object owner) {
    /** Longer ones are not worth waiting for. */
    private static final int LARGEST_GROUP = 1024;

    /** Where nobody knows how many there are. */
    private static final int USUAL_GROUP = 64;

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
        return single(f, all -> (R) all.getFirst());
    }

    /**
     * A task.
     *
     * @param f the task
     * @return completed with null at the end
     */
    public AsyncResult<@Nullable Void> run(Task f) {
        return this.<@Nullable Void>single(f, _ -> null);
    }

    /**
     * A function over many items, of which some may fail.
     *
     * @param <R> the results' type
     * @param xs the items
     * @param f an {@link Fn}
     * @return the outcomes to come, in order
     */
    public <R extends @Nullable Object> AsyncResult<List<Outcome<R>>> tryMap(Iterable<?> xs, Fn<?, ? extends R> f) {
        return collect(xs, f, new OutcomeList<R>(owner));
    }

    /**
     * Which of many items to keep.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param f says whether to keep one
     * @return the items that it keeps
     */
    public <A extends @Nullable Object> AsyncResult<List<A>> filter(Iterable<? extends A> xs, Fn<?, Boolean> f) {
        var given = new ArrayList<A>();
        var all = Items.of(check(xs).iterator());
        var remembered = new Items.Wrapper(all) {
            @Override
            @SuppressWarnings("unchecked") // it comes from an Iterable of these
            public @Nullable Object next() {
                Object item = super.next();
                given.add((A) item);
                return item;
            }
        };
        return launch(remembered, size(xs), f, new ListResult<>(owner, answers -> kept(given, answers)), options);
    }

    private static <A extends @Nullable Object> List<A> kept(List<A> given, List<@Nullable Object> answers) {
        var kept = new ArrayList<A>();
        for (int i = 0; i < answers.size(); i++) {
            if (!(answers.get(i) instanceof Boolean keep)) {
                var cause = new NullPointerException("the lambda gave null, where true or false was needed");
                throw new TaskException("item " + i + " failed: " + cause.getMessage(), i, given.get(i), null, cause);
            }
            if (keep) {
                kept.add(given.get(i));
            }
        }
        return Collections.unmodifiableList(kept);
    }

    /**
     * Joins many items into one.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param identity what changes nothing
     * @param f joins two
     * @return all joined
     */
    public <A extends @Nullable Object> AsyncResult<A> reduce(
            Iterable<? extends A> xs, A identity, Fn2<?, ?, ? extends A> f) {
        long total = size(check(xs));
        long share = total < 0 ? USUAL_GROUP : Math.min(LARGEST_GROUP, Math.ceilDiv(total, 4L * engine.slots()));
        int group = Math.max(2, options.chunkSize().orElse((int) share));
        var reduction = new Reduction<A>(owner, xs.iterator(), identity, group);
        long groups = total < 0 ? -1 : Math.ceilDiv(total, (long) group) + 1;
        return launch(reduction, groups, f, reduction, options.withChunkSize(1));
    }

    /**
     * A function over items whose results are read one by one.
     *
     * @param <R> the results' type
     * @param xs the items
     * @param f an {@link Fn}
     * @param ordered whether results come in the items' order
     * @return the results to come
     */
    public <R extends @Nullable Object> Results<R> lazy(Iterable<?> xs, Fn<?, ? extends R> f, boolean ordered) {
        check(xs);
        Objects.requireNonNull(f, "the function is null");
        var sizer = new ChunkSizer(options.chunkSize(), -1, engine.slots(), ItemTime.of(f));
        var lane = new Lane(xs.iterator(), sizer, ordered, engine.slots());
        var results = new LazyResults<R>(lane, owner);
        launch(lane, size(xs), sizer, f, lane, options);
        return results;
    }

    /**
     * A function once on every worker.
     *
     * @param <R> the results' type
     * @param f the function; takes nothing
     * @return what each gave
     */
    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    public <R extends @Nullable Object> AsyncResult<List<R>> everywhere(Object f) {
        Objects.requireNonNull(f, "the function is null");
        var result = new ListResult<List<R>>(owner, all -> (List<R>) all);
        var sizer = new ChunkSizer(OptionalInt.of(1), 1, 1, ItemTime.of(f));
        var items = Items.of(Collections.emptyIterator());
        begin(items, 1, sizer, f, result, options, (job, to) -> engine.broadcast(job.everywhere(), to));
        return result;
    }

    /**
     * What another library submitted.
     *
     * @param <R> the result's type
     * @param task a Callable or a Runnable
     * @param finish makes the result from what it gave
     * @return its result to come
     */
    public <R extends @Nullable Object> AsyncResult<R> submit(Object task, Function<@Nullable Object, R> finish) {
        return single(task, all -> finish.apply(all.getFirst()));
    }

    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    private <R extends @Nullable Object> AsyncResult<List<R>> list(Iterable<?> xs, Object f) {
        return start(xs, f, all -> (List<R>) all);
    }

    private <R extends @Nullable Object> AsyncResult<R> start(
            Iterable<?> xs, Object f, Function<List<@Nullable Object>, R> finish) {
        return collect(xs, f, new ListResult<>(owner, finish));
    }

    private <R extends @Nullable Object> AsyncResult<R> single(Object f, Function<List<@Nullable Object>, R> finish) {
        return launch(Items.single(null), 1, f, new ListResult<>(owner, finish), options);
    }

    private <C extends Collector> C collect(Iterable<?> xs, Object f, C collector) {
        return launch(Items.of(check(xs)), size(xs), f, collector, options);
    }

    private static <X extends Iterable<?>> X check(X xs) {
        Objects.requireNonNull(xs, "the items are null");
        if (xs instanceof Path path) {
            throw new IllegalArgumentException("the items are a Path (" + path
                    + "), which iterates over its own names: give List.of(path), or its files by Files.list(path)");
        }
        return xs;
    }

    private static long size(Iterable<?> xs) {
        return xs instanceof Collection<?> c ? c.size() : -1;
    }

    private <C extends Collector> C launch(Items items, long total, Object f, C collector, JobOptions how) {
        Objects.requireNonNull(f, "the function is null");
        var sizer = new ChunkSizer(how.chunkSize(), total, engine.slots(), ItemTime.of(f));
        return launch(items, total, sizer, f, collector, how);
    }

    @CanIgnoreReturnValue
    private <C extends Collector> C launch(
            Items items, long total, ChunkSizer sizer, Object f, C collector, JobOptions how) {
        begin(items, total, sizer, f, collector, how, engine::start);
        return collector;
    }

    private void begin(
            Items items,
            long total,
            ChunkSizer sizer,
            Object f,
            Collector collector,
            JobOptions how,
            BiFunction<Job, JobListener, Engine.Run> begin) {
        var packer = new Packer(f, source);
        Display.Cell cell = display.cell();
        var meter = new Meter(how.progress(), total, engine.slots(), cell);
        var job = new Job(packer, items, sizer, how, collector, cell, meter, source, engine.store());
        job.begun(begin.apply(job, new JobListener(job, cell)));
    }
}
