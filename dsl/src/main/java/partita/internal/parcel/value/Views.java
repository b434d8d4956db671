package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's views and wrappers, as copies of what they show: an unmodifiable one stays so, and a copy is of every
 * interface of the JDK's that a variable may have been declared with.
 */
final class Views {
    private Views() {}

    private static boolean unmodifiable(Object view) {
        return view.getClass().getName().contains("Unmodifiable")
                || view.getClass().getName().contains("Immutable");
    }

    static final class OfCollection extends Serializer<Collection<?>> {
        @Override
        public void write(Kryo kryo, Output output, Collection<?> view) {
            output.writeBoolean(unmodifiable(view));
            output.writeByte(kind(view));
            if (view instanceof SortedSet<?> sorted) {
                kryo.writeClassAndObject(output, sorted.comparator());
            }
            Copies.writeAll(kryo, output, view);
        }

        /** What a variable's type may ask for. */
        private static int kind(Collection<?> view) {
            return switch (view) {
                case SortedSet<?> _ -> 2;
                case SequencedSet<?> _ -> 3;
                case Set<?> _ -> 1;
                case Queue<?> _ -> 4;
                default -> 0;
            };
        }

        @Override
        @SuppressWarnings("unchecked") // the comparator was the set's own
        public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
            boolean unmodifiable = input.readBoolean();
            int kind = input.readByte();
            Object comparator = kind == 2 ? kryo.readClassAndObject(input) : null;
            List<@Nullable Object> all = Arrays.asList(Copies.readAll(kryo, input));
            return switch (kind) {
                case 2 -> {
                    var set = new TreeSet<@Nullable Object>((Comparator<@Nullable Object>) comparator);
                    set.addAll(all);
                    yield unmodifiable ? Collections.unmodifiableNavigableSet(set) : set;
                }
                case 1 -> {
                    var set = new LinkedHashSet<>(all);
                    yield unmodifiable ? Collections.unmodifiableSet(set) : set;
                }
                case 3 -> {
                    var set = new LinkedHashSet<>(all);
                    yield unmodifiable ? Collections.unmodifiableSequencedSet(set) : set;
                }
                case 4 -> new LinkedList<>(all);
                default -> {
                    var list = new ArrayList<>(all);
                    yield unmodifiable ? Collections.unmodifiableList(list) : list;
                }
            };
        }
    }

    static final class OfMap extends Serializer<Map<?, ?>> {
        @Override
        public void write(Kryo kryo, Output output, Map<?, ?> view) {
            output.writeBoolean(unmodifiable(view));
            output.writeByte(kind(view));
            if (view instanceof SortedMap<?, ?> sorted) {
                kryo.writeClassAndObject(output, sorted.comparator());
            }
            Copies.writeAll(kryo, output, new ArrayList<>(view.keySet()));
            Copies.writeAll(kryo, output, new ArrayList<>(view.values()));
        }

        private static int kind(Map<?, ?> view) {
            return switch (view) {
                case ConcurrentNavigableMap<?, ?> _ -> 3;
                case SortedMap<?, ?> _ -> 2;
                case SequencedMap<?, ?> _ -> 1;
                default -> 0;
            };
        }

        @Override
        @SuppressWarnings("unchecked") // the comparator was the map's own
        public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
            boolean unmodifiable = input.readBoolean();
            int kind = input.readByte();
            var comparator = kind >= 2 ? (Comparator<@Nullable Object>) kryo.readClassAndObject(input) : null;
            SequencedMap<@Nullable Object, @Nullable Object> map =
                    switch (kind) {
                        case 3 -> new ConcurrentSkipListMap<>(comparator);
                        case 2 -> new TreeMap<>(comparator);
                        default -> new LinkedHashMap<>();
                    };
            @Nullable Object[] keys = Copies.readAll(kryo, input);
            @Nullable Object[] values = Copies.readAll(kryo, input);
            for (int i = 0; i < keys.length; i++) {
                map.put(keys[i], values[i]);
            }
            if (!unmodifiable) {
                return map;
            }
            return map instanceof TreeMap<@Nullable Object, @Nullable Object> tree
                    ? Collections.unmodifiableNavigableMap(tree)
                    : kind == 1 ? Collections.unmodifiableSequencedMap(map) : Collections.unmodifiableMap(map);
        }
    }
}
