package partita.kernel.display;

import java.lang.reflect.Array;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A value as text: its own {@code toString}, arrays element by element. */
final class PlainText {
    /** More of an array tells nobody anything; it would only slow the notebook. */
    private static final int MAX_ELEMENTS = 1_000;

    private static final int MAX_DEPTH = 8;

    private PlainText() {}

    static String of(@Nullable Object value) {
        return of(value, 0);
    }

    private static String of(@Nullable Object value, int depth) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        if (depth == MAX_DEPTH) {
            return "[…]";
        }
        int length = Array.getLength(value);
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < Math.min(length, MAX_ELEMENTS); i++) {
            text.add(of(Array.get(value, i), depth + 1));
        }
        if (length > MAX_ELEMENTS) {
            text.add("… " + (length - MAX_ELEMENTS) + " more");
        }
        return text.toString();
    }
}
