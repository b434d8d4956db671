package partita.internal.broker;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Numbers as values hold them, so that a broker can add without the classes of a notebook: a tag, then 8 bytes. */
public final class Numbers {
    /** The tag of anything else, which follows packed. */
    public static final byte OTHER = 0;

    private static final int LENGTH = 1 + Long.BYTES;

    private Numbers() {}

    /**
     * Packs a number.
     *
     * @param value anything
     * @return its bytes, or null if it is none of the JDK's boxed numbers
     */
    public static byte @Nullable [] pack(@Nullable Object value) {
        byte tag = tag(value);
        return tag != OTHER && value instanceof Number number ? pack(tag, bits(number)) : null;
    }

    static byte[] pack(byte tag, long bits) {
        return ByteBuffer.allocate(LENGTH).put(tag).putLong(bits).array();
    }

    static byte[] number(long n) {
        return pack((byte) 'l', n);
    }

    /**
     * Unpacks a number.
     *
     * @param bytes what {@link #pack} gave
     * @return the number, of the class that it had
     */
    public static Number unpack(byte[] bytes) {
        return number(bytes[0], bits(bytes));
    }

    static long bits(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(1);
    }

    /**
     * What kind of number a value is.
     *
     * @param value anything
     * @return its tag, or {@link #OTHER} if it is none of the JDK's boxed numbers
     */
    public static byte tag(@Nullable Object value) {
        return (byte)
                switch (value) {
                    case Byte _ -> 'b';
                    case Short _ -> 's';
                    case Integer _ -> 'i';
                    case Long _ -> 'l';
                    case Float _ -> 'f';
                    case Double _ -> 'd';
                    case null, default -> OTHER;
                };
    }

    /**
     * A number as 64 bits.
     *
     * @param number one that has a tag
     * @return its bits
     */
    public static long bits(Number number) {
        return number instanceof Float || number instanceof Double
                ? Double.doubleToRawLongBits(number.doubleValue())
                : number.longValue();
    }

    /**
     * A number of its bits.
     *
     * @param tag what kind
     * @param bits its bits
     * @return the number, of the class that the tag says
     */
    public static Number number(byte tag, long bits) {
        return switch (tag) {
            case 'b' -> (byte) bits;
            case 's' -> (short) bits;
            case 'i' -> (int) bits;
            case 'l' -> bits;
            case 'f' -> (float) Double.longBitsToDouble(bits);
            case 'd' -> Double.longBitsToDouble(bits);
            default -> throw new IllegalArgumentException("no number has tag=" + tag);
        };
    }

    /**
     * A sum, in the number's own width as {@code +=} gives it.
     *
     * @param tag what kind of number
     * @param bits its bits
     * @param more what to add
     * @return the sum's bits
     */
    public static long sum(byte tag, long bits, long more) {
        return switch (tag) {
            case 'b' -> (byte) (bits + more);
            case 's' -> (short) (bits + more);
            case 'i' -> (int) (bits + more);
            case 'l' -> bits + more;
            default -> sum(tag, bits, (double) more);
        };
    }

    /**
     * A sum of numbers with a fraction.
     *
     * @param tag what kind of number
     * @param bits its bits
     * @param more what to add
     * @return the sum's bits
     */
    public static long sum(byte tag, long bits, double more) {
        double sum = Double.longBitsToDouble(bits) + more;
        return Double.doubleToRawLongBits(tag == 'f' ? (float) sum : sum);
    }

    /**
     * Whether a number has a fraction.
     *
     * @param tag what kind of number
     * @return true for Float and Double
     */
    public static boolean hasFraction(byte tag) {
        return tag == 'f' || tag == 'd';
    }

    /**
     * Says why something cannot be added.
     *
     * @param tag what kind of number the value is, {@link #OTHER} or {@link ValueCell#MOVED} for none
     * @param bits its bits
     * @return for people
     */
    public static String refusal(byte tag, long bits) {
        return tag == OTHER || tag == ValueCell.MOVED
                ? "the value is an object, which is no number to add to: use update(x -> ...)"
                : "the value is " + number(tag, bits).getClass().getSimpleName() + " " + number(tag, bits)
                        + ", to which no fraction can be added: use update(x -> ...)";
    }
}
