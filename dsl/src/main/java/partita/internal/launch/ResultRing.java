package partita.internal.launch;

import java.lang.foreign.MemorySegment;
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

    /** Always left free by results, so that they can be handed over. */
    private static final int RESERVE = HEADER + (1 << 12);

    private final Ring ring;

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
        ring.putLong(at, (long) kind << Integer.SIZE | length);
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
        for (long at = position; at < end; at += size(at)) {
            bytes += length(at);
            int kind = (int) (ring.getLong(at) >>> Integer.SIZE);
            if (kind != ITEM) {
                if (ring.getLong(at + 2 * Long.BYTES) > outputs) {
                    return null;
                }
                long to = at + size(at);
                return new Handed(ring.getLong(at + Long.BYTES), kind == LAST_MARK, to, gather(position, to, bytes));
            }
        }
        return null;
    }

    private byte[] gather(long from, long to, int bytes) {
        byte[] all = new byte[bytes];
        int filled = 0;
        for (long at = from; at < to; at += size(at)) {
            int length = length(at);
            ring.get(at + HEADER, all, filled, length);
            filled += length;
        }
        return all;
    }

    private int length(long at) {
        return (int) ring.getLong(at);
    }

    private int size(long at) {
        return HEADER + Ring.padded(length(at));
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
        for (long at = position; at < end; at += size(at)) {
            byte[] bytes = gather(at, at + size(at), length(at));
            if (bytes.length > 0) { // else it is a mark
                kept.add(new Kept(ring.getLong(at + Long.BYTES), bytes));
            }
        }
        return kept;
    }
}
