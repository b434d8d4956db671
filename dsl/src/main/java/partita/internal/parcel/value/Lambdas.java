package partita.internal.parcel.value;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;

/** Tells lambdas from other objects and takes them apart. */
public final class Lambdas {
    private static final MethodType NO_ARGUMENTS = MethodType.methodType(Object.class);

    /** A handle, which is made in half the time of a method to be invoked: most lambdas are taken apart once. */
    private static final ClassValue<Optional<MethodHandle>> WRITE_REPLACE = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            try {
                return Optional.of(MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findVirtual(type, "writeReplace", NO_ARGUMENTS));
            } catch (NoSuchMethodException | IllegalAccessException e) {
                return Optional.empty();
            }
        }
    };

    private static final ClassValue<Boolean> DESERIALISES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals("$deserializeLambda$"));
        }
    };

    private Lambdas() {}

    /**
     * Whether a class was made for a lambda or method reference.
     *
     * @param type the class
     * @return true if so
     */
    public static boolean is(Class<?> type) {
        return type.isHidden() && type.getName().contains("$$Lambda");
    }

    /**
     * Whether a class was made for a lambda that captured nothing, of one of Partita's own types: others may have
     * initialisers, which run when the first lambda of theirs is made.
     *
     * @param type the class
     * @return true if so
     */
    public static boolean bare(Class<?> type) {
        return is(type)
                && type.getDeclaredFields().length == 0
                && Arrays.stream(type.getInterfaces())
                        .allMatch(each -> each == Serializable.class
                                || (each.getClassLoader() == Fn.class.getClassLoader()
                                        && each.getPackageName().equals(Fn.class.getPackageName())));
    }

    /**
     * Whether a lambda is of the JDK's own code and made to be serialised, as {@code Comparator.comparing}'s is:
     * Java serialisation then rebuilds it where nobody else may.
     */
    static boolean serialisedByJdk(SerializedLambda lambda) {
        return lambda.getCapturingClass().startsWith("java/") && DESERIALISES.get(capturing(lambda));
    }

    private static Class<?> capturing(SerializedLambda lambda) {
        try {
            return Class.forName(lambda.getCapturingClass().replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no such class of the JDK's: " + lambda.getCapturingClass(), e);
        }
    }

    /** Takes a lambda apart; null where it was compiled without being serialisable. */
    static @Nullable SerializedLambda takeApart(Object lambda) {
        Optional<MethodHandle> replace = WRITE_REPLACE.get(lambda.getClass());
        try {
            if (replace.isPresent()) {
                return (Object) replace.get().bindTo(lambda).invokeExact() instanceof SerializedLambda s ? s : null;
            }
            return lambda instanceof Serializable ? intercept(lambda) : null;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "cannot take apart a lambda of class=" + lambda.getClass().getName(), e);
        }
    }

    /** Java serialisation may call a {@code writeReplace} of the JDK's where we may not. */
    private static @Nullable SerializedLambda intercept(Object lambda) throws IOException {
        try (var interceptor = new Interceptor()) {
            interceptor.writeObject(lambda);
            return interceptor.found;
        } catch (NotSerializableException e) {
            return null;
        }
    }

    private static final class Interceptor extends ObjectOutputStream {
        private @Nullable SerializedLambda found;

        Interceptor() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(@Nullable Object object) {
            if (object instanceof SerializedLambda lambda && found == null) {
                found = lambda;
            }
            return null;
        }
    }
}
