package partita.internal.broker;

/** What kind of answer a call got. Sent by its ordinal. */
public enum Outcome {
    /** It was done. */
    DONE,
    /** It could not be done at once. */
    NO,
    /** It was given up before it could be done; nothing has changed. */
    GIVEN_UP,
    /** The object was closed; the payload says how. */
    CLOSED,
    /** The barrier is broken; the payload says why. */
    BROKEN,
    /** The object is in no state for that; the payload says why. */
    REFUSED,
    /** The caller does not hold the lock; the payload says who does. */
    NOT_HOLDER,
    /** The process that kept the object has ended. */
    GONE,
    /** The caller's function, or a class of its, threw something; the payload is the failure. */
    FAILED,
    /** The function's bundle is not here: send it and ask again. */
    LACKING,
    /** The index is out of bounds; the number is the size. */
    OUT_OF_BOUNDS,
    /** Another process is in the middle of a change: ask again. */
    BUSY;

    private static final Outcome[] ALL = values();

    /**
     * By its number.
     *
     * @param ordinal the number
     * @return the outcome
     */
    public static Outcome of(int ordinal) {
        return ALL[ordinal];
    }
}
