package partita.internal.broker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Values that a broker understands by itself, a tag and then their content: numbers, texts, truth values, characters and
 * null. Two are equal exactly where their bytes are. Anything else has the tag {@link Numbers#OTHER}, and its letter
 * behind it.
 */
public final class Atoms {
    private static final byte LATIN = 'a';
    private static final byte TEXT = 'u';
    private static final byte TRUTH = 'z';
    private static final byte CHARACTER = 'c';
    private static final byte NULL = 'n';

    private Atoms() {}

    /**
     * Packs a plain value.
     *
     * @param value anything
     * @return its bytes, or null if it has to travel by letter
     */
    public static byte @Nullable [] pack(@Nullable Object value) {
        return switch (value) {
            case null -> new byte[] {NULL};
            case String text -> text(text);
            case Boolean is -> new byte[] {TRUTH, (byte) (is ? 1 : 0)};
            case Character c -> new byte[] {CHARACTER, (byte) (c >> 8), (byte) (char) c};
            default -> Numbers.pack(value);
        };
    }

    private static byte[] text(String text) {
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean fits = latin.length == text.length() && text.chars().allMatch(c -> c < 256);
        ByteBuffer all = ByteBuffer.allocate(1 + (fits ? latin.length : text.length() * Character.BYTES));
        if (fits) {
            return all.put(LATIN).put(latin).array();
        }
        all.put(TEXT).asCharBuffer().put(text); // lone surrogates too, which UTF-8 would lose
        return all.array();
    }

    /**
     * Whether bytes are a plain value's.
     *
     * @param bytes a value, packed
     * @return false for a letter
     */
    public static boolean is(byte[] bytes) {
        return bytes[0] != Numbers.OTHER;
    }

    /**
     * Unpacks a plain value.
     *
     * @param bytes what {@link #pack} gave
     * @return the value
     */
    public static @Nullable Object unpack(byte[] bytes) {
        return switch (bytes[0]) {
            case NULL -> null;
            case LATIN -> new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
            case TEXT ->
                ByteBuffer.wrap(bytes, 1, bytes.length - 1).asCharBuffer().toString();
            case TRUTH -> bytes[1] != 0;
            case CHARACTER -> ByteBuffer.wrap(bytes).getChar(1);
            default -> Numbers.unpack(bytes);
        };
    }
}
