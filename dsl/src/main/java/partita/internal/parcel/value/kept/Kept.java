package partita.internal.parcel.value.kept;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A copy of a collection that somebody else keeps: whoever changed it would change nothing there, and is told so. */
public interface Kept {
    /** Says that it is filled: from now on nothing changes it. */
    void seal();

    /**
     * The class of copies of a class.
     *
     * @param type the class
     * @return what to make in its place, or null if there is nothing
     */
    static @Nullable Class<?> of(Class<?> type) {
        return Classes.KEPT.get(type);
    }

    /**
     * The class that a copy is a copy of.
     *
     * @param type the class of a copy, or any other
     * @return the JDK's class, or the given one
     */
    static Class<?> original(Class<?> type) {
        return Kept.class.isAssignableFrom(type) ? type.getSuperclass() : type;
    }

    /**
     * Whether copies of a class could be changed all the same, in vain.
     *
     * @param type a class
     * @return true for the JDK's other collections that can be changed
     */
    static boolean lost(Class<?> type) {
        return type.getName().startsWith("java.util.")
                && !type.getName().contains("$")
                && (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
                && of(type) == null;
    }

    /**
     * A copy that cannot be changed, with all collections in it.
     *
     * @param <T> its type
     * @param value anything
     * @return a copy of a collection, of its class; anything else as it is
     */
    @SuppressWarnings("unchecked") // of the same class
    static <T extends @Nullable Object> T copy(T value) {
        Object copy =
                switch (value) {
                    case TreeMap<?, ?> m
                    when m.getClass() == TreeMap.class ->
                        fill(new KeptTreeMap<Object, Object>((Comparator<Object>) m.comparator()), m);
                    case LinkedHashMap<?, ?> m
                    when m.getClass() == LinkedHashMap.class -> fill(new KeptLinkedHashMap<>(), m);
                    case HashMap<?, ?> m when m.getClass() == HashMap.class -> fill(new KeptHashMap<>(), m);
                    case TreeSet<?> c
                    when c.getClass() == TreeSet.class ->
                        fill(new KeptTreeSet<Object>((Comparator<Object>) c.comparator()), c);
                    case LinkedHashSet<?> c
                    when c.getClass() == LinkedHashSet.class -> fill(new KeptLinkedHashSet<>(), c);
                    case HashSet<?> c when c.getClass() == HashSet.class -> fill(new KeptHashSet<>(), c);
                    case ArrayList<?> c when c.getClass() == ArrayList.class -> fill(new KeptArrayList<>(), c);
                    case LinkedList<?> c when c.getClass() == LinkedList.class -> fill(new KeptLinkedList<>(), c);
                    case ArrayDeque<?> c when c.getClass() == ArrayDeque.class -> fill(new KeptArrayDeque<>(), c);
                    case null, default -> value;
                };
        return (T) copy;
    }

    private static <C extends Collection<Object> & Kept> C fill(C copy, Collection<?> from) {
        from.forEach(item -> copy.add(copy(item)));
        copy.seal();
        return copy;
    }

    private static <M extends Map<Object, Object> & Kept> M fill(M copy, Map<?, ?> from) {
        from.forEach((key, value) -> copy.put(copy(key), copy(value)));
        copy.seal();
        return copy;
    }

    /**
     * Refuses a change.
     *
     * @param sealed whether it is filled
     */
    static void check(boolean sealed) {
        if (sealed) {
            throw new UnsupportedOperationException(
                    "this is a copy of a collection that a manager or a shared value keeps:"
                            + " a change here would be lost. Put a new one, as in put(key, new ArrayList<>(...)), change it there"
                            + " with compute or update, or nest what a manager makes, such as m.list()");
        }
    }

    /** The classes. */
    final class Classes {
        private static final Map<Class<?>, Class<?>> KEPT = Map.of(
                ArrayList.class, KeptArrayList.class,
                LinkedList.class, KeptLinkedList.class,
                ArrayDeque.class, KeptArrayDeque.class,
                HashSet.class, KeptHashSet.class,
                LinkedHashSet.class, KeptLinkedHashSet.class,
                TreeSet.class, KeptTreeSet.class,
                HashMap.class, KeptHashMap.class,
                LinkedHashMap.class, KeptLinkedHashMap.class,
                TreeMap.class, KeptTreeMap.class);

        private Classes() {}
    }
}
