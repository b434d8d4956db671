package partita.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import partita.internal.memory.Ring;
import partita.internal.wire.Message;

/**
 * Small pieces of work on their way to a worker, and small bundles before them, in memory: quicker than a message. The
 * owner's thread adds, one thread of the worker's at a time takes.
 */
public final class PieceRing {
    private static final int BYTES = 1 << 19;

    /** The memory that it needs. */
    static final int SIZE = Ring.HEAD + BYTES;

    private static final int LONGEST = BYTES / 2;

    /** A larger one would take the room of the pieces that are to follow it. */
    private static final int LONGEST_BUNDLE = BYTES / 4;

    /** Marks a bundle; tickets begin at 1. */
    private static final long NO_TICKET = 0;

    /** The lengths of hash and payload, ticket, run, the first item. */
    private static final int HEADER = 4 * Long.BYTES;

    private final Ring ring;

    /** Uses memory of {@link #SIZE}; zeros to begin with. */
    PieceRing(MemorySegment memory, long at) {
        ring = new Ring(memory, at, BYTES);
    }

    /**
     * Owner: sends a piece, if it is small and there is room.
     *
     * @param piece the piece
     * @return whether it was sent
     */
    public boolean add(Message.Execute piece) {
        return add(piece.hash(), piece.payload(), LONGEST, piece.ticket(), piece.run(), piece.from());
    }

    /**
     * Owner: sends what runs pieces, if it is small and there is room.
     *
     * @param bundle the bundle
     * @return whether it was sent
     */
    public boolean add(Message.AddBundle bundle) {
        return add(bundle.hash(), bundle.bytes(), LONGEST_BUNDLE, NO_TICKET, 0, 0);
    }

    private boolean add(String name, byte[] body, int longest, long ticket, long run, int from) {
        byte[] hash = name.getBytes(UTF_8);
        int size = HEADER + Ring.padded(hash.length + body.length);
        if (size > longest || size > ring.room()) {
            return false;
        }
        long at = ring.end();
        ring.putLong(at, (long) hash.length << Integer.SIZE | body.length);
        ring.putLong(at + Long.BYTES, ticket);
        ring.putLong(at + 2 * Long.BYTES, run);
        ring.putLong(at + 3 * Long.BYTES, from);
        ring.put(at + HEADER, hash, 0, hash.length);
        ring.put(at + HEADER + hash.length, body, 0, body.length);
        ring.publish(at + size);
        return true;
    }

    /**
     * Worker: takes what comes next.
     *
     * @return an {@link Message.Execute} or {@link Message.AddBundle}, or null if none waits
     */
    public @Nullable Message take() {
        long at = ring.released();
        if (at == ring.end()) {
            return null;
        }
        long lengths = ring.getLong(at);
        byte[] hash = new byte[(int) (lengths >>> Integer.SIZE)];
        byte[] body = new byte[(int) lengths];
        long ticket = ring.getLong(at + Long.BYTES);
        long run = ring.getLong(at + 2 * Long.BYTES);
        int from = (int) ring.getLong(at + 3 * Long.BYTES);
        ring.get(at + HEADER, hash, 0, hash.length);
        ring.get(at + HEADER + hash.length, body, 0, body.length);
        ring.release(at + HEADER + Ring.padded(hash.length + body.length));
        String name = new String(hash, UTF_8);
        return ticket == NO_TICKET
                ? new Message.AddBundle(name, body)
                : new Message.Execute(ticket, run, from, name, body);
    }
}
