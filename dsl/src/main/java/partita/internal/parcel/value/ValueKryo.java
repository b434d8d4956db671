package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.SerializerFactory.BaseSerializerFactory;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.ClosureSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultArraySerializers;
import com.esotericsoftware.kryo.kryo5.serializers.FieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.MapSerializer;
import java.io.PrintStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.kept.Kept;

/** Kryo as Partita uses it: names for classes, references kept, nothing registered but what both sides know. */
final class ValueKryo extends Kryo {
    private static final String UNSAFE = "kryo.unsafe";

    static {
        // In a program of the user's own the JVM would warn of sun.misc.Unsafe at the first value; notebooks, jshell
        // and workers are started with the flag that allows it, and with this property.
        if (System.getProperty(UNSAFE) == null) {
            System.setProperty(UNSAFE, "false");
        }
    }

    private final Serializers serializers;
    private final boolean keeping;

    ValueKryo(ClassLoader loader, Watcher watcher, Blobs blobs) {
        this(loader, watcher, blobs, new Unfinished(), false);
    }

    /** Reads copies that cannot be changed: see {@link Kept}. */
    static ValueKryo keeping(ClassLoader loader) {
        return new ValueKryo(loader, Watcher.NONE, Blobs.NONE, new Unfinished(), true);
    }

    private ValueKryo(ClassLoader loader, Watcher watcher, Blobs blobs, Unfinished unfinished, boolean keeping) {
        super(new Classes(watcher), unfinished);
        this.keeping = keeping;
        serializers = new Serializers(unfinished, blobs);
        setClassLoader(loader);
        setRegistrationRequired(false);
        // Kryo's generics optimisation guesses element classes from declarations; a wrong guess corrupts.
        setOptimizedGenerics(false);
        setDefaultSerializer(new Fallback());
        setInstantiatorStrategy(new Instantiation());
        var lambdas = new LambdaSerializer(watcher, unfinished);
        register(ClosureSerializer.Closure.class, lambdas);
        register(SerializedLambda.class, lambdas);
        register(String.class, new TextSerializer(blobs));
        register(StackTraceElement.class, new ThrowableSerializer.OfFrame());
        // Common classes by a small number instead of a name; both sides are the same code.
        // With what Kryo would choose, but made here: Kryo makes it by reflection, after some exceptions, each time.
        register(ArrayList.class, new CollectionSerializer<>());
        register(HashMap.class, new MapSerializer<>());
        register(HashSet.class, new CollectionSerializer<>());
        register(LinkedHashMap.class, new MapSerializer<>());
        register(LinkedHashSet.class, new CollectionSerializer<>());
        register(Object[].class, new DefaultArraySerializers.ObjectArraySerializer(this, Object[].class));
        register(String[].class, new DefaultArraySerializers.StringArraySerializer());
        register(byte[].class);
        register(int[].class);
        register(long[].class);
        register(double[].class);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public boolean isClosure(Class type) {
        return Lambdas.is(type);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares it
    public Serializer getDefaultSerializer(Class type) {
        // Kryo's constructor asks before the field is set, for its primitives.
        if (serializers == null) {
            return super.getDefaultSerializer(type);
        }
        if (Kept.class.isAssignableFrom(type)) {
            return new KeptSerializer(super.getDefaultSerializer(type), Kept.original(type));
        }
        Refusal resident = Residents.refusal(type); // Kryo would stumble over the JDK's class that it extends
        return resident != null ? resident : serializers.choose(this, type, () -> super.getDefaultSerializer(type));
    }

    /**
     * A copy that could not be changed travels on as what it is a copy of; a dynamic proxy that stands for an object of
     * another process as that.
     */
    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public Registration writeClass(Output output, @Nullable Class type) {
        if (type != null && Proxy.isProxyClass(type) && Travels.class.isAssignableFrom(type)) {
            return super.writeClass(output, Travels.class);
        }
        if (type != null && PrintStream.class.isAssignableFrom(type)) {
            return super.writeClass(output, PrintStream.class); // the kernel's System.out is of a class of its own
        }
        return super.writeClass(output, type == null ? null : Kept.original(type));
    }

    @Override
    public @Nullable Registration readClass(Input input) {
        Registration read = super.readClass(input);
        Class<?> kept = read == null || !keeping ? null : Kept.of(read.getType());
        return kept == null ? read : getRegistration(kept);
    }

    /** What Kryo takes where it has nothing of its own for a class: fields, but never of the JDK's classes. */
    private static final class Fallback extends BaseSerializerFactory<Serializer<?>> {
        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares it
        public Serializer<?> newSerializer(Kryo kryo, Class type) {
            return Jdk.is(type) ? Serializers.UNKNOWN : fields(kryo, type);
        }
    }

    /** A field by field serialiser that keeps what a class's compiler added: {@code this$0}, {@code val$x}. */
    static <T> FieldSerializer<T> fields(Kryo kryo, Class<T> type) {
        var config = new FieldSerializer.FieldSerializerConfig();
        config.setIgnoreSyntheticFields(false);
        config.setExtendedFieldNames(true);
        return new FieldSerializer<>(kryo, type, config);
    }
}
