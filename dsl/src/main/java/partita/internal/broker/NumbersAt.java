package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import partita.internal.memory.Words;

/**
 * Numbers of a fixed width in memory: 'i', 'l', 'd' or 'b'; each as 64 bits here. Each method that takes an index is
 * one step, seen by all in the same order. The memory has room for whole longs.
 */
public final class NumbersAt {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

    private final MemorySegment memory;
    private final byte type;
    private final int length;

    /**
     * Numbers in memory.
     *
     * @param memory the memory
     * @param type their type
     * @param length how many
     */
    public NumbersAt(MemorySegment memory, byte type, int length) {
        this.memory = memory.asSlice(0, bytes(type, length));
        this.type = type;
        this.length = length;
    }

    /**
     * How much memory numbers need.
     *
     * @param type their type
     * @param length how many
     * @return a multiple of 8
     */
    public static long bytes(byte type, int length) {
        return ((long) length * width(type) + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    /**
     * How many bytes a number of a type takes.
     *
     * @param type the type
     * @return 1, 4 or 8
     */
    public static int width(byte type) {
        return switch (type) {
            case 'b' -> Byte.BYTES;
            case 'i' -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    /**
     * The numbers alone.
     *
     * @return the memory that they fill
     */
    public MemorySegment memory() {
        return memory.asSlice(0, (long) length * width(type));
    }

    private long at(long i) {
        return Objects.checkIndex(i, length) * width(type);
    }

    /**
     * One number.
     *
     * @param i its index
     * @return its bits
     */
    public long get(long i) {
        long at = at(i);
        return switch (type) {
            case 'b' -> (byte) BYTE.getVolatile(memory, at);
            case 'i' -> (int) INT.getVolatile(memory, at);
            default -> (long) LONG.getVolatile(memory, at);
        };
    }

    /**
     * Replaces one number.
     *
     * @param i its index
     * @param bits its bits
     */
    public void set(long i, long bits) {
        long at = at(i);
        switch (type) {
            case 'b' -> BYTE.setVolatile(memory, at, (byte) bits);
            case 'i' -> INT.setVolatile(memory, at, (int) bits);
            default -> LONG.setVolatile(memory, at, bits);
        }
    }

    /**
     * Adds to one number.
     *
     * @param i its index
     * @param bits how much
     * @return the sum's bits
     */
    public long add(long i, long bits) {
        long at = at(i);
        return switch (type) {
            case 'b' -> addByte(at, (byte) bits);
            case 'i' -> (int) (Words.addInt(memory, at, (int) bits) + bits);
            case 'l' -> Words.addLong(memory, at, bits) + bits;
            default -> addDouble(at, Double.longBitsToDouble(bits));
        };
    }

    private long addDouble(long at, double more) {
        while (true) {
            long now = Words.getLong(memory, at);
            long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(now) + more);
            if (Words.replaceLong(memory, at, now, sum)) {
                return sum;
            }
        }
    }

    /** No processor's Java adds to a byte: its whole int is replaced. */
    private long addByte(long at, byte more) {
        long whole = at & -Integer.BYTES;
        int place = (int) (at - whole);
        int shift =
                Byte.SIZE * (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? place : Integer.BYTES - 1 - place);
        while (true) {
            int now = Words.getInt(memory, whole);
            byte sum = (byte) ((byte) (now >>> shift) + more);
            int next = (now & ~(0xFF << shift)) | ((sum & 0xFF) << shift);
            if (Words.replaceInt(memory, whole, now, next)) {
                return sum;
            }
        }
    }

    /**
     * Makes all the same.
     *
     * @param bits the number's bits
     */
    public void fill(long bits) {
        for (int i = 0; i < length; i++) {
            set(i, bits);
        }
    }

    /**
     * All of them, as they are while they are read.
     *
     * @return a view in this machine's byte order
     */
    public ByteBuffer view() {
        VarHandle.acquireFence();
        return memory().asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** All of them, for another machine. */
    byte[] bigEndian() {
        ByteBuffer view = view();
        ByteBuffer out = ByteBuffer.allocate(view.remaining());
        switch (type) {
            case 'b' -> out.put(view);
            case 'i' -> out.asIntBuffer().put(view.asIntBuffer());
            default -> out.asLongBuffer().put(view.asLongBuffer());
        }
        return out.array();
    }

    /** Puts what {@link #bigEndian} gives. */
    void putBigEndian(ByteBuffer in) {
        ByteBuffer to = view();
        switch (type) {
            case 'b' -> to.put(in);
            case 'i' -> to.asIntBuffer().put(in.asIntBuffer());
            default -> to.asLongBuffer().put(in.asLongBuffer());
        }
        VarHandle.releaseFence();
    }
}
