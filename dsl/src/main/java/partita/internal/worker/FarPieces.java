package partita.internal.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import partita.internal.wire.Message;

/**
 * The pieces that wait on a remote worker, and how much of what it said its owner has taken. Whether a piece has begun is
 * decided here, under one lock, so that it is either given back or run. The owner's end ends this JVM, so no wait is for
 * ever; an interrupt is kept for the item.
 */
final class FarPieces {
    /** So many bytes of output may be under way. */
    private static final long OUTPUT_BYTES = 8L << 20;

    private final Thread runner;
    private final Deque<Message.Execute> waiting = new ArrayDeque<>();
    private final Map<String, byte[]> arrived = new HashMap<>();
    private long running;
    private long stopped;
    private long said;
    private long heard;
    private long written;
    private long writtenHeard;

    FarPieces(Thread runner) {
        this.runner = runner;
    }

    synchronized void add(Message.Execute piece) {
        waiting.add(piece);
        notifyAll();
    }

    /** Takes the next piece, which from now on has begun. */
    synchronized Message.Execute begin() {
        await(() -> !waiting.isEmpty());
        Message.Execute piece = waiting.remove();
        running = piece.ticket();
        return piece;
    }

    /** The piece has ended; an interrupt that was meant for it is forgotten. */
    synchronized void end() {
        running = 0;
        var _ = Thread.interrupted();
    }

    /** Whether a piece has not begun, and now will not. */
    synchronized boolean recall(long ticket) {
        return waiting.removeIf(piece -> piece.ticket() == ticket);
    }

    /** The same for one that is to begin no more items, and with the one that it runs interrupted. */
    synchronized boolean stop(long ticket, boolean interrupt) {
        if (recall(ticket)) {
            return true;
        }
        if (running == ticket) {
            stopped = ticket;
            if (interrupt) {
                runner.interrupt();
            }
        }
        return false;
    }

    synchronized boolean isStopped(long ticket) {
        return stopped == ticket;
    }

    /** A bundle or a part of one has come. */
    synchronized void arrived(String hash, byte[] bytes) {
        arrived.put(hash, bytes);
        notifyAll();
    }

    synchronized Map<String, byte[]> takeArrived() {
        Map<String, byte[]> all = new HashMap<>(arrived);
        arrived.clear();
        return all;
    }

    synchronized byte[] awaitArrival(String hash) {
        await(() -> arrived.containsKey(hash));
        byte[] bytes = arrived.remove(hash);
        return bytes == null ? new byte[0] : bytes;
    }

    /** Something was said that the owner has to know before anything else begins. */
    synchronized void awaitHeard() {
        said++;
        long all = said;
        await(() -> heard >= all);
    }

    synchronized void awaitRoomForOutput(int bytes) {
        written += bytes;
        await(() -> written - writtenHeard <= OUTPUT_BYTES);
    }

    synchronized void taken(Message.Taken news) {
        heard = news.results();
        writtenHeard = news.output();
        notifyAll();
    }

    /** Each wait is repeated until what it waits for is so; an interrupt meanwhile is for whoever runs next. */
    private void await(BooleanSupplier condition) {
        if (Waiting.until(this, condition) && running != 0) {
            Thread.currentThread().interrupt();
        }
    }
}
