package partita.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A ring in shared memory, written by one thread of one process and read by one of another, which may also die: what was
 * published stands. Nothing is overwritten before it was released.
 *
 * <pre>
 *  position:   0 … released ────── end          (they only grow; a place is its position modulo the capacity)
 *                     │ entry, entry, …
 *                     └ the reader has all before it
 * </pre>
 *
 * <p>Positions of entries are multiples of 8, so that a long never stands across the end. What an entry is, is its users'
 * business.
 */
public final class Ring {
    /** Before the entries: the two positions, each in a line of the cache of its own. */
    public static final int HEAD = 128;

    private static final int END = 0;
    private static final int RELEASED = 64;

    private final MemorySegment memory;
    private final long at;
    private final long first;
    private final int capacity;

    /**
     * A ring in memory that was zero to begin with.
     *
     * @param memory the memory
     * @param at where its head begins, a multiple of 8; the entries follow it
     * @param capacity how many bytes of entries there can be at a time; a power of two
     * @throws IllegalArgumentException if the capacity is none
     */
    public Ring(MemorySegment memory, long at, int capacity) {
        if (capacity < Long.BYTES || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a ring's capacity is a power of two: capacity=" + capacity);
        }
        this.memory = memory;
        this.at = at;
        this.first = at + HEAD;
        this.capacity = capacity;
    }

    /** What an entry takes: a multiple of 8. */
    public static int padded(int length) {
        return (length + Long.BYTES - 1) & -Long.BYTES;
    }

    /** Where the next entry goes; all before it was published. */
    public long end() {
        return Words.getLong(memory, at + END);
    }

    /** The reader has all before this. */
    public long released() {
        return Words.getLong(memory, at + RELEASED);
    }

    /** Writer: how many bytes can be written before the reader releases more. */
    public long room() {
        return capacity - (end() - released());
    }

    /** Writer: all that was written before this position may be read now. */
    public void publish(long position) {
        Words.setLong(memory, at + END, position);
    }

    /** Reader: all before this position may be overwritten. */
    public void release(long position) {
        Words.setLong(memory, at + RELEASED, position);
    }

    private long place(long position) {
        return first + (position & (capacity - 1));
    }

    /** Writer: puts a number at a position that is a multiple of 8. */
    public void putLong(long position, long value) {
        memory.set(ValueLayout.JAVA_LONG, place(position), value);
    }

    /** Reads a number at a position that is a multiple of 8. */
    public long getLong(long position) {
        return memory.get(ValueLayout.JAVA_LONG, place(position));
    }

    /** Writer: puts bytes at any position. */
    public void put(long position, byte[] from, int start, int length) {
        long place = place(position);
        int before = (int) Math.min(length, first + capacity - place);
        MemorySegment.copy(from, start, memory, ValueLayout.JAVA_BYTE, place, before);
        if (before < length) {
            MemorySegment.copy(from, start + before, memory, ValueLayout.JAVA_BYTE, first, length - before);
        }
    }

    /** Reads bytes at any position. */
    public void get(long position, byte[] to, int start, int length) {
        long place = place(position);
        int before = (int) Math.min(length, first + capacity - place);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, place, to, start, before);
        if (before < length) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, first, to, start + before, length - before);
        }
    }
}
