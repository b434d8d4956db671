package partita.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.function.Fn2;

/** The verbs that give all results at once, in the items' order; see {@link Verbs}. */
public interface MapVerbs {
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
     * Runs a function for each value of a map.
     *
     * @param <K> the keys' type
     * @param <V> the values' type
     * @param <R> the results' type
     * @param xs the map; its keys stay here
     * @param f what to do with each value
     * @return each key with its result, in the map's order; cannot be changed
     * @throws TaskException if a value's work failed; its item is the value
     * @throws WorkerDiedException if a worker died of a value
     * @throws NotShippableException if the function, a variable that it reads or a value cannot travel
     */
    default <K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object> Map<K, R> mapValues(
            Map<? extends K, ? extends V> xs, Fn<? super V, ? extends R> f) {
        var keys = new ArrayList<K>();
        var values = new ArrayList<V>();
        xs.forEach((key, value) -> {
            keys.add(key);
            values.add(value);
        });
        List<R> results = Waiting.finish(this.<V, R>mapAsync(values, f));
        var all = new LinkedHashMap<K, R>();
        for (int i = 0; i < keys.size(); i++) {
            all.put(keys.get(i), results.get(i));
        }
        return Collections.unmodifiableMap(all);
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
            Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs, Fn2<? super A, ? super B, ? extends R> f) {
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
                    Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
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
}
