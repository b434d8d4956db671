package partita.api;

import java.util.List;
import java.util.Map;

/**
 * Counts that processes share, kept by a manager, as Python's {@code Counter}. Each method is one step. See {@link
 * SharedDict} for what all methods throw.
 *
 * @param <T> the type of what is counted, whose {@code equals} and {@code hashCode} are asked in the manager
 */
public interface SharedCounter<T> {
    /**
     * Counts one.
     *
     * @param what what is counted
     * @return its count now
     */
    default long add(T what) {
        return add(what, 1);
    }

    /**
     * Counts several of one.
     *
     * @param what what is counted
     * @param n how many; may be negative
     * @return its count now
     */
    long add(T what, long n);

    /**
     * Counts all, in one call.
     *
     * @param all what is counted, each as often as it comes
     */
    void update(Iterable<? extends T> all);

    /**
     * Adds counts, in one call.
     *
     * @param counts how many of each
     */
    void addAll(Map<? extends T, ? extends Number> counts);

    /**
     * How often something was counted.
     *
     * @param what what is counted
     * @return its count; 0 where it never was
     */
    long get(T what);

    /**
     * What was counted most.
     *
     * @param n how many
     * @return with their counts, from the most counted on; equal ones in the order in which they came
     * @throws IllegalArgumentException if n is negative
     */
    List<Map.Entry<T, Long>> mostCommon(int n);

    /**
     * All with their counts, from the most counted on.
     *
     * @return all
     */
    default List<Map.Entry<T, Long>> mostCommon() {
        return mostCommon(Integer.MAX_VALUE);
    }

    /**
     * The sum of all counts.
     *
     * @return the sum
     */
    long total();

    /**
     * How many different ones were counted.
     *
     * @return their number
     */
    int size();

    /**
     * A copy of all, at one moment.
     *
     * @return an ordinary map, in the order in which they came
     */
    Map<T, Long> toMap();

    /** Forgets all counts. */
    void clear();
}
