package partita.internal.parcel;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.code.LambdaPatch;

/**
 * Java agent of a JVM in which code is typed: makes each lambda of a snippet serialisable as its class is
 * loaded, whoever loads it: the kernel's JShell or the JDK's own {@code jshell}.
 */
public final class ShippingAgent {
    private static volatile @Nullable Instrumentation instrumentation;

    private static final Class<?>[] COMPOSERS = {
        BiConsumer.class,
        BiFunction.class,
        BinaryOperator.class,
        BiPredicate.class,
        Consumer.class,
        DoublePredicate.class,
        DoubleUnaryOperator.class,
        Function.class,
        IntPredicate.class,
        IntUnaryOperator.class,
        LongPredicate.class,
        LongUnaryOperator.class,
        Predicate.class,
        UnaryOperator.class,
        Collectors.class,
        Pattern.class,
    };

    private static final Set<String> PATCHED = Arrays.stream(COMPOSERS)
            .map(type -> type.getName().replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());

    private ShippingAgent() {}

    /**
     * Called by the JVM before {@code main}.
     *
     * @param arguments unused
     * @param given the JVM's instrumentation
     */
    public static void premain(@Nullable String arguments, Instrumentation given) {
        instrumentation = given;
        given.addTransformer(new Snippets(), true);
        // The JVM starts faster when this is done beside; nobody has typed a lambda yet.
        Thread.ofPlatform().daemon().name("partita-agent").start(() -> patchJdk(given));
    }

    /** {@code f.andThen(g)}, {@code p.negate()} and {@code Pattern.asPredicate()} are lambdas of the JDK's, which does not make them serialisable. */
    private static void patchJdk(Instrumentation given) {
        try {
            given.retransformClasses(COMPOSERS);
        } catch (UnmodifiableClassException | LinkageError e) {
            System.err.println("partita: lambdas made by f.andThen(g) and the like will be refused: " + e);
        }
    }

    /**
     * Called by the JVM when the agent is attached later.
     *
     * @param arguments unused
     * @param given the JVM's instrumentation
     */
    public static void agentmain(@Nullable String arguments, Instrumentation given) {
        premain(arguments, given);
    }

    /**
     * The JVM's instrumentation.
     *
     * @return it, or null where the agent was not loaded
     */
    public static @Nullable Instrumentation instrumentation() {
        return instrumentation;
    }

    private static final class Snippets implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (name == null || !(name.startsWith("REPL/") || PATCHED.contains(name))) {
                return null;
            }
            byte[] patched = LambdaPatch.patch(bytes);
            return patched == bytes ? null : patched;
        }
    }
}
