package partita.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.ItemsWriter;

/** The pieces that one worker has, by ticket, in the order in which they were handed over; and how many it had. */
final class Handovers {
    private long lastRemoved = System.nanoTime();
    /** A piece that was handed over. */
    private static final class Handover {
        private final Piece piece;
        private boolean recalled;
        private boolean begun;

        Handover(Piece piece) {
            this.piece = piece;
        }
    }

    private final LinkedHashMap<Long, Handover> pieces = new LinkedHashMap<>();
    private final int most;
    private int handed;
    private long itemsDone;

    /** Begins with none. */
    Handovers(int maxTasks) {
        most = maxTasks == 0 ? Integer.MAX_VALUE : maxTasks;
    }

    void add(long ticket, Piece piece) {
        pieces.put(ticket, new Handover(piece));
        handed++;
    }

    /** The first piece of all, which gets a worker ready: it does not count. */
    void addFirst(long ticket, Piece piece) {
        pieces.put(ticket, new Handover(piece));
        itemsDone = -1;
    }

    int size() {
        return pieces.size();
    }

    /** A piece has begun; whether that is news. */
    boolean begin(long ticket) {
        Handover handover = pieces.get(ticket);
        boolean news = handover != null && !handover.begun;
        if (handover != null) {
            handover.begun = true;
        }
        return news;
    }

    /** Whether the first of those that are not done is known to have begun. */
    boolean firstHasBegun() {
        return pieces.firstEntry().getValue().begun;
    }

    boolean has(long ticket) {
        return pieces.containsKey(ticket);
    }

    /** Whether the worker has had all that it may. */
    boolean spent() {
        return handed >= most;
    }

    /** How many items it has finished. */
    long itemsDone() {
        return Math.max(0, itemsDone);
    }

    /** The piece of a ticket, or null if it is not with this worker any more. */
    @Nullable
    Piece get(long ticket) {
        Handover handover = pieces.get(ticket);
        return handover == null ? null : handover.piece;
    }

    /** Removes a piece. */
    @Nullable
    Piece remove(long ticket) {
        Handover handover = pieces.remove(ticket);
        lastRemoved = System.nanoTime();
        return handover == null ? null : handover.piece;
    }

    /** Removes a piece that was given back. */
    @Nullable
    Piece returned(long ticket) {
        Piece piece = remove(ticket);
        if (piece != null) {
            handed--;
        }
        return piece;
    }

    /** Removes a piece that was done. */
    void done(long ticket) {
        Piece piece = remove(ticket);
        if (piece != null) {
            itemsDone += Math.max(0, ItemsWriter.count(piece.work().payload()) - piece.from());
        }
    }

    /** The tickets, in order; a copy. */
    List<Long> tickets() {
        return new ArrayList<>(pieces.keySet());
    }

    /** The tickets of a run's pieces, in order; a copy. */
    List<Long> tickets(ActiveRun run) {
        return pieces.entrySet().stream()
                .filter(entry -> entry.getValue().piece.run() == run)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The last piece, if it stands behind another and may go elsewhere: it is asked back now, or -1. */
    long recallLast() {
        Map.Entry<Long, Handover> last = pieces.size() < 2 ? null : pieces.lastEntry();
        if (last == null
                || last.getValue().recalled
                || last.getValue().piece.run().pinned()) {
            return -1;
        }
        last.getValue().recalled = true;
        return last.getKey();
    }

    /** When a piece was removed last, by {@link System#nanoTime}. */
    long lastRemoved() {
        return lastRemoved;
    }
}
