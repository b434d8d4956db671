package partita.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import partita.internal.memory.Ring;
import partita.internal.wire.Message;

/**
 * Small pieces of work on their way to a worker, in memory: quicker than a message. The owner's thread adds, one thread
 * of the worker's at a time takes.
 */
public final class PieceRing {
    private static final int BYTES = 1 << 19;

    /** The memory that it needs. */
    static final int SIZE = Ring.HEAD + BYTES;

    private static final int LONGEST = BYTES / 2;

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
        byte[] hash = piece.hash().getBytes(UTF_8);
        byte[] payload = piece.payload();
        int size = HEADER + Ring.padded(hash.length + payload.length);
        if (size > LONGEST || size > ring.room()) {
            return false;
        }
        long at = ring.end();
        ring.putLong(at, (long) hash.length << Integer.SIZE | payload.length);
        ring.putLong(at + Long.BYTES, piece.ticket());
        ring.putLong(at + 2 * Long.BYTES, piece.run());
        ring.putLong(at + 3 * Long.BYTES, piece.from());
        ring.put(at + HEADER, hash, 0, hash.length);
        ring.put(at + HEADER + hash.length, payload, 0, payload.length);
        ring.publish(at + size);
        return true;
    }

    /**
     * Worker: takes the next piece.
     *
     * @return the piece, or null if none waits
     */
    public Message.@Nullable Execute take() {
        long at = ring.released();
        if (at == ring.end()) {
            return null;
        }
        long lengths = ring.getLong(at);
        byte[] hash = new byte[(int) (lengths >>> Integer.SIZE)];
        byte[] payload = new byte[(int) lengths];
        long ticket = ring.getLong(at + Long.BYTES);
        long run = ring.getLong(at + 2 * Long.BYTES);
        int from = (int) ring.getLong(at + 3 * Long.BYTES);
        ring.get(at + HEADER, hash, 0, hash.length);
        ring.get(at + HEADER + hash.length, payload, 0, payload.length);
        ring.release(at + HEADER + Ring.padded(hash.length + payload.length));
        return new Message.Execute(ticket, run, from, new String(hash, UTF_8), payload);
    }
}
