package partita.internal.launch;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.internal.memory.Ring;

/**
 * The last results of a worker, in memory that outlives it: a result that was on its way when its worker was
 * killed is found here. Nothing is overwritten before its owner has taken it.
 *
 * <pre>
 *  [head, bytes of an item's result] [head, …] … [mark, what belongs to no item] [head, …]
 * </pre>
 *
 * <p>Numbers that successive items give are one entry, which grows: its length is said once it ends; until then it
 * reaches to the ring's end.
 *
 * <p>A mark hands over the results before it; without marks, messages do. The worker adds from one thread. The owner
 * takes what was handed over, and once the worker is dead, the rest.
 */
public final class ResultRing {
    /** How many bytes of results are kept at the most. */
    static final int BYTES = 1 << 20;

    /** The memory that it needs. */
    static final int SIZE = Ring.HEAD + BYTES;

    /** A longer result is not kept. */
    private static final int LONGEST = BYTES / 4;

    /** After so many more bytes, an owner says what it has taken; a worker that waits for room waits for that. */
    public static final int STEP = BYTES / 4;

    /** Length and kind, ticket, and for a mark how much output went before it. */
    private static final int HEADER = 3 * Long.BYTES;

    private static final int ITEM = 0;
    private static final int MARK = 1;
    private static final int LAST_MARK = 2;
    private static final int NUMBERS = 3;

    /** Within numbers: where the time of all stands, where their bytes stand, where they begin. */
    private static final int NUMBERS_NANOS = Long.BYTES;

    private static final int NUMBERS_BYTES = 2 * Long.BYTES;
    private static final int NUMBERS_HEAD = 3 * Long.BYTES;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Always left free by results, so that they can be handed over. */
    private static final int RESERVE = HEADER + (1 << 12);

    private final Ring ring;
    /** Where the numbers begin that may grow; negative for none. */
    private long growing = -1;

    /** Uses memory of {@link #SIZE}; zeros to begin with. */
    ResultRing(MemorySegment memory, long at) {
        ring = new Ring(memory, at, BYTES);
    }

    /**
     * Worker: keeps a result.
     *
     * @param ticket its piece's ticket
     * @param buffer holds it
     * @param start where it begins
     * @param length its length
     * @return whether it is kept; false if it is too long, or there is no room
     */
    public boolean keep(long ticket, byte[] buffer, int start, int length) {
        return length <= LONGEST
                && HEADER + Ring.padded(length) <= ring.room() - RESERVE
                && add(ITEM, ticket, 0, buffer, start, length);
    }

    /**
     * Worker: keeps the first of some numbers, as {@link #keep}.
     *
     * @param ticket its piece's ticket
     * @param buffer holds it, after the head of all of them
     * @param start where the head begins
     * @param length the length of both
     * @return as {@link #keep}
     */
    public boolean keepNumbers(long ticket, byte[] buffer, int start, int length) {
        long at = ring.end();
        if (HEADER + length > ring.room() - RESERVE) {
            return false;
        }
        add(NUMBERS, ticket, 0, buffer, start, length);
        growing = at;
        return true;
    }

    /**
     * Worker: keeps one more of the numbers that were kept last.
     *
     * @param nanos how long the items ran that gave them
     * @param bits the number
     * @return whether it is kept
     */
    public boolean keepMore(long nanos, long bits) {
        if (growing < 0 || !hasRoom()) {
            return false;
        }
        long at = ring.end();
        ring.putLong(growing + HEADER + NUMBERS_NANOS, nanos);
        ring.putLong(at, bits);
        ring.publish(at + Long.BYTES);
        return true;
    }

