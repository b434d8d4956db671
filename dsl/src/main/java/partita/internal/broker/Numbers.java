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
        return switch (value) {
            case Byte n -> bytes('b', n);
            case Short n -> bytes('s', n);
            case Integer n -> bytes('i', n);
            case Long n -> bytes('l', n);
            case Float n -> bytes('f', Double.doubleToRawLongBits(n));
            case Double n -> bytes('d', Double.doubleToRawLongBits(n));
            case null, default -> null;
        };
    }

    static byte[] number(long n) {
        return bytes('l', n);
    }

    /**
     * Unpacks a number.
     *
     * @param bytes what {@link #pack} gave
     * @return the number, of the class that it had
     */
    public static Number unpack(byte[] bytes) {
        long bits = ByteBuffer.wrap(bytes).getLong(1);
        return switch (bytes[0]) {
            case 'b' -> (byte) bits;
            case 's' -> (short) bits;
            case 'i' -> (int) bits;
            case 'l' -> bits;
            case 'f' -> (float) Double.longBitsToDouble(bits);
            case 'd' -> Double.longBitsToDouble(bits);
            default -> throw new IllegalArgumentException("no number has tag=" + bytes[0]);
        };
    }

    /** The sum, in the value's own width as {@code +=} gives it; null if the value is no number. */
    static byte @Nullable [] add(byte[] value, long more) {
        if (value[0] == OTHER) {
            return null;
        }
        return switch (unpack(value)) {
            case Byte n -> pack((byte) (n + more));
            case Short n -> pack((short) (n + more));
            case Integer n -> pack((int) (n + more));
            case Long n -> pack(n + more);
            case Number n -> add(value, (double) more);
        };
    }

    /** The sum; null if the value is no number with a fraction. */
    static byte @Nullable [] add(byte[] value, double more) {
        return switch (value[0]) {
            case 'f' -> pack((float) (unpack(value).floatValue() + more));
            case 'd' -> pack(unpack(value).doubleValue() + more);
            default -> null;
        };
    }

    static String describe(byte[] value) {
        return value[0] == OTHER ? "an object" : unpack(value).getClass().getSimpleName() + " " + unpack(value);
    }

    private static byte[] bytes(char tag, long bits) {
        return ByteBuffer.allocate(LENGTH).put((byte) tag).putLong(bits).array();
    }
}
