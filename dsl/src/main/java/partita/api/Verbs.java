package partita.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import partita.function.Call;
import partita.function.Each;
import partita.function.Fn;
import partita.function.Fn2;
import partita.function.Task;

/**
 * What can be done with many items, or once, on workers: by {@code par} on its shared pool, by a pool on its own.
 *
 * <p>Each lambda travels with the methods, classes and notebook variables that it reaches, the variables by value
 * as they are when the verb is called. Results come in the items' order. All items are run even if some fail; then
 * the failure with the lowest index is thrown, the others suppressed in it.
 *
 * <p>Memory effects: what an item does is seen by nobody but through its result.
 */
public interface Verbs {
    /**
     * Runs a function for each item and gives the results in the items' order.
     *
     * @param <A> the items' type
     * @param <R> the results' type
     * @param xs the items; taken one after the other while there is room for work
     * @param f what to do with each
     * @return the results, as many as the items; cannot be changed
     * @throws TaskException if an item failed
     * @throws WorkerDiedException if a worker died of an item
     * @throws NotShippableException if the function, a variable that it reads or an item cannot travel
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work is stopped
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    default <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f) {
        return Waiting.finish(mapAsync(xs, f));
    }

    /**
     * Runs a function over an array; see {@link #map(Iterable, Fn)}.
     *
     * @param xs an array
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> List<R> map(A[] xs, Fn<? super A, ? extends R> f) {
        return map(Arrays.asList(xs), f);
    }

    /**
     * Runs a function over a stream, also an IntStream, LongStream or DoubleStream; see {@link #map(Iterable, Fn)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            BaseStream<? extends A, ?> xs, Fn<? super A, ? extends R> f) {
        return map(Sequences.once(xs), f);
    }

    /**
     * Runs a function over an array of int; see {@link #map(Iterable, Fn)}.
     *
     * @param xs an array of int
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> List<R> map(int[] xs, Fn<? super Integer, ? extends R> f) {
        return map(Sequences.of(xs), f);
    }

    /**
     * Runs a function over an array of long; see {@link #map(Iterable, Fn)}.
     *
     * @param xs an array of long
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> List<R> map(long[] xs, Fn<? super Long, ? extends R> f) {
        return map(Sequences.of(xs), f);
    }

    /**
     * Runs a function over an array of double; see {@link #map(Iterable, Fn)}.
     *
     * @param xs an array of double
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> List<R> map(double[] xs, Fn<? super Double, ? extends R> f) {
        return map(Sequences.of(xs), f);
    }

    /**
     * Runs a function for the first items of both, the second ones, and so on, until one has no more.
     *
     * @param <A> the first items' type
     * @param <B> the second items' type
     * @param <R> the results' type
     * @param xs the first arguments
     * @param ys the second arguments
     * @param f what to do with each pair
     * @return the results in the items' order; cannot be changed
     * @throws TaskException if an item failed; its item is the pair
     * @throws NotShippableException if the function, a variable that it reads or an item cannot travel
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> map(
            Iterable<? extends A> xs, Iterable<? extends B> ys, Fn2<? super A, ? super B, ? extends R> f) {
        return Waiting.finish(starmapAsync(Sequences.zip(xs, ys), f));
    }

    /**
     * Runs a function of two arguments for each pair.
     *
     * @param <A> the first arguments' type
     * @param <B> the second arguments' type
     * @param <R> the results' type
     * @param pairs the arguments; {@code par.zip} and {@code par.product} make pairs
     * @param f what to do with each pair
     * @return the results in the pairs' order; cannot be changed
     * @throws TaskException if an item failed; its item is the pair
     * @throws NotShippableException if the function, a variable that it reads or an item cannot travel
     */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            Iterable<? extends java.util.Map.Entry<? extends A, ? extends B>> pairs,
            Fn2<? super A, ? super B, ? extends R> f) {
        return Waiting.finish(starmapAsync(pairs, f));
    }

    /**
     * Begins a {@link #starmap} and returns at once.
     *
     * @param <A> the first arguments' type
     * @param <B> the second arguments' type
     * @param <R> the results' type
     * @param pairs the arguments
     * @param f what to do with each pair
     * @return the results to come
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     */
    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    Iterable<? extends java.util.Map.Entry<? extends A, ? extends B>> pairs,
                    Fn2<? super A, ? super B, ? extends R> f);

    /**
     * Begins a {@link #map} and returns at once.
     *
     * @param <A> the items' type
     * @param <R> the results' type
     * @param xs the items; taken from another thread while the work goes on
     * @param f what to do with each
     * @return the results to come
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f);

    /**
     * Begins a map over an array; see {@link #mapAsync(Iterable, Fn)}.
     *
     * @param xs an array
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            A[] xs, Fn<? super A, ? extends R> f) {
        return mapAsync(Arrays.asList(xs), f);
    }

    /**
     * Begins a map over a stream, also an IntStream, LongStream or DoubleStream; see {@link #mapAsync(Iterable, Fn)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            BaseStream<? extends A, ?> xs, Fn<? super A, ? extends R> f) {
        return mapAsync(Sequences.once(xs), f);
    }

    /**
     * Begins a map over an array of int; see {@link #mapAsync(Iterable, Fn)}.
     *
     * @param xs an array of int
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> AsyncResult<List<R>> mapAsync(int[] xs, Fn<? super Integer, ? extends R> f) {
        return mapAsync(Sequences.of(xs), f);
    }

    /**
     * Begins a map over an array of long; see {@link #mapAsync(Iterable, Fn)}.
     *
     * @param xs an array of long
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> AsyncResult<List<R>> mapAsync(long[] xs, Fn<? super Long, ? extends R> f) {
        return mapAsync(Sequences.of(xs), f);
    }

    /**
     * Begins a map over an array of double; see {@link #mapAsync(Iterable, Fn)}.
     *
     * @param xs an array of double
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> AsyncResult<List<R>> mapAsync(double[] xs, Fn<? super Double, ? extends R> f) {
        return mapAsync(Sequences.of(xs), f);
    }

    /**
     * Does something with each item, for its effect.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param f what to do with each
     * @throws TaskException if an item failed
     * @throws WorkerDiedException if a worker died of an item
     * @throws NotShippableException if the function, a variable that it reads or an item cannot travel
     */
    default <A extends @Nullable Object> void forEach(Iterable<? extends A> xs, Each<? super A> f) {
        Waiting.finish(forEachAsync(xs, f));
    }

    /**
     * Begins a {@link #forEach} and returns at once.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param f what to do with each
     * @return completed with null once all is done
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     */
    <A extends @Nullable Object> AsyncResult<@Nullable Void> forEachAsync(Iterable<? extends A> xs, Each<? super A> f);

    /**
     * Does something over an array; see {@link #forEach(Iterable, Each)}.
     *
     * @param xs an array
     * @param f what to do with each
     */
    default <A extends @Nullable Object> void forEach(A[] xs, Each<? super A> f) {
        forEach(Arrays.asList(xs), f);
    }

    /**
     * Does something over a stream, also an IntStream, LongStream or DoubleStream; see {@link #forEach(Iterable, Each)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f what to do with each
     */
    default <A extends @Nullable Object> void forEach(BaseStream<? extends A, ?> xs, Each<? super A> f) {
        forEach(Sequences.once(xs), f);
    }

    /**
     * Does something over an array of int; see {@link #forEach(Iterable, Each)}.
     *
     * @param xs an array of int
     * @param f what to do with each
     */
    default void forEach(int[] xs, Each<? super Integer> f) {
        forEach(Sequences.of(xs), f);
    }

    /**
     * Does something over an array of long; see {@link #forEach(Iterable, Each)}.
     *
     * @param xs an array of long
     * @param f what to do with each
     */
    default void forEach(long[] xs, Each<? super Long> f) {
        forEach(Sequences.of(xs), f);
    }

    /**
     * Does something over an array of double; see {@link #forEach(Iterable, Each)}.
     *
     * @param xs an array of double
     * @param f what to do with each
     */
    default void forEach(double[] xs, Each<? super Double> f) {
        forEach(Sequences.of(xs), f);
    }

    /**
     * Runs a computation on a worker.
     *
     * @param <R> the result's type
     * @param f the computation
     * @return its result
     * @throws TaskException if it threw
     * @throws WorkerDiedException if its worker died
     * @throws NotShippableException if it, or a variable that it reads, cannot travel
     */
    default <R extends @Nullable Object> R apply(Call<? extends R> f) {
        return Waiting.finish(this.<R>applyAsync(f));
    }

    /**
     * Begins an {@link #apply} and returns at once.
     *
     * @param <R> the result's type
     * @param f the computation
     * @return its result to come
     * @throws NotShippableException if it, or a variable that it reads, cannot travel
     */
    <R extends @Nullable Object> AsyncResult<R> applyAsync(Call<? extends R> f);

    /**
     * Runs a task on a worker.
     *
     * @param f the task
     * @throws TaskException if it threw
     * @throws WorkerDiedException if its worker died
     * @throws NotShippableException if it, or a variable that it reads, cannot travel
     */
    default void run(Task f) {
        Waiting.finish(runAsync(f));
    }

    /**
     * Begins a {@link #run} and returns at once.
     *
     * @param f the task
     * @return completed with null once it is done
     * @throws NotShippableException if it, or a variable that it reads, cannot travel
     */
    AsyncResult<@Nullable Void> runAsync(Task f);
}
