package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JDK's views and wrappers, as copies of what they show: an unmodifiable one stays so. */
final class Copies {
    private Copies() {}

    /** Whether a class of the JDK's shows another collection, which need not travel with it. */
    static boolean view(Class<?> type) {
        String name = type.getName();
        boolean wrapper = name.startsWith("java.util.Collections$")
                && (name.contains("Unmodifiable") || name.contains("Synchronized") || name.contains("Checked"));
        return wrapper || !java.io.Serializable.class.isAssignableFrom(type) || name.contains("Sub");
    }

    /** For what {@code List.of}, {@code Set.of} and {@code Map.of} give; null for others. */
    static @Nullable Serializer<?> ofImmutable(Class<?> type) {
        if (!type.getName().startsWith("java.util.ImmutableCollections$")) {
            return null;
        }
        if (List.class.isAssignableFrom(type)) {
            return new OfImmutableList();
        }
        if (Set.class.isAssignableFrom(type)) {
            return new OfImmutableSet();
        }
        return Map.class.isAssignableFrom(type) ? new OfImmutableMap() : null;
    }

    private static boolean unmodifiable(Object view) {
        return view.getClass().getName().contains("Unmodifiable")
                || view.getClass().getName().contains("Immutable");
    }

    static final class OfPath extends Serializer<Path> {
        @Override
        public void write(Kryo kryo, Output output, Path path) {
            if (path.getFileSystem() != java.nio.file.FileSystems.getDefault()) {
                throw new Refused("the path=" + path + " is of a file system that only this JVM has open ("
                        + path.getFileSystem() + "): open it inside the lambda");
            }
            output.writeString(path.toString());
        }

        @Override
        public Path read(Kryo kryo, Input input, Class<? extends Path> type) {
            return Path.of(input.readString());
        }
    }

    static final class ByJava extends Serializer<Object> {
        @Override
        public void write(Kryo kryo, Output output, Object object) {
            JavaBox.write(kryo, output, object);
        }

        @Override
        public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
            return JavaBox.read(kryo, input);
        }
    }

    static final class OfEntry extends Serializer<Map.Entry<?, ?>> {
        @Override
        public void write(Kryo kryo, Output output, Map.Entry<?, ?> entry) {
            output.writeBoolean(entry.getClass().getName().contains("KeyValueHolder"));
            kryo.writeClassAndObject(output, entry.getKey());
            kryo.writeClassAndObject(output, entry.getValue());
        }

        @Override
        public Map.Entry<?, ?> read(Kryo kryo, Input input, Class<? extends Map.Entry<?, ?>> type) {
            boolean immutable = input.readBoolean();
            Object key = kryo.readClassAndObject(input);
            Object value = kryo.readClassAndObject(input);
            return immutable ? Map.entry(key, value) : new java.util.AbstractMap.SimpleEntry<>(key, value);
        }
    }

    static final class OfImmutableList extends Serializer<List<?>> {
        @Override
        public void write(Kryo kryo, Output output, List<?> list) {
            writeAll(kryo, output, list);
        }

        @Override
        public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
            // Unlike List.of, a stream's toList keeps nulls.
            return Arrays.stream(readAll(kryo, input)).toList();
        }
    }

    static final class OfImmutableSet extends Serializer<Set<?>> {
        @Override
        public void write(Kryo kryo, Output output, Set<?> set) {
            writeAll(kryo, output, set);
        }

        @Override
        public Set<?> read(Kryo kryo, Input input, Class<? extends Set<?>> type) {
            return Set.of(readAll(kryo, input));
        }
    }

    static final class OfImmutableMap extends Serializer<Map<?, ?>> {
        @Override
        public void write(Kryo kryo, Output output, Map<?, ?> map) {
            output.writeVarInt(map.size(), true);
            map.forEach((key, value) -> {
                kryo.writeClassAndObject(output, key);
                kryo.writeClassAndObject(output, value);
            });
        }

        @Override
        public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
            var entries = new Map.Entry<?, ?>[input.readVarInt(true)];
            for (int i = 0; i < entries.length; i++) {
                Object key = kryo.readClassAndObject(input);
                entries[i] = Map.entry(key, kryo.readClassAndObject(input));
            }
            return Map.ofEntries(entries);
        }
    }

    static final class OfCollection extends Serializer<Collection<?>> {
        @Override
        public void write(Kryo kryo, Output output, Collection<?> view) {
            output.writeBoolean(unmodifiable(view));
            output.writeByte(view instanceof SortedSet ? 2 : view instanceof Set ? 1 : 0);
            if (view instanceof SortedSet<?> sorted) {
                kryo.writeClassAndObject(output, sorted.comparator());
            }
            writeAll(kryo, output, view);
        }

        @Override
        @SuppressWarnings("unchecked") // the comparator was the set's own
        public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
            boolean unmodifiable = input.readBoolean();
            int kind = input.readByte();
            Object comparator = kind == 2 ? kryo.readClassAndObject(input) : null;
            List<@Nullable Object> all = Arrays.asList(readAll(kryo, input));
            return switch (kind) {
                case 2 -> {
                    var set = new TreeSet<@Nullable Object>((Comparator<@Nullable Object>) comparator);
                    set.addAll(all);
                    yield unmodifiable ? Collections.unmodifiableSortedSet(set) : set;
                }
                case 1 -> {
                    var set = new LinkedHashSet<>(all);
                    yield unmodifiable ? Collections.unmodifiableSet(set) : set;
                }
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
            output.writeBoolean(view instanceof SortedMap);
            if (view instanceof SortedMap<?, ?> sorted) {
                kryo.writeClassAndObject(output, sorted.comparator());
            }
            writeAll(kryo, output, new ArrayList<>(view.keySet()));
            writeAll(kryo, output, new ArrayList<>(view.values()));
        }

        @Override
        @SuppressWarnings("unchecked") // the comparator was the map's own
        public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
            boolean unmodifiable = input.readBoolean();
            boolean sorted = input.readBoolean();
            Map<@Nullable Object, @Nullable Object> map = sorted
                    ? new TreeMap<>((Comparator<@Nullable Object>) kryo.readClassAndObject(input))
                    : new LinkedHashMap<>();
            @Nullable Object[] keys = readAll(kryo, input);
            @Nullable Object[] values = readAll(kryo, input);
            for (int i = 0; i < keys.length; i++) {
                map.put(keys[i], values[i]);
            }
            return unmodifiable ? Collections.unmodifiableMap(map) : map;
        }
    }

    private static void writeAll(Kryo kryo, Output output, Collection<?> all) {
        Object[] elements = all.toArray();
        output.writeVarInt(elements.length, true);
        for (Object element : elements) {
            kryo.writeClassAndObject(output, element);
        }
    }

    private static @Nullable Object[] readAll(Kryo kryo, Input input) {
        var elements = new @Nullable Object[input.readVarInt(true)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = kryo.readClassAndObject(input);
        }
        return elements;
    }
}
