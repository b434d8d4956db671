package partita.api;

import java.util.stream.DoubleStream;

/** Shared numbers of type {@code double}; see {@link SharedArray}. */
public non-sealed interface SharedDoubles extends SharedArray {
    /**
     * One number.
     *
     * @param i its index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    double get(int i);

    /**
     * Replaces one number.
     *
     * @param i its index
     * @param value the new number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    void set(int i, double value);

    /**
     * Adds to one number as one step.
     *
     * @param i its index
     * @param more how much
     * @return the new number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    double add(int i, double more);

    /**
     * Makes all numbers the same.
     *
     * @param value the number
     */
    void fill(double value);

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a copy
     */
    double[] toArray();

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a stream of a copy
     */
    DoubleStream stream();
}
