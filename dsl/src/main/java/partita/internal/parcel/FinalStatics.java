package partita.internal.parcel;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import sun.misc.Unsafe;

/**
 * Sets static final fields of interfaces, which must stay final. Done before any code of a bundle's is compiled, so
 * that nobody has relied on the old value.
 */
@SuppressWarnings({"deprecation", "removal"}) // nothing else can; workers are started with leave for it
final class FinalStatics {
    private FinalStatics() {}

    static void set(Field field, @Nullable Object value) throws ReflectiveOperationException {
        Field theUnsafe = Unsafe.class.getDeclaredField("theUnsafe");
        theUnsafe.setAccessible(true);
        var unsafe = (Unsafe) theUnsafe.get(null);
        var _ = field.get(null); // initialises the interface
        Object base = unsafe.staticFieldBase(field);
        long offset = unsafe.staticFieldOffset(field);
        switch (value) {
            case Integer v when field.getType() == int.class -> unsafe.putInt(base, offset, v);
            case Long v when field.getType() == long.class -> unsafe.putLong(base, offset, v);
            case Double v when field.getType() == double.class -> unsafe.putDouble(base, offset, v);
            case Float v when field.getType() == float.class -> unsafe.putFloat(base, offset, v);
            case Boolean v when field.getType() == boolean.class -> unsafe.putBoolean(base, offset, v);
            case Character v when field.getType() == char.class -> unsafe.putChar(base, offset, v);
            case Short v when field.getType() == short.class -> unsafe.putShort(base, offset, v);
            case Byte v when field.getType() == byte.class -> unsafe.putByte(base, offset, v);
            case null, default -> unsafe.putObject(base, offset, value);
        }
    }
}
