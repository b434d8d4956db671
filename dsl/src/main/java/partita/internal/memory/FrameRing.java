package partita.internal.memory;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Frames from one process to another through a {@link Ring}, whole and in their order. One that is larger than the ring
 * goes in parts, as room comes. One thread at a time writes, one reads; where either dies, what was published stands.
 */
public final class FrameRing {
    /** The most bytes of one part; a frame that is not longer is published at once. */
    private static final int PARTS = 4;

    private static final int HEADER = Long.BYTES;
    private static final byte[] NOTHING = {};

    private final Ring ring;
    private final int part;
    private byte @Nullable [] begun;
    private int arrived;

    /**
     * One end of a ring in memory that was zero to begin with.
     *
     * @param memory the memory
     * @param at where it begins, a multiple of 8
     * @param capacity how many bytes of frames there can be at a time; a power of two
     */
    public FrameRing(MemorySegment memory, long at, int capacity) {
        ring = new Ring(memory, at, capacity);
        part = capacity / PARTS - HEADER;
    }

    /**
     * How much memory one takes.
     *
     * @param capacity how many bytes of frames there can be at a time
     * @return bytes
     */
    public static int size(int capacity) {
        return Ring.HEAD + capacity;
    }

    /**
     * Writer: writes as much of a frame as there is room for.
     *
     * @param frame the frame; not empty
     * @param from how much of it was written before
     * @return how much of it is written now; it is there for the reader once that is all
     */
    public int write(byte[] frame, int from) {
        return write(frame, NOTHING, from);
    }

    /**
     * Writer: the same with a frame that stands in two arrays.
     *
     * @param head how it begins
     * @param body what follows; not both are empty
     * @param from how much of both was written before
     * @return how much of both is written now
     */
    public int write(byte[] head, byte[] body, int from) {
        int whole = head.length + body.length;
        int at = from;
        while (at < whole) {
            int length = Math.min(part, whole - at);
            if (ring.room() < HEADER + Ring.padded(length)) {
                return at;
            }
            long end = ring.end();
            ring.putLong(end, (long) (whole - at) << Integer.SIZE | length);
            put(end + HEADER, head, body, at, length);
            ring.publish(end + HEADER + Ring.padded(length));
            at += length;
        }
        return at;
    }

    private void put(long position, byte[] head, byte[] body, int from, int length) {
        int ofHead = Math.clamp(head.length - from, 0, length);
        if (ofHead > 0) {
            ring.put(position, head, from, ofHead);
        }
        if (ofHead < length) {
            ring.put(position + ofHead, body, from + ofHead - head.length, length - ofHead);
        }
    }

    /**
     * Reader: how far it has come.
     *
     * @return grows with all that is taken, parts of frames too
     */
    public long taken() {
        return ring.released();
    }

    /**
     * Whether something was written that the reader has not taken.
     *
     * @return as it was a moment ago
     */
    public boolean hasUnread() {
        return ring.released() < ring.end();
    }

    /**
     * Reader: takes the next frame.
     *
     * @return the frame; null if there is none that is whole
     * @throws IllegalStateException if what stands there was not written by a {@link FrameRing}
     */
    public byte @Nullable [] next() {
        while (ring.released() < ring.end()) {
            long at = ring.released();
            long header = ring.getLong(at);
            int length = (int) header;
            int rest = (int) (header >> Integer.SIZE); // of its frame, with this part
            int expected = begun == null ? rest : begun.length - arrived;
            if (length <= 0 || length > part || rest < length || rest != expected) {
                throw new IllegalStateException("no frame stands in this ring: position=" + at + " header=" + header);
            }
            byte[] frame = begun == null ? new byte[rest] : begun;
            ring.get(at + HEADER, frame, arrived, length);
            ring.release(at + HEADER + Ring.padded(length));
            if (rest == length) {
                begun = null;
                arrived = 0;
                return frame;
            }
            begun = frame;
            arrived += length;
        }
        return null;
    }
}
