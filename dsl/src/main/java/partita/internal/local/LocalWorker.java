package partita.internal.local;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.api.WorkerStatus;
import partita.internal.launch.Handed;
import partita.internal.launch.Kept;
import partita.internal.launch.WorkerProcess;
import partita.internal.transport.Desk;
import partita.internal.transport.Guest;
import partita.internal.transport.Link;
import partita.internal.transport.Parking;
import partita.internal.wire.Message;
import partita.spi.Engine;

/**
 * One worker as its engine sees it: process, connection, and the pieces it has. A worker is there when its
 * process runs and it said that it is ready; it is gone when its process has ended and all that it had sent was
 * received. Used by the desk's thread
 * alone.
 */
final class LocalWorker implements Guest {
    /** What an engine is told of its workers. */
    interface Owner {
        /** It takes work now. */
        void ready(LocalWorker worker);

        /** It sent something other than that it is ready. */
        void received(LocalWorker worker, Message message);

        /** It has begun a piece. */
        void started(LocalWorker worker, long ticket);

        /** It handed results of a piece over. */
        void results(LocalWorker worker, long ticket, byte[] payload, boolean last);

        /** It is gone for good. */
        void gone(LocalWorker worker, int exitCode);
    }

    private static final Duration READY_LIMIT = Duration.ofSeconds(40);
    /** What was sent before a death is there at once, unless the connection was never made. */
    private static final Duration DRAIN_LIMIT = Duration.ofMillis(250);

    /** Shutdown hooks of what it ran may take so long. */
    private static final Duration RETIRE_LIMIT = Duration.ofSeconds(3);

    private static final Duration SILENT_LIMIT = Duration.ofMillis(700);

    /** Output of so many runs finds its cell. */
    private static final int RUNS = 8;

    final int number;
    final Handovers pieces;
    private final Desk desk;
    private final Owner owner;
    private final boolean inMemory;
    private final Receipts receipts;
    private final Deliveries deliveries;
    private final Depth depth = new Depth();
    private final Map<Long, ActiveRun> runs = new LinkedHashMap<>(16, 0.75f, true); // the newest last
    private @Nullable WorkerProcess process;
    private @Nullable String unpacked;
    private @Nullable Integer exitCode;
    private final ItemClock clock = new ItemClock();
    private @Nullable Duration overdue;
    private boolean initiated;
    private boolean saidReady;
    private boolean ready;
    private boolean disconnected;
    private boolean garbled;
    private boolean doomed;
    private boolean gone;
    private boolean dismissed;
    private long idleSince;

    /** With files for large messages where work and results go through memory, or null. */
    LocalWorker(int number, Desk desk, @Nullable Parking parking, WorkerSettings settings, Owner owner) {
        this.number = number;
        this.desk = desk;
        this.inMemory = parking != null;
        this.deliveries = new Deliveries(parking);
        this.receipts = new Receipts(inMemory);
        this.owner = owner;
        this.pieces = new Handovers(settings.maxTasks());
        this.initiated = settings.setup().isEmpty();
    }

    /** Its process runs. */
    void launched(WorkerProcess started) {
        process = started;
        if (inMemory) {
            deliveries.to(started.journal());
        }
        started.exit().whenComplete((code, e) -> desk.execute(() -> exited(e == null ? code : -1)));
        if (doomed) {
            started.kill();
        }
        desk.after(READY_LIMIT, () -> {
            if (!ready) {
                started.note("[not ready after " + READY_LIMIT.toSeconds() + " s: killed]\n");
                kill();
            }
        });
        readyIfSo();
    }

    @Override
    public void connected(Link to, Message.Hello hello) {
        deliveries.to(to);
    }

    @Override
    public void received(Message message) {
        if (message instanceof Message.Ready) {
            saidReady = true;
            readyIfSo();
        } else if (ready && !garbled && process != null) { // else what was lost would seem to have been taken
            var _ = collect(); // what it handed over before
            if (message instanceof Message.Result result) {
                tellBegun(result.ticket());
                owner.results(this, result.ticket(), result.payload(), result.last());
            } else {
                owner.received(this, message);
            }
            Message.Taken taken = receipts.taken(message, process.journal());
            if (taken != null) {
                deliveries.send(taken);
            }
            var _ = collect(); // what waited for this
        } else {
            receipts.dropped(message);
        }
    }

    /** Takes the results that it has handed over in memory; whether there were any. */
    boolean collect() {
        return ready && collect(false);
    }