    /**
     * Worker: hands over the results that were kept since the last mark. They count as soon as this has returned.
     *
     * @param ticket their piece's ticket
     * @param last whether the piece is done
     * @param outputs how many messages of output went before
     * @param buffer holds what belongs to no item
     * @param start where it begins
     * @param length its length; may be 0
     * @return whether that was done; false if there is no room for what belongs to no item
     */
    public boolean mark(long ticket, boolean last, long outputs, byte[] buffer, int start, int length) {
        return HEADER + Ring.padded(length) <= ring.room()
                && add(last ? LAST_MARK : MARK, ticket, outputs, buffer, start, length);
    }

    private boolean add(int kind, long ticket, long outputs, byte[] buffer, int start, int length) {
        long at = ring.end();
        if (growing >= 0) {
            ring.putLong(growing, (long) NUMBERS << Integer.SIZE | (at - growing - HEADER));
            growing = -1;
        }
        ring.putLong(at, (long) kind << Integer.SIZE | (kind == NUMBERS ? 0 : length));
        ring.putLong(at + Long.BYTES, ticket);
        ring.putLong(at + 2 * Long.BYTES, outputs);
        ring.put(at + HEADER, buffer, start, length);
        ring.publish(at + HEADER + Ring.padded(length)); // only now does it count
        return true;
    }

    /**
     * Worker: whether the next result finds room, unless it is one of those that are too long.
     *
     * @return whether nothing needs to be waited for
     */
    public boolean hasRoom() {
        return ring.room() - RESERVE >= HEADER + LONGEST;
    }

    /**
     * Where the next result goes.
     *
     * @return how many bytes were written before, heads included
     */
    public long end() {
        return ring.end();
    }

    /**
     * The owner has these results: said by the owner, or in its name by the worker, which was sent word of it.
     *
     * @param position up to where
     */
    public void taken(long position) {
        ring.release(position);
    }

    /**
     * Owner: the next results that were handed over.
     *
     * @param position from where on
     * @param outputs how many messages of output have come; results wait for what was written before them
     * @return the results, or null if there are none yet
     */
    public @Nullable Handed next(long position, long outputs) {
        long end = ring.end();
        int bytes = 0;
        int length;
        for (long at = position; at < end; at += size(length)) {
            length = length(at, end);
            bytes += length;
            int kind = kind(at);
            if (kind == MARK || kind == LAST_MARK) {
                if (ring.getLong(at + 2 * Long.BYTES) > outputs) {
                    return null;
                }
                long to = at + size(length);
                return new Handed(ring.getLong(at + Long.BYTES), kind == LAST_MARK, to, gather(position, to, bytes));
            }
        }
        return null;
    }

    private byte[] gather(long from, long to, int bytes) {
        byte[] all = new byte[bytes];
        int filled = 0;
        int length;
        for (long at = from; at < to; at += size(length)) {
            length = length(at, to);
            ring.get(at + HEADER, all, filled, length);
            if (kind(at) == NUMBERS) {
                WORD.set(all, filled + NUMBERS_BYTES, (long) length - NUMBERS_HEAD);
            }
            filled += length;
        }
        return all;
    }

    private int kind(long at) {
        return (int) (ring.getLong(at) >>> Integer.SIZE);
    }

    /** Of numbers that may still grow, what there is. */
    private int length(long at, long end) {
        long head = ring.getLong(at);
        boolean grows = head == (long) NUMBERS << Integer.SIZE;
        return grows ? (int) (end - at - HEADER) : (int) head;
    }

    private static int size(int length) {
        return HEADER + Ring.padded(length);
    }

    /**
     * Owner, after the worker's end: what it kept.
     *
     * @param position from where on
     * @return the results, in their order
     */
    public List<Kept> after(long position) {
        List<Kept> kept = new ArrayList<>();
        long end = ring.end();
        int length;
        for (long at = position; at < end; at += size(length)) {
            length = length(at, end);
            byte[] bytes = gather(at, at + size(length), length);
            if (bytes.length > 0) { // else it is a mark
                kept.add(new Kept(ring.getLong(at + Long.BYTES), bytes));
            }
        }
        return kept;
    }
}
