package partita.internal.broker;

/** What can be shared. Sent by its ordinal. */
public enum Kind {
    /** A lock that its holder cannot take again. */
    LOCK,
    /** A lock that its holder can take again. */
    RLOCK,
    /** Permits without an upper limit. */
    SEMAPHORE,
    /** Permits that are never more than at first. */
    BOUNDED_SEMAPHORE,
    /** A condition of a lock. */
    CONDITION,
    /** A flag to wait for. */
    EVENT,
    /** A place where a number of parties meet. */
    BARRIER,
    /** A queue. */
    QUEUE,
    /** A connection with two ends. */
    PIPE,
    /** A value with a version. */
    VALUE,
    /** Numbers of a fixed width. */
    ARRAY,
    /** Connections that others asked for and nobody has taken yet. */
    LISTENER,
    /** Keys and values, in the order in which the keys came. */
    DICT,
    /** Values by their index. */
    LIST,
    /** Values that are there once. */
    SET,
    /** Values by a text. */
    NAMESPACE,
    /** How often each value was counted. */
    COUNTER,
    /** An object of the user's. */
    SERVICE,
    /** The same in memory that their maker lends. */
    LENT_ARRAY,
    /** A number in a cell that its maker lends. */
    LENT_VALUE;

    private static final Kind[] ALL = values();

    static Kind of(long ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IllegalArgumentException("no kind of shared object has kind=" + ordinal);
        }
        return ALL[(int) ordinal];
    }
}
