package partita.api;

/** Shared numbers of type {@code byte}; see {@link SharedArray}. */
public non-sealed interface SharedBytes extends SharedArray {
    /**
     * One number.
     *
     * @param i its index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    byte get(int i);

    /**
     * Replaces one number.
     *
     * @param i its index
     * @param value the new number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    void set(int i, byte value);

    /**
     * Adds to one number as one step.
     *
     * @param i its index
     * @param more how much
     * @return the new number; wraps round
     * @throws IndexOutOfBoundsException if there is no such index
     */
    byte add(int i, byte more);

    /**
     * Makes all numbers the same.
     *
     * @param value the number
     */
    void fill(byte value);

    /**
     * All numbers, each as it is while the copy is made.
     *
     * @return a copy
     */
    byte[] toArray();
}
