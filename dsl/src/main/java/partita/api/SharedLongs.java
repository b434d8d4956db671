package partita.api;

import java.util.stream.LongStream;

/** Shared numbers of type {@code long}; see {@link SharedArray}. */
public non-sealed interface SharedLongs extends SharedArray {
    /**
     * One number.
     *
     * @param i its index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    long get(int i);

    /**
     * Replaces one number.
     *
     * @param i its index
     * @param value the new number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    void set(int i, long value);

    /**
     * Adds to one number as one step.
     *
     * @param i its index
     * @param more how much
     * @return the new number; wraps round
     * @throws IndexOutOfBoundsException if there is no such index
     */
    long add(int i, long more);

    /**
     * Makes all numbers the same.
     *
     * @param value the number
     */
    void fill(long value);

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a copy
     */
    long[] toArray();

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a stream of a copy
     */
    LongStream stream();
}
