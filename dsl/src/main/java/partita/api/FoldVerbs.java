package partita.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.function.Fn2;

/** The verbs that sort results out: into good and bad, kept and dropped, or into one; see {@link Verbs}. */
public interface FoldVerbs {
    /**
     * Runs a function for each item; the good results survive the bad items.
     *
     * @param <A> the items' type
     * @param <R> the results' type
     * @param xs the items; one that cannot travel is a failure too
     * @param f what to do with each
     * @return what came of each, in the items' order; cannot be changed. Where a worker died or an item took too
     *     long, the failure's cause says so
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work is stopped
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    default <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> tryMap(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f) {
        return Waiting.finish(this.<A, R>tryMapAsync(xs, f));
    }

    /**
     * Begins a {@link #tryMap} and returns at once.
     *
     * @param <A> the items' type
     * @param <R> the results' type
     * @param xs the items; taken from another thread while the work goes on
     * @param f what to do with each
     * @return the outcomes to come
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<Outcome<R>>> tryMapAsync(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f);

    /**
     * Tries an array; see {@link #tryMap(Iterable, Fn)}.
     *
     * @param xs an array
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> tryMap(
            A[] xs, Fn<? super A, ? extends R> f) {
        return tryMap(Arrays.asList(xs), f);
    }

    /**
     * Tries a stream, also an IntStream, LongStream or DoubleStream; see {@link #tryMap(Iterable, Fn)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> List<Outcome<R>> tryMap(
            BaseStream<? extends A, ?> xs, Fn<? super A, ? extends R> f) {
        return tryMap(Sequences.once(xs), f);
    }

    /**
     * Tries an array of int; see {@link #tryMap(Iterable, Fn)}.
     *
     * @param xs an array of int
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> List<Outcome<R>> tryMap(int[] xs, Fn<? super Integer, ? extends R> f) {
        return tryMap(Sequences.of(xs), f);
    }

    /**
     * Tries an array of long; see {@link #tryMap(Iterable, Fn)}.
     *
     * @param xs an array of long
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> List<Outcome<R>> tryMap(long[] xs, Fn<? super Long, ? extends R> f) {
        return tryMap(Sequences.of(xs), f);
    }

    /**
     * Tries an array of double; see {@link #tryMap(Iterable, Fn)}.
     *
     * @param xs an array of double
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> List<Outcome<R>> tryMap(double[] xs, Fn<? super Double, ? extends R> f) {
        return tryMap(Sequences.of(xs), f);
    }

    /**
     * Asks for each item whether to keep it.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param f whether to keep an item
     * @return the items that it keeps, in their order, themselves and not copies; cannot be changed
     * @throws TaskException if an item failed, or f gave null for it
     * @throws WorkerDiedException if a worker died of an item
     * @throws NotShippableException if the function, a variable that it reads or an item cannot travel
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work is stopped
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    default <A extends @Nullable Object> List<A> filter(Iterable<? extends A> xs, Fn<? super A, Boolean> f) {
        return Waiting.finish(this.<A>filterAsync(xs, f));
    }

    /**
     * Begins a {@link #filter} and returns at once.
     *
     * @param <A> the items' type
     * @param xs the items; taken from another thread while the work goes on
     * @param f whether to keep an item
     * @return the items to come
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    <A extends @Nullable Object> AsyncResult<List<A>> filterAsync(Iterable<? extends A> xs, Fn<? super A, Boolean> f);

    /**
     * Filters an array; see {@link #filter(Iterable, Fn)}.
     *
     * @param xs an array
     * @param f whether to keep an item
     * @return as there
     */
    default <A extends @Nullable Object> List<A> filter(A[] xs, Fn<? super A, Boolean> f) {
        return filter(Arrays.asList(xs), f);
    }

    /**
     * Filters a stream, also an IntStream, LongStream or DoubleStream; see {@link #filter(Iterable, Fn)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f whether to keep an item
     * @return as there
     */
    default <A extends @Nullable Object> List<A> filter(BaseStream<? extends A, ?> xs, Fn<? super A, Boolean> f) {
        return filter(Sequences.once(xs), f);
    }

    /**
     * Filters an array of int; see {@link #filter(Iterable, Fn)}.
     *
     * @param xs an array of int
     * @param f whether to keep an item
     * @return as there
     */
    default List<Integer> filter(int[] xs, Fn<? super Integer, Boolean> f) {
        return filter(Sequences.of(xs), f);
    }

