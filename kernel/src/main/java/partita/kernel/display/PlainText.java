package partita.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A value as text: its own {@code toString}, arrays element by element, what is long cut short. */
final class PlainText {
    /** More of an array or a collection tells nobody anything; it would only slow the notebook. */
    private static final int MAX_ELEMENTS = 1_000;

    private static final int MAX_DEPTH = 8;

    private PlainText() {}

    static String of(@Nullable Object value) {
        return of(value, 0);
    }

    private static String of(@Nullable Object value, int depth) {
        if (value instanceof Collection<?> elements && elements.size() > MAX_ELEMENTS) {
            return depth == MAX_DEPTH ? "[…]" : head(elements, depth);
        }
        if (value instanceof Map<?, ?> map && map.size() > MAX_ELEMENTS) {
            return depth == MAX_DEPTH ? "{…}" : head(map, depth);
        }
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
        return end(text, length);
    }

    private static String head(Collection<?> elements, int depth) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        Iterator<?> it = elements.iterator();
        for (int i = 0; i < MAX_ELEMENTS && it.hasNext(); i++) {
            text.add(of(it.next(), depth + 1));
        }
        return end(text, elements.size());
    }

    private static String head(Map<?, ?> map, int depth) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        Iterator<? extends Map.Entry<?, ?>> it = map.entrySet().iterator();
        for (int i = 0; i < MAX_ELEMENTS && it.hasNext(); i++) {
            Map.Entry<?, ?> entry = it.next();
            text.add(of(entry.getKey(), depth + 1) + "=" + of(entry.getValue(), depth + 1));
        }
        return end(text, map.size());
    }

    private static String end(StringJoiner text, int length) {
        if (length > MAX_ELEMENTS) {
            text.add("… " + (length - MAX_ELEMENTS) + " more");
        }
        return text.toString();
    }
}
