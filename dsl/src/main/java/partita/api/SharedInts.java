package partita.api;

import java.util.stream.IntStream;

/** Shared numbers of type {@code int}; see {@link SharedArray}. */
public non-sealed interface SharedInts extends SharedArray {
    /**
     * One number.
     *
     * @param i its index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    int get(int i);

    /**
     * Replaces one number.
     *
     * @param i its index
     * @param value the new number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    void set(int i, int value);

    /**
     * Adds to one number as one step.
     *
     * @param i its index
     * @param more how much
     * @return the new number; wraps round
     * @throws IndexOutOfBoundsException if there is no such index
     */
    int add(int i, int more);

    /**
     * Makes all numbers the same.
     *
     * @param value the number
     */
    void fill(int value);

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a copy
     */
    int[] toArray();

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a stream of a copy
     */
    IntStream stream();
}
