package partita.internal.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Journal;
import partita.internal.launch.Logs;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;
import partita.internal.memory.Post;
import partita.internal.memory.Segment;
import partita.internal.memory.Signal;
import partita.internal.transport.Dealer;
import partita.internal.transport.Parking;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;
import partita.spi.Store;

/** A worker of a pool: runs pieces of work one after the other, for as long as its owner lives. */
final class PoolRole {
    /** Without work for so long, a worker gives back memory that it does not need. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final Workload workload;
    private final Journal journal;
    private final Pieces pieces;
    private final PrintStream rawErr;
    private final Dealer dealer;
    private final Capture capture;
    private final Credit credit;
    /** Wakes the owner, where results are taken from memory. */
    private final @Nullable Signal owner;

    private final @Nullable Parking parking;
    private final Optional<RoomyStore> store;

    private PoolRole(
            @Nullable Signal owner,
            @Nullable Parking parking,
            Journal journal,
            Workload workload,
            Connection connection,
            @Nullable PoolStage stage) {
        this.workload = workload;
        this.journal = journal;
        this.owner = owner;
        this.pieces = new Pieces(journal, owner != null);
        this.parking = parking;
        this.store = Optional.ofNullable(parking).map(its -> new RoomyStore(its.post()));
        this.credit = new Credit(journal.results(), owner == null ? null : journal.room());
        this.dealer = connection.dealer();
        this.rawErr = stage != null ? stage.rawErr() : System.err;
        this.capture = stage != null ? stage.capture() : new Capture(this::print);
    }

    /** Begins to work as the orders say. */
    static void run(Orders orders, Journal journal, Workload workload, PoolStage stage) throws IOException {
        Signal owner = null;
        Parking parking = null;
        if (orders.find(Role.MEMORY).isPresent()) {
            Path memory = Path.of(orders.get(Role.MEMORY));
            owner = new Signal(Segment.attach(memory, Arena.ofAuto()).memory(), 0);
            parking = new Parking(new Post(Objects.requireNonNull(memory.getParent()), orders.get(Role.POST) + "w"));
        }
        stage.begin(new PoolRole(owner, parking, journal, workload, stage.connection(), stage));
    }

    /**
     * Does a piece of work as if it had come, for nobody, in memory that no other process sees.
     *
     * @param connection by which nothing is sent: what comes of a small piece stays in memory
     */
    static void rehearse(Message.AddBundle bundle, Message.Execute piece, Connection connection) {
        Journal journal = Journal.alone();
        Parking parking = new Parking(new Post(Path.of(System.getProperty("java.io.tmpdir")), "rehearsal"));
        PoolRole role = new PoolRole(journal.work(), parking, journal, Workload.real(), connection, null);
        role.received(Frames.decode(List.of(Frames.encode(bundle))));
        role.received(Frames.decode(List.of(Frames.encode(piece))));
        if (role.pieces.awaitPiece(IDLE)) {
            role.work(role.pieces.begin());
            role.pieces.end();
        }
    }

    /** On the worker's thread, until this JVM ends. */
    void work() {
        try {
            while (true) {
                if (!pieces.awaitPiece(IDLE)) {
                    giveBack();
                }
                work(pieces.begin());
                pieces.end();
                if (!pieces.waits()) {
                    store.ifPresent(RoomyStore::rest);
                }
            }
        } catch (Throwable e) { // items' failures are results; this is the worker's own
            broken(e);
        }
    }

    private void giveBack() {
        if (parking != null) {
            parking.post().trim();
        }
        IdleHeap.shrink();
    }

    private void work(Message.Execute piece) {
        if (parking != null) {
            parking.post().trimAfter(IDLE.toNanos());
        }
        capture.run(piece.run()); // what the last run's threads wrote goes before
        if (owner == null) { // else the journal says so
            dealer.sendSoon(new Message.Started(piece.ticket()));
        }
        load(piece);
        PieceSink sink = new PieceSink(
                piece.ticket(),
                journal,
                this::sendParked,
                capture,
                credit,
                () -> pieces.cancelled(piece.ticket()),
                owner,
                store.map(Store.class::cast));
        workload.run(piece.run(), piece.hash(), piece.payload(), piece.from(), sink);
        if (!sink.ended()) {
            throw new IllegalStateException(
                    "a piece of work ended without its last result: ticket=" + piece.ticket() + " run=" + piece.run());
        }
    }

    private void sendParked(Message message) {
        dealer.send(parking == null ? message : parking.park(message));
    }

    void print(long run, boolean error, String text) {
        Message.Output output = new Message.Output(run, error, text);
        dealer.send(output);
        credit.sentOutput(output.weight());
    }

    private void load(Message.Execute piece) {
        byte[] bytes = pieces.arrived(piece.hash());
        pieces.takeBlobs().forEach(workload::addBlob);
        if (!workload.has(piece.hash())) {
            if (bytes == null) {
                dealer.send(new Message.NeedBundle(piece.ticket()));
                bytes = pieces.awaitBundle(piece.hash());
            }
            workload.add(piece.hash(), bytes);
        }
        List<String> missing = workload.missing(piece.run(), piece.hash());
        missing.forEach(blob -> dealer.send(new Message.NeedBlob(piece.ticket(), blob)));
        missing.forEach(blob -> workload.addBlob(blob, pieces.awaitBlob(blob)));
    }

    /** On the socket's thread. No switch on types: the first takes a new JVM some milliseconds. */
    void received(Message message) {
        Message whole = parking == null ? message : parking.whole(message);
        if (whole instanceof Message.Execute piece) {
            pieces.add(piece);
        } else if (whole instanceof Message.AddBundle bundle) {
            pieces.add(bundle);
        } else if (whole instanceof Message.AddBlob blob) {
            pieces.add(blob);
        } else if (whole instanceof Message.Taken taken) {
            credit.taken(taken);
        } else if (whole instanceof Message.Logging logging) {
            Logs.become(new Logs.Settings(Math.toIntExact(logging.level()), logging.toStderr()));
        } else {
            told(whole);
        }
    }

    private void told(Message message) {
        if (message instanceof Message.Recall recall) {
            giveBack(recall.ticket(), pieces.recall(recall.ticket()));
        } else if (message instanceof Message.Cancel cancel) {
            giveBack(cancel.ticket(), pieces.cancel(cancel.ticket()));
        } else if (message instanceof Message.Drain drain) {
            giveBack(drain.ticket(), pieces.drain(drain.ticket()));
        } else if (message instanceof Message.Shutdown) {
            Thread.ofPlatform().name("partita-shutdown").start(() -> System.exit(0));
        } else if (!(message instanceof Message.Welcome)) { // a second one comes for a greeting that was sent twice
            throw new IllegalStateException("not for a worker: message=" + message);
        }
    }

    private void giveBack(long ticket, boolean hasNotBegun) {
        if (hasNotBegun) {
            dealer.send(new Message.Returned(ticket));
        }
    }

    private void broken(Throwable e) {
        Farewell.broken(rawErr, e);
    }
}
