package partita.api;

/** Numbers that several processes share. Each method is one step; a change is seen by all in the same order. */
public sealed interface SharedArray permits SharedInts, SharedLongs, SharedDoubles, SharedBytes {
    /**
     * How many numbers there are.
     *
     * @return what it was made with
     */
    int length();

    /**
     * A lock that goes with the array, for changes that take several steps; its own methods do not respect it.
     *
     * @return the same lock in all processes; its holder can take it again
     */
    SharedLock lock();
}
