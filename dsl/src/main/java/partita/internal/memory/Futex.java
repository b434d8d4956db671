package partita.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Waits until another process changes an int that both have mapped; Linux's call, by its number since the C library
 * has no name for it. Absent on other systems, where this JVM was not given native access (which would print a
 * warning), and where the system forbids the call: then {@link #available} is false and callers go another way.
 */
public final class Futex {
    /** Not the private kind, which other processes do not see. */
    private static final int WAIT = 0;

    private static final int WAKE = 1;
    private static final int REQUEUE = 3;

    private static final long SECOND_NANOS = 1_000_000_000;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ETIMEDOUT = 110;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final long TIMESPEC_BYTES = 16;

    /** For each thread: where the call leaves its error, and how long to wait. */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private static final long NUMBER = number(System.getProperty("os.name", ""), System.getProperty("os.arch", ""))
            .orElse(-1);
    private static final @Nullable MethodHandle CALL = NUMBER < 0 ? null : call();
    private static final boolean AVAILABLE = CALL != null && works();

    private record Scratch(MemorySegment state, MemorySegment timespec) {
        Scratch() {
            this(Arena.ofAuto().allocate(CALL_STATE), Arena.ofAuto().allocate(TIMESPEC_BYTES, Long.BYTES));
        }
    }

    private Futex() {}

    /**
     * Whether it can be used in this JVM.
     *
     * @return false where {@link #await} and {@link #wake} throw
     */
    public static boolean available() {
        return AVAILABLE;
    }

    static OptionalLong number(String system, String processor) {
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            return OptionalLong.empty();
        }
        return switch (processor) {
            case "amd64", "x86_64" -> OptionalLong.of(202);
            case "aarch64" -> OptionalLong.of(98);
            default -> OptionalLong.empty();
        };
    }

    @SuppressWarnings("restricted") // only where it was allowed
    private static @Nullable MethodHandle call() {
        if (!Futex.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("syscall")
                .map(address -> linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG),
                        Linker.Option.firstVariadicArg(1),
                        Linker.Option.captureCallState("errno")))
                .orElse(null);
    }

    /** A sandbox may forbid the call. */
    private static boolean works() {
        try (Arena arena = Arena.ofConfined()) {
            return call(
                            SCRATCH.get(),
                            arena.allocate(ValueLayout.JAVA_INT),
                            WAKE,
                            1,
                            MemorySegment.NULL,
                            MemorySegment.NULL)
                    == 0;
        }
    }

    /**
     * Waits while an int has a certain value. Returns when it is woken, when the value is another, after the time, and now
     * and then for no reason: look again. Deaf to an interrupt: who may be interrupted waits in slices.
     *
     * @param memory the memory
     * @param at where the int stands
     * @param expected the value to wait with
     * @param nanos how long at the most
     * @throws IllegalStateException if the system refuses, as it does for memory that is not mapped
     */
    public static void await(MemorySegment memory, long at, int expected, long nanos) {
        if (nanos <= 0) {
            return;
        }
        Scratch scratch = SCRATCH.get();
        scratch.timespec().set(ValueLayout.JAVA_LONG, 0, nanos / SECOND_NANOS);
        scratch.timespec().set(ValueLayout.JAVA_LONG, Long.BYTES, nanos % SECOND_NANOS);
        MemorySegment word = memory.asSlice(at, Integer.BYTES);
        if (call(scratch, word, WAIT, expected, scratch.timespec(), MemorySegment.NULL) < 0) {
            int error = (int) ERRNO.get(scratch.state(), 0L);
            if (error != EAGAIN && error != ETIMEDOUT && error != EINTR) {
                throw refused("wait", word, error);
            }
        }
    }

    /**
     * Wakes those who wait for a change of an int.
     *
     * @param memory the memory
     * @param at where the int stands
     * @param most how many at the most
     * @return how many were woken
     * @throws IllegalStateException if the system refuses
     */
    public static int wake(MemorySegment memory, long at, int most) {
        Scratch scratch = SCRATCH.get();
        MemorySegment word = memory.asSlice(at, Integer.BYTES);
        long woken = call(scratch, word, WAKE, most, MemorySegment.NULL, MemorySegment.NULL);
        if (woken < 0) {
            throw refused("wake", word, (int) ERRNO.get(scratch.state(), 0L));
        }
        return (int) woken;
    }

    /**
     * Has one who waits for a change of an int wait for one of another from now on; nobody is woken.
     *
     * @param memory the memory
     * @param at where the int stands that it waits for now
     * @param other the memory of the other
     * @param otherAt where that stands
     * @throws IllegalStateException if the system refuses
     */
    public static void move(MemorySegment memory, long at, MemorySegment other, long otherAt) {
        Scratch scratch = SCRATCH.get();
        MemorySegment word = memory.asSlice(at, Integer.BYTES);
        MemorySegment to = other.asSlice(otherAt, Integer.BYTES);
        if (call(scratch, word, REQUEUE, 0, MemorySegment.ofAddress(1), to) < 0) { // one, where else a time stands
            throw refused("move", word, (int) ERRNO.get(scratch.state(), 0L));
        }
    }

    private static IllegalStateException refused(String what, MemorySegment word, int error) {
        return new IllegalStateException(
                "the system refused to " + what + " by futex: errno=" + error + " address=" + word.address());
    }

    private static long call(
            Scratch scratch,
            MemorySegment word,
            long operation,
            long value,
            MemorySegment fourth,
            MemorySegment other) {
        MethodHandle call = CALL;
        if (call == null) {
            throw new UnsupportedOperationException("this JVM has no futex: os=" + System.getProperty("os.name")
                    + " arch=" + System.getProperty("os.arch") + " nativeAccess="
                    + Futex.class.getModule().isNativeAccessEnabled() + "; ask Futex.available() first");
        }
        try {
            return (long) call.invokeExact(scratch.state(), NUMBER, word, operation, value, fourth, other, 0L);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the C library throws nothing", e);
        }
    }
}
