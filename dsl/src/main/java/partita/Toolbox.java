package partita;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.api.IntRange;
import partita.api.Sequences;
import partita.internal.launch.JvmCommand;
import partita.internal.pool.JobVerbs;
import partita.internal.pool.Waits;

/** What {@link Par} offers beside verbs and options: sequences to work on, and waiting for several things. */
abstract class Toolbox extends JobVerbs {
    /**
     * The numbers from 0 to before b.
     *
     * @param b the bound that is not reached
     * @return the numbers; cannot be changed
     */
    public List<Integer> range(int b) {
        return range(0, b, 1);
    }

    /**
     * The numbers from a to before b.
     *
     * @param a the first number
     * @param b the bound that is not reached
     * @return the numbers; cannot be changed
     * @throws IllegalArgumentException if there are more than a list can hold
     */
    public List<Integer> range(int a, int b) {
        return range(a, b, 1);
    }

    /**
     * Every step-th number from a to before b.
     *
     * @param a the first number
     * @param b the bound that is not reached
     * @param step the distance of neighbours; negative to count down
     * @return the numbers; cannot be changed
     * @throws IllegalArgumentException if the step is 0, or there are more than a list can hold
     */
    public List<Integer> range(int a, int b, int step) {
        return new IntRange(a, b, step);
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
    public <A extends @Nullable Object> List<List<A>> split(Iterable<? extends A> xs, int n) {
        return Sequences.split(xs, n);
    }

    /**
     * Pairs of the first items, the second items, and so on, until one side has no more.
     *
     * @param <A> the first sides' type
     * @param <B> the second sides' type
     * @param xs the first sides
     * @param ys the second sides
     * @return the pairs, made while they are iterated over
     */
    public <A extends @Nullable Object, B extends @Nullable Object> Iterable<Map.Entry<A, B>> zip(
            Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return Sequences.zip(xs, ys);
    }

    /**
     * All pairs of one item from each side, the second side's changing fastest.
     *
     * @param <A> the first sides' type
     * @param <B> the second sides' type
     * @param xs the first sides
     * @param ys the second sides
     * @return the pairs
     */
    public <A extends @Nullable Object, B extends @Nullable Object> List<Map.Entry<A, B>> product(
            Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return Sequences.product(xs, ys);
    }

    /**
     * How many cores the notebook may use, by affinity and cgroup. In a pool's worker too: its own JVM may use a part only,
     * as {@code Runtime.availableProcessors} says there, since the others need theirs.
     *
     * @return at least 1
     */
    public int cpuCount() {
        return JvmCommand.cores();
    }

    /**
     * Waits until something is ready: a result, a child that has ended, a queue or connection with something to take.
     *
     * @param limit how long to wait; zero only looks
     * @param things what to wait for
     * @return those that are ready, in the order given; empty if none was in time
     * @throws IllegalArgumentException if something is nothing that gets ready
     * @throws partita.api.ParInterruptedException if this thread is interrupted while it waits
     */
    public List<Object> awaitAny(Duration limit, Object... things) {
        return Waits.any(Arrays.asList(things), limit);
    }

    /**
     * Waits until something is ready; see {@link #awaitAny(Duration, Object...)}.
     *
     * @param <T> the things' type
     * @param limit how long to wait; zero only looks
     * @param things what to wait for
     * @return those that are ready, in the order given; empty if none was in time
     * @throws IllegalArgumentException if something is nothing that gets ready
     * @throws partita.api.ParInterruptedException if this thread is interrupted while it waits
     */
    public <T> List<T> awaitAny(Duration limit, Collection<? extends T> things) {
        return Waits.any(things, limit);
    }

    /**
     * Waits until all are ready, well or not.
     *
     * @param things results, children, queues, connections
     * @param limit how long to wait; zero only looks
     * @return whether all were ready in that time
     * @throws IllegalArgumentException if something is nothing that gets ready
     * @throws partita.api.ParInterruptedException if this thread is interrupted while it waits
     */
    public boolean awaitAll(Collection<?> things, Duration limit) {
        return Waits.all(things, limit);
    }

    /**
     * Goes through results in the order in which they are ready: {@code for (var job : par.asCompleted(jobs))
     * System.out.println(job.get());}.
     *
     * @param <T> the things' type
     * @param things results or children
     * @return all of them, each as soon as it is ready, well or not; an interrupted wait throws {@link
     *     partita.api.ParInterruptedException}
     * @throws IllegalArgumentException if something is nothing that gets ready
     */
    public <T> Iterable<T> asCompleted(Collection<? extends T> things) {
        return Waits.asCompleted(things);
    }
}
