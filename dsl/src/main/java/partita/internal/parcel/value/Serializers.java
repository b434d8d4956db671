package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.MapSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.RecordSerializer;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

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

    /** The serialiser for a class; {@code own} is what Kryo would take. */
    Serializer<?> choose(Kryo kryo, Class<?> type, Serializer<?> own) {
        if (Bulk.is(type)) {
            return new BulkSerializer(type, blobs);
        }
        if (Travels.class.isAssignableFrom(type)) {
            return late(new TravelSerializer());
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return new ThrowableSerializer(kryo, type);
        }
        if (own instanceof RecordSerializer) {
            return new LateSerializer<>(own, unfinished);
        }
        if (Jdk.is(type)) {
            return ofJdk(type, own);
        }
        if (Proxy.isProxyClass(type)) {
            return new Refusal("a dynamic proxy cannot travel: send what it stands for");
        }
        boolean generic = own instanceof CollectionSerializer || own instanceof MapSerializer;
        if (generic) {
            // A class of the user's that extends a collection has fields that Kryo's would forget.
            return Serializable.class.isAssignableFrom(type) ? java() : ValueKryo.fields(kryo, type);
        }
        return own;
    }

    private Serializer<?> ofJdk(Class<?> type, Serializer<?> own) {
        if (Path.class.isAssignableFrom(type)) {
            return new Copies.OfPath();
        }
        Serializer<?> immutable = Copies.ofImmutable(type);
        if (immutable != null) {
            return late(immutable);
        }
        boolean generic = own instanceof CollectionSerializer || own instanceof MapSerializer;
        boolean specific = !generic && own != UNKNOWN && !(own instanceof JavaSerializer);
        if (specific || PLAIN.contains(type)) {
            return constructedLate(type) ? late(own) : own;
        }
        if (Copies.view(type)) {
            if (Collection.class.isAssignableFrom(type)) {
                return late(new Copies.OfCollection());
            }
            if (Map.class.isAssignableFrom(type)) {
                return late(new Copies.OfMap());
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
