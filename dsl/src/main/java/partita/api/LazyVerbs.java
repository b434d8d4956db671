package partita.api;

import java.util.Arrays;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;

/** The verbs that give results one by one, as they are read; see {@link Verbs}. */
public interface LazyVerbs {
    /**
     * Runs a function for items as results are read, a bounded number of them ahead, so that a source without an
     * end works in constant memory. Begins at once.
     *
     * @param <A> the items' type
     * @param <R> the results' type
     * @param xs the items; taken from another thread, a little ahead of what is read
     * @param f what to do with each
     * @return the results to come, in the items' order
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f);

    /**
     * Maps lazily an array; see {@link #imap(Iterable, Fn)}.
     *
     * @param xs an array
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
            A[] xs, Fn<? super A, ? extends R> f) {
        return imap(Arrays.asList(xs), f);
    }

    /**
     * Maps lazily a stream, also an IntStream, LongStream or DoubleStream; see {@link #imap(Iterable, Fn)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
            BaseStream<? extends A, ?> xs, Fn<? super A, ? extends R> f) {
        return imap(Sequences.once(xs), f);
    }

    /**
     * Maps lazily an array of int; see {@link #imap(Iterable, Fn)}.
     *
     * @param xs an array of int
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> Results<R> imap(int[] xs, Fn<? super Integer, ? extends R> f) {
        return imap(Sequences.of(xs), f);
    }

    /**
     * Maps lazily an array of long; see {@link #imap(Iterable, Fn)}.
     *
     * @param xs an array of long
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> Results<R> imap(long[] xs, Fn<? super Long, ? extends R> f) {
        return imap(Sequences.of(xs), f);
    }

    /**
     * Maps lazily an array of double; see {@link #imap(Iterable, Fn)}.
     *
     * @param xs an array of double
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> Results<R> imap(double[] xs, Fn<? super Double, ? extends R> f) {
        return imap(Sequences.of(xs), f);
    }

    /**
     * As {@link #imap(Iterable, Fn)}, but gives each result as soon as there is one.
     *
     * @param <A> the items' type
     * @param <R> the results' type
     * @param xs the items; taken from another thread, a little ahead of what is read
     * @param f what to do with each
     * @return the results to come, in the order in which the items end
     * @throws NotShippableException if the function or a variable that it reads cannot travel
     * @throws IllegalArgumentException if {@code xs} is a Path, which iterates over its own names
     */
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f);

    /**
     * Maps lazily an array; see {@link #imapUnordered(Iterable, Fn)}.
     *
     * @param xs an array
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
            A[] xs, Fn<? super A, ? extends R> f) {
        return imapUnordered(Arrays.asList(xs), f);
    }

    /**
     * Maps lazily a stream, also an IntStream, LongStream or DoubleStream; see {@link #imapUnordered(Iterable, Fn)}.
     *
     * @param xs a stream, also an IntStream, LongStream or DoubleStream
     * @param f what to do with each
     * @return as there
     */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
            BaseStream<? extends A, ?> xs, Fn<? super A, ? extends R> f) {
        return imapUnordered(Sequences.once(xs), f);
    }

    /**
     * Maps lazily an array of int; see {@link #imapUnordered(Iterable, Fn)}.
     *
     * @param xs an array of int
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> Results<R> imapUnordered(int[] xs, Fn<? super Integer, ? extends R> f) {
        return imapUnordered(Sequences.of(xs), f);
    }

    /**
     * Maps lazily an array of long; see {@link #imapUnordered(Iterable, Fn)}.
     *
     * @param xs an array of long
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> Results<R> imapUnordered(long[] xs, Fn<? super Long, ? extends R> f) {
        return imapUnordered(Sequences.of(xs), f);
    }

    /**
     * Maps lazily an array of double; see {@link #imapUnordered(Iterable, Fn)}.
     *
     * @param xs an array of double
     * @param f what to do with each
     * @return as there
     */
    default <R extends @Nullable Object> Results<R> imapUnordered(double[] xs, Fn<? super Double, ? extends R> f) {
        return imapUnordered(Sequences.of(xs), f);
    }
}
