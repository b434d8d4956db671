package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records, by their fields, since an accessor may give something else. They can be made by their constructor alone;
 * one that makes something else of what it made before ({@code s = s + "!"}) is refused when it arrives, for the
 * copy would silently be wrong.
 */
final class RecordSerializer extends Serializer<Object> {
    /** How to take a record apart and make one, looked up once. */
    private record Shape(Class<?> type, Field[] fields, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            var components = type.getRecordComponents();
            var fields = new Field[components.length];
            var types = new Class<?>[components.length];
            try {
                for (int i = 0; i < components.length; i++) {
                    fields[i] = type.getDeclaredField(components[i].getName());
                    fields[i].setAccessible(true);
                    types[i] = components[i].getType();
                }
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(type, fields, constructor);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("not a whole record: class=" + type.getName(), e);
            }
        }

        @Nullable
        Object part(Object made, int i) {
            try {
                return fields[i].get(made);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("cannot read field=" + fields[i], e);
            }
        }

        Object make(@Nullable Object[] parts) {
            try {
                return constructor.newInstance(parts);
            } catch (InvocationTargetException e) {
                throw new Refused("a record of class=" + type.getTypeName()
                        + " cannot be made anew: its constructor threw " + e.getCause()
                        + "; a record that travels needs a constructor that takes its own parts again");
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot call constructor=" + constructor, e);
            }
        }
    }

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Shape shape;

    RecordSerializer(Class<?> type) {
        super(false, true);
        shape = SHAPES.get(type);
    }

    @Override
    public void write(Kryo kryo, Output output, Object made) {
        for (int i = 0; i < shape.fields().length; i++) {
            Field field = shape.fields()[i];
            Object part = shape.part(made, i);
            try {
                if (field.getType().isPrimitive()) {
                    kryo.writeObject(output, part);
                } else {
                    kryo.writeClassAndObject(output, part);
                }
            } catch (KryoException e) {
                e.addTrace(field.getName() + " (" + shape.type().getTypeName() + ")");
                throw e;
            }
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        var parts = new @Nullable Object[shape.fields().length];
        for (int i = 0; i < parts.length; i++) {
            Class<?> part = shape.fields()[i].getType();
            parts[i] = part.isPrimitive() ? kryo.readObject(input, part) : kryo.readClassAndObject(input);
        }
        Object made = shape.make(parts);
        for (int i = 0; i < parts.length; i++) {
            if (!same(kryo, parts[i], shape.part(made, i))) {
                throw new Refused("a record of class=" + shape.type().getTypeName()
                        + " would arrive changed: its constructor makes another value of the component '"
                        + shape.fields()[i].getName() + "' each time; do that in a static method that calls the"
                        + " constructor");
            }
        }
        return made;
    }

    /** A constructor may well copy what it is given, into a list of another class perhaps. */
    private static boolean same(Kryo kryo, @Nullable Object given, @Nullable Object kept) {
        if (given == kept) {
            return true;
        }
        try {
            return Arrays.deepEquals(new Object[] {given}, new Object[] {kept})
                    || (given != null && kept != null && Arrays.equals(packed(kryo, given), packed(kryo, kept)));
        } catch (RuntimeException | StackOverflowError e) { // of their equals, say: nothing says that they are the same
            return false;
        }
    }

    private static byte[] packed(Kryo kryo, Object value) {
        return new Values(kryo.getClassLoader(), Watcher.NONE).write("a record's component", value);
    }
}