    private boolean collect(boolean over) {
        if (!inMemory || process == null || garbled) {
            return false;
        }
        boolean any = false;
        for (Handed next = receipts.next(process.journal(), over);
                next != null;
                next = receipts.next(process.journal(), over)) {
            any = true;
            tellBegun(next.ticket());
            owner.results(this, next.ticket(), next.payload(), next.last());
        }
        return any;
    }

    /** Looks whether it has begun a piece; whether one of its pieces is yet to begin while none runs. */
    boolean lookForBegun() {
        if (process == null || !inMemory || !ready) {
            return false;
        }
        long begun = begun();
        pieces.tickets().stream().filter(ticket -> ticket <= begun).forEach(this::tellBegun);
        return pieces.size() > 0 && !pieces.firstHasBegun();
    }

    private void tellBegun(long ticket) {
        if (inMemory && pieces.begin(ticket)) {
            owner.started(this, ticket);
        }
    }

    private void readyIfSo() {
        if (saidReady && process != null && !ready) {
            ready = true;
            idleSince = System.nanoTime();
            owner.ready(this);
        }
    }

    @Override
    public void disconnected() {
        disconnected = true;
        if (exitCode != null) {
            goneNow();
        } else {
            desk.after(SILENT_LIMIT, () -> {
                if (exitCode == null) {
                    note("[its connection was lost, so it cannot be reached any more: killed]\n");
                    kill();
                }
            });
        }
    }

    @Override
    public void garbled(Throwable failure) {
        garbled = true;
        note("[the notebook cannot read what it sent, and killed it: " + failure + "]\n");
        kill();
    }

    private void exited(int code) {
        exitCode = code;
        if (disconnected || !deliveries.connected()) {
            goneNow();
        } else {
            desk.after(DRAIN_LIMIT, this::goneNow);
        }
    }

    private void goneNow() {
        if (!gone && exitCode != null) {
            gone = true;
            if (ready) {
                collect(true);
            }
            ready = false;
            owner.gone(this, exitCode);
        }
    }

    /** Whether it takes work. */
    boolean ready() {
        return ready && initiated && !standsDown() && exitCode == null;
    }

    /** Whether it takes no more work. */
    boolean standsDown() {
        return doomed || retired();
    }

    /** Whether it did what it was to do first. */
    boolean initiated() {
        return initiated;
    }

    /** It did what it was to do first. */
    void setInitiated() {
        initiated = true;
    }

    /** How it is, for people. */
    WorkerStatus status() {
        WorkerStatus.State state = standsDown() || exitCode != null
                ? WorkerStatus.State.ENDING
                : !ready()
                        ? WorkerStatus.State.STARTING
                        : load() > 0 ? WorkerStatus.State.BUSY : WorkerStatus.State.IDLE;
        return new WorkerStatus(
                info().pid(), "worker-" + number, state, pieces.itemsDone(), Memory.resident(info().pid()));
    }

    /** Ends one that has had all the work that it may, once that is done. */
    void retireIfDone() {
        if (retired() && !doomed && load() == 0) {
            shutDown();
            desk.after(RETIRE_LIMIT, this::kill);
        }
    }

    /** Whether it ended because it had had all the work that it may. */
    boolean retired() {
        return pieces.spent();
    }

    /** Ends it if the item that it runs has run for too long. */
    void watchItem() {
        if (process == null || exitCode != null || doomed) {
            return;
        }
        long ticket = begun();
        Piece piece = pieces.get(ticket);
        Duration limit = piece == null ? null : piece.run().itemLimit();
        if (limit == null || finishedItem()) {
            clock.reset();
        } else if (clock.over(ticket, begunItem(), limit)) {
            overdue = limit;
            kill();
        }
    }

    /** The limit that its last item did not keep, or null. */
    @Nullable
    Duration overdue() {
        return overdue;
    }

    /** The first thing that it does, before it takes work. */
    void initiate(long ticket, Piece piece) {
        pieces.addFirst(ticket, piece);
        execute(ticket, piece);
    }

    /** Whether it ever took work. */
    boolean wasReady() {
        return saidReady;
    }

    int load() {
        return pieces.size();
    }

    WorkerInfo info() {
        return new WorkerInfo(number, process == null ? -1 : process.pid());
    }

    /** How many pieces it may have at a time. */
    int depth() {
        return depth.get();
    }

