package partita.internal.parcel;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.code.LambdaPatch;

/**
 * Java agent of a JVM in which code is typed: makes each lambda of a snippet serialisable as its class is
 * loaded, whoever loads it: the kernel's JShell or the JDK's own {@code jshell}.
 */
public final class ShippingAgent {
    private static volatile @Nullable Instrumentation instrumentation;

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
            if (name == null || !name.startsWith("REPL/")) {
                return null;
            }
            byte[] patched = LambdaPatch.patch(bytes);
            return patched == bytes ? null : patched;
        }
    }
}
