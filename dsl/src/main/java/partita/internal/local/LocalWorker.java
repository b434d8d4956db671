package partita.internal.local;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.api.WorkerStatus;
import partita.internal.launch.Kept;
import partita.internal.launch.ResultRing;
import partita.internal.launch.WorkerProcess;
import partita.internal.transport.Guest;
import partita.internal.transport.Hub;
import partita.internal.transport.Link;
import partita.internal.wire.Message;
import partita.spi.Engine;

/**
 * One worker as its engine sees it: process, connection, and the pieces it has. A worker is there when its
 * process runs and it said that it is ready; it is gone when its process has ended and all that it had sent was
 * received. Used by the hub's thread alone.
 */
final class LocalWorker implements Guest {
    /** What an engine is told of its workers. */
    interface Owner {
        /** It takes work now. */
        void ready(LocalWorker worker);

        /** It sent something other than that it is ready. */
        void received(LocalWorker worker, Message message);

        /** It is gone for good. */
        void gone(LocalWorker worker, int exitCode);
    }

    /** As many bundles as a worker keeps; it asks for one that it dropped. */
    private static final int BUNDLES = 32;
    /** So many blobs are not sent again unasked; 16 GB of full ones. */
    private static final int BLOBS = 1 << 14;

    /** The worker may wait for word of a result that is not shorter, see {@link Message.Taken}. */
    private static final int LARGE_RESULT = 1 << 16;

    private static final long OUTPUT_STEP = 1L << 20;
    private static final Duration READY_LIMIT = Duration.ofSeconds(40);
    /** What was sent before a death is there at once, unless the connection was never made. */
    private static final Duration DRAIN_LIMIT = Duration.ofMillis(250);

    /** Shutdown hooks of what it ran may take so long. */
    private static final Duration RETIRE_LIMIT = Duration.ofSeconds(3);

    private static final Duration SILENT_LIMIT = Duration.ofMillis(700);

    final int number;
    final Handovers pieces;
    private final Hub hub;
    private final Owner owner;
    private final Map<String, Boolean> bundles = newest(BUNDLES);
    private final Map<String, Boolean> blobs = newest(BLOBS);
    private @Nullable WorkerProcess process;
    private @Nullable Link link;
    private @Nullable ActiveRun lastRun;
    private @Nullable String unpacked;
    private @Nullable Integer exitCode;
    private long results;
    private long position;
    private long output;
    private long toldPosition;
    private long toldOutput;
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

    private static Map<String, Boolean> newest(int kept) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > kept;
            }
        };
    }

    LocalWorker(int number, Hub hub, WorkerSettings settings, Owner owner) {
        this.number = number;
        this.hub = hub;
        this.owner = owner;
        this.pieces = new Handovers(settings.maxTasks());
        this.initiated = settings.setup().isEmpty();
    }

    /** Its process runs. */
    void launched(WorkerProcess started) {
        process = started;
        started.exit().whenComplete((code, e) -> hub.execute(() -> exited(e == null ? code : -1)));
        if (doomed) {
            started.kill();
        }
        hub.after(READY_LIMIT, () -> {
            if (!ready) {
                started.note("[not ready after " + READY_LIMIT.toSeconds() + " s: killed]\n");
                kill();
            }
        });
        readyIfSo();
    }

    @Override
    public void connected(Link to, Message.Hello hello) {
        link = to;
    }

    @Override
    public void received(Message message) {
        if (message instanceof Message.Ready) {
            saidReady = true;
            readyIfSo();
        } else if (ready && !garbled) { // else what was lost would seem to have been taken
            owner.received(this, message);
            taken(message);
        }
    }

    /** Counts what came, and now and then says so: the worker waits when it has sent much more. */
    private void taken(Message message) {
        boolean tell = false;
        switch (message) {
            case Message.Result result -> {
                results++;
                position = result.position();
                tell = position - toldPosition >= ResultRing.STEP || result.payload().length >= LARGE_RESULT;
            }
            case Message.Output text -> {
                output += text.weight();
                tell = output - toldOutput >= OUTPUT_STEP;
            }
            default -> {}
        }
        if (tell) {
            toldPosition = position;
            toldOutput = output;
            send(new Message.Taken(results, position, output));
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
            hub.after(SILENT_LIMIT, () -> {
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
        if (disconnected || link == null) {
            goneNow();
        } else {
            hub.after(DRAIN_LIMIT, this::goneNow);
        }
    }

    private void goneNow() {
        if (!gone && exitCode != null) {
            gone = true;
            ready = false;
            hub.forget(this);
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
            hub.after(RETIRE_LIMIT, this::kill);
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

    /** Sends a piece, and what runs it where the worker does not have it. */
    void hand(long ticket, Piece piece) {
        pieces.add(ticket, piece);
        execute(ticket, piece);
    }

    private void execute(long ticket, Piece piece) {
        Engine.Bundle bundle = piece.work().bundle();
        if (bundles.put(bundle.hash(), true) == null) {
            send(new Message.AddBundle(bundle.hash(), bundle.bytes()));
            for (Engine.Blob blob : bundle.blobs()) {
                if (blobs.put(blob.hash(), true) == null) {
                    send(new Message.AddBlob(blob.hash(), blob.bytes()));
                }
            }
        }
        send(new Message.Execute(
                ticket,
                piece.run().id,
                piece.from(),
                bundle.hash(),
                piece.work().payload()));
    }

    /** The worker had dropped the bundle of a piece. */
    void handBundle(long ticket) {
        Piece piece = pieces.get(ticket);
        if (piece != null) {
            Engine.Bundle bundle = piece.work().bundle();
            send(new Message.AddBundle(bundle.hash(), bundle.bytes()));
        }
    }

    /** The worker had dropped a part of the bundle of a piece. */
    void handBlob(long ticket, String hash) {
        Piece piece = pieces.get(ticket);
        if (piece == null) {
            return;
        }
        piece.work().bundle().blobs().stream()
                .filter(blob -> blob.hash().equals(hash))
                .findFirst()
                .ifPresentOrElse(
                        blob -> send(new Message.AddBlob(hash, blob.bytes())),
                        () -> garbled(new IllegalStateException("its bundle has no blob hash=" + hash)));
    }

    /** Asks for the last piece back, where another stands before it; whether it was asked for. */
    boolean recallLast() {
        long last = pieces.recallLast();
        if (last >= 0) {
            send(new Message.Recall(last));
        }
        return last >= 0;
    }

    /** Lets the items of a run end that have begun, and asks for the rest back. */
    void drain(ActiveRun run) {
        pieces.tickets(run).forEach(ticket -> send(new Message.Drain(ticket)));
    }

    /** Stops the pieces of a run; a worker that does not heed in time is killed. */
    void cancel(ActiveRun run, Duration limit) {
        List<Long> tickets = pieces.tickets(run);
        tickets.forEach(ticket -> send(new Message.Cancel(ticket)));
        if (!tickets.isEmpty()) {
            hub.after(limit, () -> {
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
            send(new Message.Shutdown());
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
        hub.after(limit, this::kill);
    }

    /** Whether it was asked to end for want of work. */
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
        return process == null ? List.of() : process.journal().results().after(position);
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

    @Nullable
    ActiveRun lastRun() {
        return lastRun;
    }

    void lastRun(ActiveRun run) {
        lastRun = run;
    }

    private void send(Message message) {
        if (link != null) {
            link.send(message);
        }
    }
}
