package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.MapSerializer;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Chooses how a class's values are written. */
final class Serializers {
    /** The JDK's collections that are no more than their elements. */
    private static final Set<Class<?>> PLAIN = Set.of(
            java.util.ArrayList.class,
            java.util.LinkedList.class,
            java.util.HashSet.class,
            java.util.LinkedHashSet.class,
            java.util.ArrayDeque.class,
            java.util.Vector.class,
            java.util.Stack.class,
            java.util.HashMap.class,
            java.util.LinkedHashMap.class,
            java.util.Hashtable.class,
            java.util.WeakHashMap.class,
            java.util.concurrent.ConcurrentHashMap.class,
            java.util.concurrent.ConcurrentLinkedQueue.class,
            java.util.concurrent.ConcurrentLinkedDeque.class,
            java.util.concurrent.CopyOnWriteArrayList.class);

    /** Stands for "Kryo has nothing of its own for this class of the JDK's". */
    static final Serializer<Object> UNKNOWN = new Refusal("a class of the JDK's that nobody can write");

    private final Unfinished unfinished;
    private final Blobs blobs;

    Serializers(Unfinished unfinished, Blobs blobs) {
        this.unfinished = unfinished;
        this.blobs = blobs;
    }

    /** The serialiser for a class; {@code kryos} gives what Kryo would take, and fails for some of the JDK's. */
    Serializer<?> choose(Kryo kryo, Class<?> type, Supplier<Serializer<?>> kryos) {
        if (Bulk.is(type)) {
            return new BulkSerializer(type, blobs);
        }
        if (Travels.class.isAssignableFrom(type)) {
            return late(new TravelSerializer());
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return new ThrowableSerializer(kryo, type);
        }
        if (PrintStream.class.isAssignableFrom(type)) {
            return new StandardStreams();
        }
        if (Jdk.is(type)) {
            return ofJdk(kryo, type, kryos);
        }
        if (type.isRecord()) {
            return late(new RecordSerializer(type));
        }
        if (Proxy.isProxyClass(type)) {
            return new Refusal("a dynamic proxy cannot travel: send what it stands for");
        }
        Class<?> base = Jdk.base(type);
        if (base != null && !type.isEnum()) {
            return extending(kryo, type, base);
        }
        Serializer<?> own = kryos.get();
        boolean generic = own instanceof CollectionSerializer || own instanceof MapSerializer;
        return generic ? ValueKryo.fields(kryo, type) : own;
    }

    /**
     * What Kryo has for a class of the JDK's would forget what people's class adds to it, and field by field is not how
     * the JDK wants its own to be written.
     */
    private Serializer<?> extending(Kryo kryo, Class<?> type, Class<?> base) {
        if (Serializable.class.isAssignableFrom(type) && Jdk.serialises(base)) {
            return java();
        }
        return Jdk.open(base)
                ? ValueKryo.fields(kryo, type)
                : new Refusal("a value of class=" + type.getTypeName() + " extends " + base.getTypeName()
                        + ", whose state belongs to its JVM: make it inside the lambda, or send what it is made from");
    }

    private Serializer<?> ofJdk(Kryo kryo, Class<?> type, Supplier<Serializer<?>> kryos) {
        Serializer<?> special = special(type);
        if (special != null) {
            return special;
        }
        if (Jdk.byFields(type) && Jdk.open(type)) {
            return ValueKryo.fields(kryo, type);
        }
        Serializer<?> own = type.isRecord() ? UNKNOWN : kryos.get();
        boolean generic = own instanceof CollectionSerializer || own instanceof MapSerializer;
        boolean specific = !generic && own != UNKNOWN && !(own instanceof JavaSerializer);
        if (specific || PLAIN.contains(type)) {
            return constructedLate(type) ? late(own) : own;
        }
        if (Copies.view(type)) {
            if (Collection.class.isAssignableFrom(type)) {
                return late(new Views.OfCollection());
            }
            if (Map.class.isAssignableFrom(type)) {
                return late(new Views.OfMap());
            }
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return late(new Copies.OfEntry());
        }
        if (Serializable.class.isAssignableFrom(type)) {
            return java();
        }
        return new Refusal("a value of class=" + type.getTypeName()
                + " belongs to its JVM: make it inside the lambda, or send what it is made from");
    }

    private @Nullable Serializer<?> special(Class<?> type) {
        if (type == Object.class) {
            return new Copies.OfObject();
        }
        if (Path.class.isAssignableFrom(type)) {
            return new Copies.OfPath();
        }
        if (Collector.class.isAssignableFrom(type)) {
            return late(new Copies.OfCollector());
        }
        Serializer<?> immutable = Copies.ofImmutable(type);
        return immutable != null ? late(immutable) : Summaries.of(type);
    }

    private static boolean constructedLate(Class<?> type) {
        return type.getName().startsWith("java.util.ImmutableCollections")
                || type.getName().startsWith("java.util.Optional")
                || type.getName().startsWith("java.util.Collections$")
                || type.getName().equals("java.util.Arrays$ArrayList");
    }

    private <T> Serializer<T> late(Serializer<T> serializer) {
        return new LateSerializer<>(serializer, unfinished);
    }

    private Serializer<Object> java() {
        return late(new Copies.ByJava());
    }
}
