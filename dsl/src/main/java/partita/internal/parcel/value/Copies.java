package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** The JDK's collections and values that only their makers can make, written by what they consist of. */
final class Copies {
    private Copies() {}

    /** Whether a class of the JDK's shows another collection, which need not travel with it. */
    static boolean view(Class<?> type) {
        String name = type.getName();
        boolean wrapper = name.startsWith("java.util.Collections$")
                && (name.contains("Unmodifiable") || name.contains("Synchronized") || name.contains("Checked"));
        boolean partial = name.contains("Sub") || name.contains("Reverse");
        return wrapper || partial || !java.io.Serializable.class.isAssignableFrom(type);
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

    /** An object that is no more than itself: a mark, or what one synchronises on. */
    static final class OfObject extends Serializer<Object> {
        @Override
        public void write(Kryo kryo, Output output, Object object) {}

        @Override
        public Object read(Kryo kryo, Input input, Class<?> type) {
            return new Object();
        }
    }

    /** A collector by its functions; those of {@code Collectors} travel where the agent made them serialisable. */
    static final class OfCollector extends Serializer<Collector<?, ?, ?>> {
        @Override
        public void write(Kryo kryo, Output output, Collector<?, ?, ?> collector) {
            kryo.writeClassAndObject(output, collector.supplier());
            kryo.writeClassAndObject(output, collector.accumulator());
            kryo.writeClassAndObject(output, collector.combiner());
            kryo.writeClassAndObject(output, collector.finisher());
            writeAll(kryo, output, collector.characteristics());
        }

        @Override
        @SuppressWarnings("unchecked") // they were one collector's
        public Collector<?, ?, ?> read(Kryo kryo, Input input, Class<? extends Collector<?, ?, ?>> type) {
            return Collector.of(
                    (Supplier<Object>) kryo.readClassAndObject(input),
                    (BiConsumer<Object, Object>) kryo.readClassAndObject(input),
                    (BinaryOperator<Object>) kryo.readClassAndObject(input),
                    (Function<Object, Object>) kryo.readClassAndObject(input),
                    Arrays.stream(readAll(kryo, input)).toArray(Collector.Characteristics[]::new));
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

    static void writeAll(Kryo kryo, Output output, Collection<?> all) {
        Object[] elements = all.toArray();
        output.writeVarInt(elements.length, true);
        for (Object element : elements) {
            kryo.writeClassAndObject(output, element);
        }
    }

    static @Nullable Object[] readAll(Kryo kryo, Input input) {
        var elements = new @Nullable Object[input.readVarInt(true)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = kryo.readClassAndObject(input);
        }
        return elements;
    }
}
