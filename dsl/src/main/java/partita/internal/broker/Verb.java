package partita.internal.broker;

/**
 * What a collection or a service is asked to do. Keys and values are packed by {@link Atoms} or as letters; a function
 * is named by the hash of its bundle. Sent by its ordinal.
 */
public enum Verb {
    /** The value of a key; the value at an index. */
    GET,
    /** Key and value; the answer is the value before. Of a list: at an index. */
    PUT,
    /** Keys and values in turn; of a set and a list, values, there at an index or, -1, at the end. */
    PUT_ALL,
    /** Key and value, where there is none. */
    PUT_IF_ABSENT,
    /** A key; a value of a set; of a list, the first that equals a value. */
    REMOVE,
    /** What is at an index. */
    REMOVE_AT,
    /** Key and value, where they are so. */
    REMOVE_IF,
    /** Values of a set. */
    REMOVE_ALL,
    /** All but these values of a set. */
    RETAIN_ALL,
    /** The first key and its value; the last of a list. */
    POP,
    /** Key and value, where there is one. */
    REPLACE,
    /** Key, value as it is, value as it is to be. */
    REPLACE_IF,
    /** Whether keys, or values of a set, are all there. */
    HAS_ALL,
    /** Whether a value is there; of a list, at which index. */
    HAS_VALUE,
    /** The same from the end. */
    LAST_INDEX,
    /** How many there are. */
    SIZE,
    /** All there is. */
    ALL,
    /** Empty it. */
    CLEAR,
    /** Keys and whole numbers in turn, to be added; the answer is the last sum. */
    INCREMENT,
    /** The b most counted. */
    MOST_COMMON,
    /** Function of key and value or null, key. */
    COMPUTE,
    /** Function of the key, key. */
    COMPUTE_IF_ABSENT,
    /** Function of key and value, key. */
    COMPUTE_IF_PRESENT,
    /** Function of two values, key, value. */
    MERGE,
    /** Function of the value, key, value where there is none; of a list, at an index. */
    UPDATE,
    /** Function of key and value; of a list, of the value. */
    REPLACE_ALL,
    /** A predicate of what goes. */
    REMOVE_WHERE,
    /** A comparator, or nothing. */
    SORT,
    /** Function that makes the object, interface. */
    MAKE,
    /** Method, its parameter types, arguments. */
    INVOKE;

    private static final Verb[] ALL_VERBS = values();

    static Verb of(long ordinal) {
        if (ordinal < 0 || ordinal >= ALL_VERBS.length) {
            throw new IllegalArgumentException("no verb has verb=" + ordinal);
        }
        return ALL_VERBS[(int) ordinal];
    }
}
