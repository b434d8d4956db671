package partita.api;

import java.util.Arrays;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import partita.function.Call;
import partita.function.Each;
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
public interface Verbs extends MapVerbs, FoldVerbs, LazyVerbs {
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
