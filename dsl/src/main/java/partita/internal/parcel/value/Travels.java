package partita.internal.parcel.value;

/** Something that stands for an object of another process: what travels is where that is. */
public interface Travels {
    /**
     * What travels in its place.
     *
     * @return a record of plain values
     */
    Ticket ticket();

    /** What a stand-in is made of again. */
    interface Ticket {
        /**
         * Makes the stand-in.
         *
         * @param loader finds the classes of what it will bring
         * @return a stand-in for the same object
         */
        Object arrive(ClassLoader loader);
    }
}
