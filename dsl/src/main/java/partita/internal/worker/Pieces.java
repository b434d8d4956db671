package partita.internal.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Journal;
import partita.internal.launch.JvmCommand;
import partita.internal.memory.Signal;
import partita.internal.memory.Spin;
import partita.internal.wire.Message;

/**
 * The pieces that wait on a worker, the one that runs, and the bundles that came and are not loaded yet. The
 * socket's thread puts and recalls, the worker's thread takes; whether a piece has begun is decided here, under
 * one lock, so that a piece is either given back or run.
 */
final class Pieces {
    private static final Duration LONG = Duration.ofHours(1);

    private final Journal journal;
    private final boolean inMemory;
    private final Spin spin = new Spin(JvmCommand.cores());
    private final Deque<Message.Execute> waiting = new ArrayDeque<>();
    private final Map<String, byte[]> bundles = new HashMap<>();
    private final Map<String, byte[]> blobs = new HashMap<>();
    private @Nullable Thread runner;
    private long running;
    private volatile long cancelled;

    /** With pieces that come as messages, and in the journal's memory if that is said. */
    Pieces(Journal journal, boolean inMemory) {
        this.journal = journal;
        this.inMemory = inMemory;
    }

    synchronized void add(Message.Execute piece) {
        fill(); // those were sent before
        waiting.add(piece);
        notifyAll();
        if (inMemory) {
            journal.work().raise();
        }
    }

    /** Takes the pieces that came in memory, and the bundles before them. */
    private void fill() {
        if (inMemory) {
            for (Message next = journal.pieces().take();
                    next != null;
                    next = journal.pieces().take()) {
                if (next instanceof Message.Execute piece) { // a switch on types costs a new JVM some milliseconds
                    waiting.add(piece);
                } else if (next instanceof Message.AddBundle bundle) {
                    bundles.put(bundle.hash(), bundle.bytes());
                } else {
                    throw new IllegalStateException("not in the ring of pieces: message=" + next);
                }
            }
        }
    }

    /** Whether there is a piece that may begin. */
    synchronized boolean waits() {
        fill();
        return !waiting.isEmpty();
    }

    /** As {@link #awaitPiece}; an interrupt that comes now is meant for a piece that has ended, and nobody's. */
    private boolean awaitInMemory(Duration limit) {
        Signal work = journal.work();
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            int ticket = work.ticket();
            if (waits()) {
                return true;
            }
            if (!spin.until(() -> work.raisedSince(ticket))) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                work.awaitDeaf(ticket, left);
            }
        }
    }

    synchronized void add(Message.AddBundle bundle) {
        bundles.put(bundle.hash(), bundle.bytes());
        notifyAll();
    }

    synchronized void add(Message.AddBlob blob) {
        blobs.put(blob.hash(), blob.bytes());
        notifyAll();
    }

    /**
     * Waits for a piece.
     *
     * @return whether one came within the time
     */
    boolean awaitPiece(Duration limit) {
        return inMemory ? awaitInMemory(limit) : awaitMessage(limit);
    }

    private synchronized boolean awaitMessage(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        long left = limit.toMillis();
        while (waiting.isEmpty() && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException _) {
                return true; // meant for a piece that has ended meanwhile
            }
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return !waiting.isEmpty();
    }

    /** Takes the next piece; from now on it has begun, and the journal says so. */
    Message.Execute begin() {
        Message.Execute piece = null;
        while (piece == null) { // the one that was waited for may have been given back meanwhile
            if (inMemory) {
                awaitInMemory(LONG);
            }
            piece = beginNext();
        }
        return piece;
    }

    private synchronized Message.@Nullable Execute beginNext() {
        Message.Execute piece = waiting.poll();
        while (piece == null && !inMemory) {
            await();
            piece = waiting.poll();
        }
        if (piece == null) {
            return null;
        }
        if (inMemory) {
            Thread.interrupted(); // not meant for this piece
        }
        running = piece.ticket();
        runner = Thread.currentThread();
        journal.begin(running);
        return piece;
    }

    /** The piece that runs has ended; an interrupt that was meant for it is not to hit the next. */
    synchronized void end() {
        running = 0;
        runner = null;
        Thread.interrupted();
    }

    /**
     * Takes a piece back.
     *
     * @return whether it was waiting; it will not begin then
     */
    synchronized boolean recall(long ticket) {
        fill();
        return waiting.removeIf(piece -> piece.ticket() == ticket);
    }

    /**
     * Takes a piece back or interrupts it.
     *
     * @return whether it was waiting; it will not begin then
     */
    synchronized boolean cancel(long ticket) {
        if (running == ticket && runner != null) {
            cancelled = ticket;
            runner.interrupt();
        }
        return recall(ticket);
    }

    /**
     * Takes a piece back, or ends it after the item that runs.
     *
     * @return whether it was waiting; it will not begin then
     */
    synchronized boolean drain(long ticket) {
        if (running == ticket) {
            cancelled = ticket;
        }
        return recall(ticket);
    }

    /** Whether the rest of a piece is not wanted any more. */
    boolean cancelled(long ticket) {
        return cancelled == ticket;
    }

    /** A bundle that has come and was not taken yet. */
    synchronized byte @Nullable [] arrived(String hash) {
        return bundles.remove(hash);
    }

    /** Waits for a bundle. */
    synchronized byte[] awaitBundle(String hash) {
        return await(bundles, hash);
    }

    /** The parts of bundles that have come and were not taken yet. */
    synchronized Map<String, byte[]> takeBlobs() {
        Map<String, byte[]> taken = Map.copyOf(blobs);
        blobs.clear();
        return taken;
    }

    /** Waits for a part of a bundle. */
    synchronized byte[] awaitBlob(String hash) {
        return await(blobs, hash);
    }

    private byte[] await(Map<String, byte[]> arriving, String hash) {
        byte[] bytes = arriving.remove(hash);
        while (bytes == null) {
            await();
            bytes = arriving.remove(hash);
        }
        return bytes;
    }

    /** The owner's end ends this JVM, so no wait here is for ever; an interrupt is kept for the item. */
    private void await() {
        boolean interrupted = false;
        try {
            wait();
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted && running != 0) {
            Thread.currentThread().interrupt();
        }
    }
}
