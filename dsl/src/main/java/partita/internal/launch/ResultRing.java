package partita.internal.launch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The last results of a worker, in memory that outlives it: a result that was on its way when its worker was
 * killed is found here. Nothing is overwritten before its owner has taken it.
 *
 * <pre>
 *  position:   0 … taken ────── end          (they only grow; a place is its position modulo the size)
 *                    │ [length, ticket, bytes] [length, ticket, bytes] …
 *                    └ the owner has all before it
 * </pre>
 *
 * <p>The worker adds from one thread; the owner reads once the worker is dead.
 */
public final class ResultRing {
    /** How many bytes of results are kept at the most. */
    static final int BYTES = 1 << 20;

    /** A longer result is not kept. */
    private static final int LONGEST = BYTES / 4;

    /** After so many more bytes, an owner says what it has taken; a worker that waits for room waits for that. */
    public static final int STEP = BYTES / 4;

    /** Where the end is told. */
    private static final int END = 0;

    /** Before the results, in the memory. */
    static final int HEAD = 64;

    private static final int HEADER = Integer.BYTES + Long.BYTES;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private volatile long taken;

    /** Uses memory of {@link #HEAD} and {@link #BYTES}; zeros to begin with. */
    ResultRing(ByteBuffer memory) {
        this.memory = memory;
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
        if (length > LONGEST || HEADER + length > room()) {
            return false;
        }
        long end = end();
        header.clear().putInt(length).putLong(ticket);
        put(end, header.array(), 0, HEADER);
        put(end + HEADER, buffer, start, length);
        LONG.setRelease(memory, END, end + HEADER + length); // only now does it count
        return true;
    }

    private void put(long position, byte[] from, int start, int length) {
        int place = (int) (position % BYTES);
        int first = Math.min(length, BYTES - place);
        memory.put(HEAD + place, from, start, first);
        memory.put(HEAD, from, start + first, length - first);
    }

    private long room() {
        return BYTES - (end() - taken);
    }

    /**
     * Worker: whether the next result finds room, unless it is one of those that are too long.
     *
     * @return whether nothing needs to be waited for
     */
    public boolean hasRoom() {
        return room() >= HEADER + LONGEST;
    }

    /**
     * Where the next result goes.
     *
     * @return how many bytes were written before, headers included
     */
    public long end() {
        return (long) LONG.getAcquire(memory, END);
    }

    /**
     * Worker: the owner has these results, by any thread.
     *
     * @param position up to where
     */
    public void taken(long position) {
        taken = position;
    }

    /**
     * Owner, after the worker's end: what it kept.
     *
     * @param position from where on
     * @return the results, in their order
     */
    public List<Kept> after(long position) {
        List<Kept> kept = new ArrayList<>();
        long end = end();
        long at = position;
        while (at < end) {
            ByteBuffer head = ByteBuffer.wrap(get(at, HEADER));
            int length = head.getInt();
            kept.add(new Kept(head.getLong(), get(at + HEADER, length)));
            at += HEADER + length;
        }
        return kept;
    }

    private byte[] get(long position, int length) {
        byte[] bytes = new byte[length];
        int place = (int) (position % BYTES);
        int first = Math.min(length, BYTES - place);
        memory.get(HEAD + place, bytes, 0, first);
        memory.get(HEAD, bytes, first, length - first);
        return bytes;
    }
}
