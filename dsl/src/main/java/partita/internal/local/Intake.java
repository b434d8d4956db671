package partita.internal.local;

import java.util.Optional;
import partita.internal.parcel.OutcomeReader;
import partita.internal.wire.Message;
import partita.spi.Store;

/** Takes what workers send and hand over, and tells the runs that it is for. On the engine's desk. */
final class Intake {
    private final Fleet fleet;
    private final Optional<Store> store;
    private final Runnable changed;

    /** Tells when there may be something to hand out, or a run that is over. */
    Intake(Fleet fleet, Optional<Store> store, Runnable changed) {
        this.fleet = fleet;
        this.store = store;
        this.changed = changed;
    }

    /** A piece has begun. */
    void begun(LocalWorker worker, long ticket) {
        Piece piece = worker.pieces.get(ticket);
        if (piece != null) {
            if (worker.initiated()) {
                fleet.succeeded();
            }
            piece.run().tellStarted(piece.work().id(), worker.info());
        }
    }

    /** Results of a piece. */
    void results(LocalWorker worker, long ticket, byte[] payload, boolean last) {
        Piece piece = worker.pieces.get(ticket);
        if (piece == null) {
            OutcomeReader.discard(payload, store);
            return;
        }
        ActiveRun run = piece.run();
        run.unpacked();
        worker.unpacked(piece.work().bundle());
        run.tellResult(piece.work().id(), worker.info(), payload, last);
        if (last) {
            worker.done(ticket, run.waiting() > 0 || run.mayGiveMore());
            run.taken();
            changed.run();
        }
    }

    /** Any other message. */
    void received(LocalWorker worker, Message message) {
        switch (message) {
            case Message.Started(long ticket) -> begun(worker, ticket);
            case Message.Returned(long ticket) -> {
                Piece piece = worker.pieces.returned(ticket);
                if (piece != null) {
                    piece.run().putBack(piece);
                    changed.run();
                }
            }
            case Message.NeedBundle(long ticket) -> worker.handBundle(ticket);
            case Message.NeedBlob(long ticket, String hash) -> worker.handBlob(ticket, hash);
            case Message.Output output -> {
                ActiveRun run = worker.run(output.run());
                if (run != null) {
                    run.tellOutput(worker.info(), output.error(), output.text());
                } else {
                    worker.note(output.text());
                }
            }
            default -> worker.garbled(new IllegalStateException("not for an owner: message=" + message));
        }
    }
}