    /**
     * Filters an array of long; see {@link #filter(Iterable, Fn)}.
     *
     * @param xs an array of long
     * @param f whether to keep an item
     * @return as there
     */
    default List<Long> filter(long[] xs, Fn<? super Long, Boolean> f) {
        return filter(Sequences.of(xs), f);
    }

    /**
     * Filters an array of double; see {@link #filter(Iterable, Fn)}.
     *
     * @param xs an array of double
     * @param f whether to keep an item
     * @return as there
     */
    default List<Double> filter(double[] xs, Fn<? super Double, Boolean> f) {
        return filter(Sequences.of(xs), f);
    }

    /**
     * Joins all items into one, groups of neighbours at the same time: {@code reduce(words, "", (a, b) -> a + b)}.
     *
     * @param <A> the items' type
     * @param xs the items; their order is kept
     * @param identity what changes nothing when it is joined, such as 0 for a sum; the result where there are no items
     * @param f joins two neighbours; must be associative: f(f(a, b), c) is f(a, f(b, c))
     * @return all joined
     * @throws TaskException if f threw; its item is the group of neighbours, its index the group's
     * @throws WorkerDiedException if a worker died of a group
     * @throws NotShippableException if the function, a variable that it reads or an item cannot travel
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work is stopped
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    default <A extends @Nullable Object> A reduce(
            Iterable<? extends A> xs, A identity, Fn2<? super A, ? super A, ? extends A> f) {
        return Waiting.finish(this.<A>reduceAsync(xs, identity, f));
    }

    /**
     * Begins a {@link #reduce} and returns at once.
     *
     * @param <A> the items' type
     * @param xs the items; taken from another thread while the work goes on
     * @param identity what changes nothing when it is joined
     * @param f joins two neighbours; must be associative
     * @return the result to come
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    <A extends @Nullable Object> AsyncResult<A> reduceAsync(
            Iterable<? extends A> xs, A identity, Fn2<? super A, ? super A, ? extends A> f);

    /**
     * Joins all of an array; see {@link #reduce(Iterable, Object, Fn2)}.
     *
     * @param xs an array
     * @param identity what changes nothing when it is joined
     * @param f joins two neighbours
     * @return as there
     */
    default <A extends @Nullable Object> A reduce(A[] xs, A identity, Fn2<? super A, ? super A, ? extends A> f) {
        return reduce(Arrays.asList(xs), identity, f);
    }

    /**
     * Joins all of a stream, also an IntStream, LongStream or DoubleStream; see {@link #reduce(Iterable, Object, Fn2)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param identity what changes nothing when it is joined
     * @param f joins two neighbours
     * @return as there
     */
    default <A extends @Nullable Object> A reduce(
            BaseStream<? extends A, ?> xs, A identity, Fn2<? super A, ? super A, ? extends A> f) {
        return reduce(Sequences.once(xs), identity, f);
    }

    /**
     * Joins all of an array of int; see {@link #reduce(Iterable, Object, Fn2)}.
     *
     * @param xs an array of int
     * @param identity what changes nothing when it is joined
     * @param f joins two neighbours
     * @return as there
     */
    default Integer reduce(int[] xs, Integer identity, Fn2<? super Integer, ? super Integer, ? extends Integer> f) {
        return reduce(Sequences.of(xs), identity, f);
    }

    /**
     * Joins all of an array of long; see {@link #reduce(Iterable, Object, Fn2)}.
     *
     * @param xs an array of long
     * @param identity what changes nothing when it is joined
     * @param f joins two neighbours
     * @return as there
     */
    default Long reduce(long[] xs, Long identity, Fn2<? super Long, ? super Long, ? extends Long> f) {
        return reduce(Sequences.of(xs), identity, f);
    }

    /**
     * Joins all of an array of double; see {@link #reduce(Iterable, Object, Fn2)}.
     *
     * @param xs an array of double
     * @param identity what changes nothing when it is joined
     * @param f joins two neighbours
     * @return as there
     */
    default Double reduce(double[] xs, Double identity, Fn2<? super Double, ? super Double, ? extends Double> f) {
        return reduce(Sequences.of(xs), identity, f);
    }
}
