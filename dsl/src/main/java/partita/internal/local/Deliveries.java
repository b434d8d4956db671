package partita.internal.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Journal;
import partita.internal.launch.Logs;
import partita.internal.transport.Link;
import partita.internal.transport.Parking;
import partita.internal.wire.Message;
import partita.spi.Engine;

/**
 * What one worker is sent: bundles and their parts once, pieces in memory where that keeps their order, else as
 * messages.
 */
final class Deliveries {
    /** As many bundles as a worker keeps; it asks for one that it dropped. */
    private static final int BUNDLES = 32;
    /** So many blobs are not sent again unasked; 16 GB of full ones. */
    private static final int BLOBS = 1 << 14;

    private final Map<String, Boolean> bundles = newest(BUNDLES);
    private final Map<String, Boolean> blobs = newest(BLOBS);
    private @Nullable Link link;
    private final @Nullable Parking parking;
    private @Nullable Journal memory;
    private Logs.@Nullable Settings logging;
    private long lastAsMessage;

    /** With files for large messages, or without. */
    Deliveries(@Nullable Parking parking) {
        this.parking = parking;
    }

    private static Map<String, Boolean> newest(int kept) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > kept;
            }
        };
    }

    /** Messages go there from now on. */
    void to(Link connection) {
        link = connection;
    }

    /** Small pieces may go there from now on. */
    void to(Journal journal) {
        memory = journal;
    }

    boolean connected() {
        return link != null;
    }

    void send(Message message) {
        if (link != null) {
            link.send(parking == null ? message : parking.park(message));
        }
    }

    /** Sends a piece, and what runs it where the worker does not have it. */
    void send(long ticket, Piece piece) {
        Engine.Bundle bundle = piece.work().bundle();
        boolean told = bundles.put(bundle.hash(), true) != null || sendFirst(bundle);
        var message = new Message.Execute(
                ticket,
                piece.run().id,
                piece.from(),
                bundle.hash(),
                piece.work().payload());
        if (tellHowToLog() || !told || !sendInMemory(message)) {
            lastAsMessage = ticket;
            send(message);
        }
    }

    /**
     * Sends a bundle that is new to the worker; whether in memory, where pieces may follow it. There it may overtake
     * messages, of which none needs it, and no piece overtakes it.
     */
    private boolean sendFirst(Engine.Bundle bundle) {
        var adding = new Message.AddBundle(bundle.hash(), bundle.bytes());
        if (bundle.blobs().isEmpty() && memory != null && memory.pieces().add(adding)) {
            return true;
        }
        send(adding);
        for (Engine.Blob blob : bundle.blobs()) {
            if (blobs.put(blob.hash(), true) == null) {
                send(new Message.AddBlob(blob.hash(), blob.bytes()));
            }
        }
        return false;
    }

    /** What has changed of it; the piece is not to overtake that. */
    private boolean tellHowToLog() {
        Logs.Settings now = Logs.current();
        if (now.equals(logging)) {
            return false;
        }
        logging = now;
        send(new Message.Logging(now.level(), now.toStderr()));
        return true;
    }

    /** Not while a piece may be on its way as a message: this would overtake it, and a worker begins them in order. */
    private boolean sendInMemory(Message.Execute piece) {
        if (memory == null || memory.begun() < lastAsMessage || !memory.pieces().add(piece)) {
            return false;
        }
        memory.work().raise();
        return true;
    }

    /** The worker had dropped the bundle of a piece. */
    void sendBundle(Piece piece) {
        Engine.Bundle bundle = piece.work().bundle();
        send(new Message.AddBundle(bundle.hash(), bundle.bytes()));
    }

    /** The worker had dropped a part of the bundle of a piece; false if that has no such part. */
    boolean sendBlob(Piece piece, String hash) {
        for (Engine.Blob blob : piece.work().bundle().blobs()) {
            if (blob.hash().equals(hash)) {
                send(new Message.AddBlob(hash, blob.bytes()));
                return true;
            }
        }
        return false;
    }
}
