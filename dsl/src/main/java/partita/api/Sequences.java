package partita.api;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Makes what verbs take, from what users have. */
public final class Sequences {
    private Sequences() {}

    /** A view of something indexed. */
    private static final class View<A extends @Nullable Object> extends AbstractList<A> implements RandomAccess {
        private final int size;
        private final IntFunction<A> element;

        View(int size, IntFunction<A> element) {
            this.size = size;
            this.element = element;
        }

        @Override
        public A get(int index) {
            return element.apply(java.util.Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }

    static List<Integer> of(int[] xs) {
        return new View<>(xs.length, i -> xs[i]);
    }

    static List<Long> of(long[] xs) {
        return new View<>(xs.length, i -> xs[i]);
    }

    static List<Double> of(double[] xs) {
        return new View<>(xs.length, i -> xs[i]);
    }

    @SuppressWarnings("unchecked") // an iterator only gives
    static <A extends @Nullable Object> Iterable<A> once(BaseStream<? extends A, ?> stream) {
        return () -> (Iterator<A>) stream.iterator();
    }

    /**
     * Pairs, until one side has no more. A null is kept: the pairs are not {@code Map.entry}'s.
     *
     * @param <A> the first sides' type
     * @param <B> the second sides' type
     * @param xs the first sides
     * @param ys the second sides
     * @return the pairs, made while they are iterated over
     */
    public static <A extends @Nullable Object, B extends @Nullable Object> Iterable<Map.Entry<A, B>> zip(
            Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return () -> new Iterator<>() {
            private final Iterator<? extends A> first = xs.iterator();
            private final Iterator<? extends B> second = ys.iterator();

            @Override
            public boolean hasNext() {
                return first.hasNext() && second.hasNext();
            }

            @Override
            public Map.Entry<A, B> next() {
                return new java.util.AbstractMap.SimpleImmutableEntry<>(first.next(), second.next());
            }
        };
    }

    /**
     * Cuts a sequence into lists of nearly the same size, in order.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param n how many lists
     * @return n lists, some empty where there are fewer items
     * @throws IllegalArgumentException if n is less than 1
     */
    public static <A extends @Nullable Object> List<List<A>> split(Iterable<? extends A> xs, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("cannot split into n=" + n + " lists: give 1 or more");
        }
        List<A> all = new ArrayList<>();
        if (xs instanceof Collection<? extends A> c) {
            all.addAll(c);
        } else {
            xs.forEach(all::add);
        }
        var parts = new ArrayList<List<A>>();
        for (int i = 0; i < n; i++) {
            long size = all.size();
            parts.add(new ArrayList<>(all.subList((int) (size * i / n), (int) (size * (i + 1) / n))));
        }
        return parts;
    }

    /**
     * All pairs of one item from each side, the second side's changing fastest.
     *
     * @param <A> the first sides' type
     * @param <B> the second sides' type
     * @param xs the first sides
     * @param ys the second sides, iterated over once for each of the first
     * @return the pairs
     */
    public static <A extends @Nullable Object, B extends @Nullable Object> List<Map.Entry<A, B>> product(
            Iterable<? extends A> xs, Iterable<? extends B> ys) {
        var pairs = new ArrayList<Map.Entry<A, B>>();
        for (A x : xs) {
            for (B y : ys) {
                pairs.add(new java.util.AbstractMap.SimpleImmutableEntry<>(x, y));
            }
        }
        return pairs;
    }
}
