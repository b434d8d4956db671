package partita.internal.parcel.value;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells the JDK's classes from others. */
final class Jdk {
    private Jdk() {}

    static boolean is(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** The class of the JDK's that one of people's extends, where that has state of its own; else null. */
    static @Nullable Class<?> base(Class<?> type) {
        Class<?> base = type;
        while (base != null && !is(base)) {
            base = base.getSuperclass();
        }
        for (Class<?> at = base; at != null; at = at.getSuperclass()) {
            if (Arrays.stream(at.getDeclaredFields()).anyMatch(field -> !Modifier.isStatic(field.getModifiers()))) {
                return base;
            }
        }
        return null;
    }

    /** Whether Java serialisation takes along what a class of the JDK's and those above it hold. */
    static boolean serialises(Class<?> base) {
        return Serializable.class.isAssignableFrom(base);
    }

    /** Whether a class that Java serialisation refuses is no more than its fields. */
    static boolean byFields(Class<?> type) {
        boolean formatter = type.getPackageName().equals("java.time.format");
        return type == StringJoiner.class || (formatter && !type.isEnum() && !type.isHidden() && !type.isArray());
    }

    /** Whether all that a class of the JDK's and those above it hold can be read and written field by field. */
    static boolean open(Class<?> base) {
        for (Class<?> at = base; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && !field.trySetAccessible()) {
                    return false;
                }
            }
        }
        return true;
    }
}
