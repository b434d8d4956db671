package partita.kernel.property;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** Whether two graphs of objects are alike: classes, contents, and which parts are shared. */
final class Same {
    private static final Pattern WORKER = Pattern.compile("worker \\d+ \\(pid=\\d+\\)");

    private final Map<Object, Object> pairs = new IdentityHashMap<>();

    /** Where they differ, as a path and what is there; null if nowhere. */
    String difference(String at, Object one, Object other) {
        if (one == null || other == null) {
            return one == other ? null : at + ": " + text(one) + " | " + text(other);
        }
        if (one.getClass().isEnum() || other instanceof Enum || one instanceof Class) {
            return one == other ? null : at + ": not the same constant: " + text(one) + " | " + text(other);
        }
        Object before = pairs.put(one, other);
        if (before != null) {
            boolean value = plain(one);
            return before == other || value ? null : at + ": shared in one, not in the other: " + text(one);
        }
        if (one.getClass().isArray()) {
            return arrays(at, one, other);
        }
        if (one instanceof Collection<?> a && other instanceof Collection<?> b) {
            String own = fields(at, one, other, notebook(one));
            return own != null ? own : collections(at, a, b);
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            String own = fields(at, one, other, notebook(one));
            return own != null ? own : maps(at, a, b);
        }
        if (one instanceof Map.Entry<?, ?> a && other instanceof Map.Entry<?, ?> b) {
            String key = difference(at + ".key", a.getKey(), b.getKey());
            return key != null ? key : difference(at + ".value", a.getValue(), b.getValue());
        }
        if (one instanceof Optional<?> a && other instanceof Optional<?> b) {
            return difference(at + ".get", a.orElse(null), b.orElse(null));
        }
        if (one.getClass().isHidden() || other.getClass().isHidden()) {
            boolean both = one.getClass().isHidden() && other.getClass().isHidden();
            return both ? null : at + ": a lambda in one only";
        }
        if (one.getClass() != other.getClass()) {
            return at + ": class " + text(one.getClass()) + " | " + text(other.getClass()) + ": " + text(one) + " | "
                    + text(other);
        }
        if (one instanceof Throwable a) {
            return throwables(at, a, (Throwable) other);
        }
        if (notebook(one)) {
            return fields(at, one, other, true);
        }
        return Objects.equals(one, other) || text(one).equals(text(other))
                ? null
                : at + ": " + text(one) + " | " + text(other);
    }

    private static boolean plain(Object value) {
        return !notebook(value)
                && !(value instanceof Collection)
                && !value.getClass().isArray();
    }

    private static boolean notebook(Object value) {
        return value.getClass().getName().startsWith("REPL.");
    }

    private String arrays(String at, Object one, Object other) {
        int length = Array.getLength(one);
        if (one.getClass() != other.getClass() || length != Array.getLength(other)) {
            return at + ": array " + text(one) + " | " + text(other);
        }
        for (int i = 0; i < length; i++) {
            String difference = difference(at + "[" + i + "]", Array.get(one, i), Array.get(other, i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String collections(String at, Collection<?> one, Collection<?> other) {
        // the values() of a map come as a list
        boolean alike = kind(one).equals(kind(other)) || kind(other).isEmpty();
        if (one.size() != other.size() || !alike) {
            return at + ": " + kind(one) + text(one) + " | " + kind(other) + text(other);
        }
        boolean ordered = !(one instanceof Set) || one instanceof SortedSet;
        return difference(at, list(one, ordered), list(other, ordered));
    }

    private String difference(String at, List<?> one, List<?> other) {
        for (int i = 0; i < one.size(); i++) {
            String difference = difference(at + "(" + i + ")", one.get(i), other.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** A set's order is its own affair, and in {@code Set.of} another in each JVM. */
    private static List<?> list(Collection<?> all, boolean ordered) {
        var list = new ArrayList<Object>(all);
        if (!ordered) {
            list.sort(Comparator.comparing(o -> o.getClass().getName() + o.hashCode() + o));
        }
        return list;
    }

    private static String kind(Object collection) {
        String kind = collection instanceof SortedSet || collection instanceof SortedMap
                ? "sorted "
                : collection instanceof Set ? "set " : collection instanceof List ? "list " : "";
        boolean own = notebook(collection);
        return own ? collection.getClass().getName() : kind;
    }

    private String maps(String at, Map<?, ?> one, Map<?, ?> other) {
        if (one.size() != other.size() || !kind(one).equals(kind(other))) {
            return at + ": " + kind(one) + text(one) + " | " + kind(other) + text(other);
        }
        boolean ordered = one instanceof SortedMap;
        List<?> keys = list(one.keySet(), ordered);
        List<?> others = list(other.keySet(), ordered);
        for (int i = 0; i < keys.size(); i++) {
            String difference = difference(at + ".key(" + i + ")", keys.get(i), others.get(i));
            if (difference == null) {
                difference = difference(
                        at + ".get(" + text(keys.get(i)) + ")", one.get(keys.get(i)), other.get(others.get(i)));
            }
            if (difference == null && other.get(others.get(i)) == null && one.get(keys.get(i)) != null) {
                difference = at + ": a key that is not found";
            }
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** Which worker ran an item of nested work is chance. */
    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? null : WORKER.matcher(message).replaceAll("worker");
    }

    private String throwables(String at, Throwable one, Throwable other) {
        String difference = Objects.equals(message(one), message(other))
                ? fields(at, one, other, notebook(one))
                : at + ": " + one + " | " + other;
        if (difference == null) {
            difference = difference(at + ".cause", one.getCause(), other.getCause());
        }
        return difference != null
                ? difference
                : difference(at + ".suppressed", List.of(one.getSuppressed()), List.of(other.getSuppressed()));
    }

    private String fields(String at, Object one, Object other, boolean wanted) {
        if (!wanted) {
            return null;
        }
        if (one.getClass() != other.getClass()) {
            return at + ": class " + text(one.getClass()) + " | " + text(other.getClass());
        }
        for (Class<?> type = one.getClass(); type.getName().startsWith("REPL."); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                field.setAccessible(true);
                try {
                    String difference = difference(at + "." + field.getName(), field.get(one), field.get(other));
                    if (difference != null) {
                        return difference;
                    }
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return null;
    }

    private static String text(Object value) {
        try {
            String text = String.valueOf(value);
            return text.length() > 200 ? text.substring(0, 200) : text;
        } catch (RuntimeException | StackOverflowError e) {
            return value.getClass().getName() + " without text";
        }
    }
}
