package partita.api;

/**
 * A connection between two processes, as its two ends. Either end may be given to the child; the names say the usual.
 *
 * @param <T> the messages' type
 */
public interface Pipe<T> {
    /**
     * The end that stays.
     *
     * @return one end
     */
    Connection<T> parent();

    /**
     * The end that is given to a child.
     *
     * @return the other end
     */
    Connection<T> child();

    /**
     * The same pipe with the parent's end for receiving only and the child's for sending only.
     *
     * @return its ends so restricted
     */
    Pipe<T> oneWay();
}