    /** It has done a piece; might there be more? */
    void done(long ticket, boolean more) {
        pieces.done(ticket);
        if (inMemory) {
            depth.ended(load() > 0, more);
        }
    }

    /** Sends a piece, and what runs it where the worker does not have it. */
    void hand(long ticket, Piece piece) {
        if (load() == 0) {
            depth.begins();
        }
        pieces.add(ticket, piece);
        execute(ticket, piece);
    }

    private void execute(long ticket, Piece piece) {
        runs.put(piece.run().id, piece.run());
        if (runs.size() > RUNS) {
            runs.remove(runs.keySet().iterator().next());
        }
        deliveries.send(ticket, piece);
    }

    /** The worker had dropped the bundle of a piece. */
    void handBundle(long ticket) {
        Piece piece = pieces.get(ticket);
        if (piece != null) {
            deliveries.sendBundle(piece);
        }
    }

    /** The worker had dropped a part of the bundle of a piece. */
    void handBlob(long ticket, String hash) {
        Piece piece = pieces.get(ticket);
        if (piece != null && !deliveries.sendBlob(piece, hash)) {
            garbled(new IllegalStateException("its bundle has no blob hash=" + hash));
        }
    }

    /** Asks for the last piece back, where another stands before it; whether it was asked for. */
    boolean recallLast() {
        long last = pieces.recallLast();
        if (last >= 0) {
            deliveries.send(new Message.Recall(last));
        }
        return last >= 0;
    }

    /** Lets the items of a run end that have begun, and asks for the rest back. */
    void drain(ActiveRun run) {
        pieces.tickets(run).forEach(ticket -> deliveries.send(new Message.Drain(ticket)));
    }

    /** Stops the pieces of a run; a worker that does not heed in time is killed. */
    void cancel(ActiveRun run, Duration limit) {
        List<Long> tickets = pieces.tickets(run);
        tickets.forEach(ticket -> deliveries.send(new Message.Cancel(ticket)));
        if (!tickets.isEmpty()) {
            desk.after(limit, () -> {
                if (tickets.stream().anyMatch(pieces::has)) {
                    note("[did not heed a cancel: killed]\n");
                    kill();
                }
            });
        }
    }

    /** Asks it to end. */
    void shutDown() {
        doomed = true;
        if (saidReady) {
            deliveries.send(new Message.Shutdown());
        } else {
            kill();
        }
    }

    /** Whether it takes work, and had none for so long. */
    boolean idleFor(Duration time) {
        return ready()
                && load() == 0
                && System.nanoTime() - idleSince >= time.toNanos()
                && System.nanoTime() - pieces.lastRemoved() >= time.toNanos();
    }

    /** Asks it to end, since there is nothing for it to do. */
    void dismiss(Duration limit) {
        dismissed = true;
        shutDown();
        desk.after(limit, this::kill);
    }

    /** Ends it, since it could not get ready: that it died before it did any work then says nothing. */
    void giveUp() {
        dismissed = true;
        kill();
    }

    /** Whether it was asked to end for want of work, or given up. */
    boolean dismissed() {
        return dismissed;
    }

    /** Ends it. */
    void kill() {
        doomed = true;
        if (process != null && exitCode == null) {
            process.kill();
        }
    }

    /** The last piece that it had begun. */
    long begun() {
        return process == null ? 0 : process.journal().begun();
    }

    /** The last item that it had begun of that piece, or -1. */
    int begunItem() {
        return process == null ? -1 : process.journal().begunItem();
    }

    /** Whether that item had ended, and only what came of it is lost. */
    boolean finishedItem() {
        return process != null && process.journal().unkept();
    }

    /** After its end: the results that it had kept and that have not arrived. */
    List<Kept> kept() {
        return process == null ? List.of() : receipts.kept(process.journal());
    }

    /** What it wrote last outside any run. */
    String tail() {
        return process == null ? "" : process.tail();
    }

    void note(String text) {
        if (process != null) {
            process.note(text);
        }
    }

    /** A result of a bundle's came from here, so unpacking that bundle does not end this worker. */
    void unpacked(Engine.Bundle bundle) {
        unpacked = bundle.hash();
    }

    /** Whether it is known to have unpacked a bundle. */
    boolean hasUnpacked(Engine.Bundle bundle) {
        return bundle.hash().equals(unpacked);
    }

    /** The run that a text of its belongs to, if it had one lately. */
    @Nullable
    ActiveRun run(long id) {
        return runs.get(id);
    }
}
