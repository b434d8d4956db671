package partita.internal.worker;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.ResultRing;
import partita.internal.memory.Signal;
import partita.internal.wire.Message;

/**
 * How much of what this worker sent its owner has not taken yet. Who would send too much more waits here, so that
 * a worker fills neither its own memory nor its owner's. The owner's end ends this JVM, so no wait is for ever; an
 * interrupt is kept for the item.
 */
final class Credit {
    /** So many bytes of output may be under way. */
    private static final long OUTPUT_BYTES = 8L << 20;

    /** The signal ends the wait; this is for one that was missed for a reason nobody thought of. */
    private static final long LOOK_NANOS = 100_000_000;

    private final ResultRing ring;
    private final @Nullable Signal room;
    private long sentResults;
    private long sentOutput;
    private long takenResults;
    private long takenOutput;
    private volatile long outputs;

    /** With word of what was taken by messages alone, or, of the ring, by memory and its signal. */
    Credit(ResultRing ring, @Nullable Signal room) {
        this.ring = ring;
        this.room = room;
    }

    /** A result was sent. */
    synchronized void sentResult() {
        sentResults++;
    }

    /** Output was sent; returns once more may be. */
    synchronized void sentOutput(int bytes) {
        sentOutput += bytes;
        outputs = outputs + 1;
        await(() -> sentOutput - takenOutput <= OUTPUT_BYTES);
    }

    /** Waits until the ring has room for the next result, all that it holds having been sent. */
    void awaitRoom() {
        if (room == null) {
            awaitMessage(ring::hasRoom);
            return;
        }
        int ticket = room.ticket();
        while (!ring.hasRoom()) {
            room.awaitDeaf(ticket, LOOK_NANOS);
            ticket = room.ticket();
        }
    }

    private synchronized void awaitMessage(BooleanSupplier condition) {
        await(condition);
    }

    /** How many messages of output were sent. */
    long outputs() {
        return outputs;
    }

    /** Waits until the owner has all results that were sent. */
    synchronized void awaitResults() {
        await(() -> takenResults == sentResults);
    }

    synchronized void taken(Message.Taken news) {
        takenResults = news.results();
        takenOutput = news.output();
        if (room == null) {
            ring.taken(news.position());
        }
        notifyAll();
    }

    private void await(BooleanSupplier condition) {
        if (Waiting.until(this, condition)) {
            Thread.currentThread().interrupt();
        }
    }
}
