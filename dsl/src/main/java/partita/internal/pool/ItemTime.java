package partita.internal.pool;

/**
 * What an item of a function took when it was last measured, so that its next job need not begin with single items. A
 * guess: what the function captured may be another now. Goes with the function's class.
 */
final class ItemTime {
    private static final ClassValue<ItemTime> KNOWN = new ClassValue<>() {
        @Override
        protected ItemTime computeValue(Class<?> type) {
            return new ItemTime();
        }
    };

    private volatile double nanos = -1;

    /** Of one function; nothing is known of another. */
    static ItemTime of(Object function) {
        return KNOWN.get(function.getClass());
    }

    /** Where nothing is known, negative. */
    double nanos() {
        return nanos;
    }

    /** Learns it. */
    void is(double measured) {
        nanos = measured;
    }
}
