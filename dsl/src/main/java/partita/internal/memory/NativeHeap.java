package partita.internal.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** What the C library holds for this JVM, most of it for its compilers: tens of megabytes after much was compiled. */
public final class NativeHeap {
    private NativeHeap() {}

    /** Gives back what is free; does nothing where the C library cannot, or this JVM may not call it. */
    @SuppressWarnings("restricted") // only where it was allowed
    public static void trim() {
        if (!NativeHeap.class.getModule().isNativeAccessEnabled()) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MethodHandle> call = linker.defaultLookup()
                .find("malloc_trim")
                .map(address -> linker.downcallHandle(
                        address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
        if (call.isPresent()) {
            try {
                var _ = (int) call.get().invokeExact(0L);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("the C library throws nothing", e);
            }
        }
    }
}
