package partita.internal.worker;

import java.util.function.BooleanSupplier;
import partita.internal.launch.ResultRing;
import partita.internal.wire.Message;

/**
 * How much of what this worker sent its owner has not taken yet. Who would send too much more waits here, so that
 * a worker fills neither its own memory nor its owner's. The owner's end ends this JVM, so no wait is for ever; an
 * interrupt is kept for the item.
 */
final class Credit {
    /** So many bytes of output may be under way. */
    private static final long OUTPUT_BYTES = 8L << 20;

    private final ResultRing ring;
    private long sentResults;
    private long sentOutput;
    private long takenResults;
    private long takenOutput;

    Credit(ResultRing ring) {
        this.ring = ring;
    }

    /** A result was sent. */
    synchronized void sentResult() {
        sentResults++;
    }

    /** Output was sent; returns once more may be. */
    synchronized void sentOutput(int bytes) {
        sentOutput += bytes;
        await(() -> sentOutput - takenOutput <= OUTPUT_BYTES);
    }

    /** Waits until the ring has room for the next result, all that it holds having been sent. */
    synchronized void awaitRoom() {
        await(ring::hasRoom);
    }

    /** Waits until the owner has all results that were sent. */
    synchronized void awaitResults() {
        await(() -> takenResults == sentResults);
    }

    synchronized void taken(Message.Taken news) {
        takenResults = news.results();
        takenOutput = news.output();
        ring.taken(news.position());
        notifyAll();
    }

    private void await(BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
