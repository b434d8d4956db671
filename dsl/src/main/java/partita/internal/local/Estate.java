package partita.internal.local;

import java.time.Duration;
import java.util.Objects;
import partita.internal.launch.Kept;
import partita.spi.Engine;

/**
 * What a dead worker leaves: results that had not arrived, an item that ran and is lost, and pieces or rests of
 * pieces that had not begun, which go to others in their old place.
 */
final class Estate {
    private Estate() {}

    /** Settles it all; on the hub's thread, once all that the worker had sent was received. */
    static void settle(LocalWorker worker, int exitCode) {
        for (Kept kept : worker.kept()) {
            Piece piece = worker.pieces.get(kept.ticket());
            if (piece != null) {
                piece.run().unpacked();
                piece.run().tellResult(piece.work().id(), worker.info(), kept.payload(), false);
            }
        }
        for (long ticket : worker.pieces.tickets().reversed()) {
            Piece piece = Objects.requireNonNull(worker.pieces.get(ticket));
            if (ticket > worker.begun()) {
                piece.run().putBack(piece);
            } else {
                settle(worker, exitCode, piece, ticket);
            }
        }
    }

    /** A piece that had begun; a later one begins only when the owner has the results of this, or they are kept. */
    private static void settle(LocalWorker worker, int exitCode, Piece piece, long ticket) {
        ActiveRun run = piece.run();
        boolean current = ticket == worker.begun();
        int item = current ? worker.begunItem() : Integer.MAX_VALUE;
        if (run.stopped()) {
            run.taken();
        } else if (item < 0) {
            run.putBack(piece);
            if (!worker.hasUnpacked(piece.work().bundle())) {
                run.diedUnpacking(worker.info(), exitCode, Obituary.of(exitCode, worker.tail(), false));
            }
        } else {
            run.unpacked();
            String cause = Obituary.of(exitCode, worker.tail(), !current || worker.finishedItem());
            Duration limit = current ? worker.overdue() : null;
            int rest = limit != null
                    ? run.tellOverdue(piece.work().id(), worker.info(), item, limit)
                    : run.tellLost(piece.work().id(), worker.info(), item, exitCode, cause);
            if (rest == Engine.Listener.NOTHING_LEFT) {
                run.taken();
            } else {
                run.putBack(piece.from(rest));
            }
        }
    }
}
