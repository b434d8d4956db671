package partita.internal.parcel;

import org.jspecify.annotations.Nullable;

/**
 * Numbers and truth values that travel as what they are, many one after the other under one head: a class's name and a
 * length before each would take longer than a small item does.
 */
final class Numeral {
    /** For what does not travel so. */
    static final byte NONE = 0;

    private static final byte INT = 1;
    private static final byte LONG = 2;
    private static final byte DOUBLE = 3;
    private static final byte BOOLEAN = 4;

    /** Among items, stands where a number's kind does: a large array. */
    static final byte STORED = 5;

    /** The same: numbers at the same distance, of which the first stands there and the distance. */
    static final byte RANGE = 6;

    private Numeral() {}

    /** Which kind it is, or {@link #NONE}. */
    static byte kind(@Nullable Object value) { // no switch: that takes several times as long, and this is for each item
        if (value instanceof Integer) {
            return INT;
        } else if (value instanceof Double) {
            return DOUBLE;
        } else if (value instanceof Long) {
            return LONG;
        }
        return value instanceof Boolean ? BOOLEAN : NONE;
    }

    /** What is sent for it; it has a kind. */
    static long bits(Object value) {
        if (value instanceof Number number) {
            return number instanceof Double d ? Double.doubleToRawLongBits(d) : number.longValue();
        }
        return (boolean) value ? 1 : 0;
    }

    /** What was sent. */
    static Object value(byte kind, long bits) {
        return switch (kind) {
            case INT -> (int) bits;
            case LONG -> bits;
            case DOUBLE -> Double.longBitsToDouble(bits);
            case BOOLEAN -> bits != 0;
            default -> throw new IllegalArgumentException("no kind of number: kind=" + kind);
        };
    }

    /** How many bytes one takes among items. */
    static int width(byte kind) {
        return switch (kind) {
            case RANGE -> 0;
            case BOOLEAN -> 1;
            case INT -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }
}
