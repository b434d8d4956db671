package partita.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Numbers in shared memory that processes read and write at the same time. What was written before a {@code set} is
 * seen by whoever reads what it set. An int stands at a multiple of 4, a long at one of 8.
 */
public final class Words {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private Words() {}

    /**
     * Reads an int; acquires.
     *
     * @param memory the memory
     * @param at where it stands
     * @return its value
     */
    public static int getInt(MemorySegment memory, long at) {
        return (int) INT.getAcquire(memory, at);
    }

    /**
     * Writes an int; releases.
     *
     * @param memory the memory
     * @param at where it stands
     * @param value its new value
     */
    public static void setInt(MemorySegment memory, long at, int value) {
        INT.setRelease(memory, at, value);
    }

    /**
     * Adds to an int; a full fence.
     *
     * @param memory the memory
     * @param at where it stands
     * @param more what to add
     * @return its value before
     */
    public static int addInt(MemorySegment memory, long at, int more) {
        return (int) INT.getAndAdd(memory, at, more);
    }

    /**
     * Writes an int if it has a certain value; a full fence.
     *
     * @param memory the memory
     * @param at where it stands
     * @param expected the value that it has to have
     * @param value its new value
     * @return whether it had the expected value, and was written
     */
    public static boolean replaceInt(MemorySegment memory, long at, int expected, int value) {
        return INT.compareAndSet(memory, at, expected, value);
    }

    /**
     * Reads a long; acquires.
     *
     * @param memory the memory
     * @param at where it stands
     * @return its value
     */
    public static long getLong(MemorySegment memory, long at) {
        return (long) LONG.getAcquire(memory, at);
    }

    /**
     * Writes a long; releases.
     *
     * @param memory the memory
     * @param at where it stands
     * @param value its new value
     */
    public static void setLong(MemorySegment memory, long at, long value) {
        LONG.setRelease(memory, at, value);
    }

    /**
     * Writes a long; a full fence: what is read after it is read after it was written.
     *
     * @param memory the memory
     * @param at where it stands
     * @param value its new value
     */
    public static void publishLong(MemorySegment memory, long at, long value) {
        LONG.setVolatile(memory, at, value);
    }

    /**
     * Adds to a long; a full fence.
     *
     * @param memory the memory
     * @param at where it stands
     * @param more what to add
     * @return its value before
     */
    public static long addLong(MemorySegment memory, long at, long more) {
        return (long) LONG.getAndAdd(memory, at, more);
    }

    /**
     * Writes a long if it has a certain value; a full fence.
     *
     * @param memory the memory
     * @param at where it stands
     * @param expected the value that it has to have
     * @param value its new value
     * @return whether it had the expected value, and was written
     */
    public static boolean replaceLong(MemorySegment memory, long at, long expected, long value) {
        return LONG.compareAndSet(memory, at, expected, value);
    }
}
