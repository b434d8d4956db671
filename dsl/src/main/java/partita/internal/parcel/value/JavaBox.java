package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Java serialisation for the JDK's own serialisable classes that Kryo has no serialiser for. What they hold of
 * other classes travels beside them by Kryo, so that it need not be serialisable.
 */
final class JavaBox {
    /** Stands for the n-th value beside. */
    private record Beside(int n) implements Serializable {}

    private JavaBox() {}

    static void write(Kryo kryo, Output output, Object object) {
        var bytes = new ByteArrayOutputStream();
        var beside = new ArrayList<Object>();
        try (var out = new Boxing(bytes, object, beside)) {
            out.writeObject(object);
        } catch (NotSerializableException e) {
            throw new Refused("a value of class=" + e.getMessage() + ", held by a "
                    + object.getClass().getName() + ", belongs to its JVM: make it inside the lambda");
        } catch (IOException e) {
            throw new KryoException(
                    "cannot serialise a value of class=" + object.getClass().getName(), e);
        }
        output.writeVarInt(bytes.size(), true);
        output.writeBytes(bytes.toByteArray());
        output.writeVarInt(beside.size(), true);
        beside.forEach(value -> kryo.writeClassAndObject(output, value));
    }

    static @Nullable Object read(Kryo kryo, Input input) {
        byte[] bytes = input.readBytes(input.readVarInt(true));
        var beside = new ArrayList<@Nullable Object>();
        for (int n = input.readVarInt(true); n > 0; n--) {
            beside.add(kryo.readClassAndObject(input));
        }
        try (var in = new Unboxing(new ByteArrayInputStream(bytes), kryo.getClassLoader(), beside)) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new KryoException("cannot read a value that Java serialisation wrote: " + e, e);
        }
    }

    private static final class Boxing extends ObjectOutputStream {
        private final Object root;
        private final List<Object> beside;

        Boxing(OutputStream out, Object root, List<Object> beside) throws IOException {
            super(out);
            this.root = root;
            this.beside = beside;
            enableReplaceObject(true);
        }

        private Beside box(Object value) {
            beside.add(value);
            return new Beside(beside.size() - 1);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof SerializedLambda lambda) {
                // Java serialisation took a lambda apart before asking here.
                return Lambdas.serialisedByJdk(lambda) ? object : box(object);
            }
            Class<?> type = object.getClass();
            while (type.isArray()) {
                type = type.getComponentType();
            }
            boolean stays = object == root
                    || type.isPrimitive()
                    || object instanceof Beside
                    || (Jdk.is(type) && object instanceof Serializable && !Lambdas.is(type));
            return stays ? object : box(object);
        }
    }

    private static final class Unboxing extends ObjectInputStream {
        private final ClassLoader loader;
        private final List<@Nullable Object> beside;

        Unboxing(InputStream in, ClassLoader loader, List<@Nullable Object> beside) throws IOException {
            super(in);
            this.loader = loader;
            this.beside = beside;
            enableResolveObject(true);
        }

        @Override
        protected @Nullable Object resolveObject(@Nullable Object object) {
            return object instanceof Beside b ? beside.get(b.n()) : object;
        }

        /** A worker's copy of a class may set its static fields: of the number that Java makes of a class, these are a part. */
        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
            ObjectStreamClass written = super.readClassDescriptor();
            Class<?> type = resolveClass(written);
            ObjectStreamClass own = Jdk.is(type) ? null : ObjectStreamClass.lookup(type);
            return own == null ? written : own;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
