package partita.internal.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.api.WorkerStatus;
import partita.internal.launch.Logs;
import partita.internal.parcel.ItemsWriter;
import partita.internal.transport.Guest;
import partita.internal.transport.Link;
import partita.internal.wire.Message;
import partita.spi.Engine;

/**
 * A worker of another machine as its crew sees it. There is no memory to share with it, so it waits for word of each
 * result before it begins the next item: at its loss one item at the most may have begun, and which one is known here.
 * Used by the crew's thread alone.
 */
final class RemoteWorker implements Guest {
    /** None waits behind another, which may take long, while another worker has nothing to do. */
    static final int DEPTH = 1;

    private static final long OUTPUT_STEP = 1L << 20;

    /** A piece that it has, and what is known of it. */
    private static final class Handed {
        final RemoteRun run;
        final Engine.Work work;
        boolean begun;
        int item;
        long since;

        Handed(RemoteRun run, Engine.Work work) {
            this.run = run;
            this.work = work;
            this.item = work.from();
        }
    }

    final int number;
    private final Crew crew;
    private final Map<Long, Handed> pieces = new LinkedHashMap<>();
    private final Set<String> bundles = new HashSet<>();
    private final Set<String> blobs = new HashSet<>();
    private @Nullable Link link;
    private @Nullable RemoteRun lastRun;
    private Logs.@Nullable Settings logging;
    private long pid = -1;
    private long told;
    private long output;
    private long toldOutput;
    private long itemsDone;
    private @Nullable Duration overdue;
    private boolean ready;
    private boolean gone;

    RemoteWorker(int number, Crew crew) {
        this.number = number;
        this.crew = crew;
    }

    @Override
    public void connected(Link to, Message.Hello hello) {
        link = to;
        pid = hello.pid();
    }

    WorkerInfo info() {
        return new WorkerInfo(number, pid);
    }

    WorkerStatus status() {
        WorkerStatus.State state = !ready
                ? WorkerStatus.State.STARTING
                : pieces.isEmpty() ? WorkerStatus.State.IDLE : WorkerStatus.State.BUSY;
        return new WorkerStatus(pid, name(), state, itemsDone, -1);
    }

    private String name() {
        return "remote-" + number + (link == null || link.host().isEmpty() ? "" : "@" + link.host());
    }

    boolean hasRoom() {
        return ready && pieces.size() < DEPTH;
    }

    int load() {
        return pieces.size();
    }

    boolean ready() {
        return ready;
    }

    void hand(long ticket, RemoteRun run, Engine.Work work) {
        pieces.put(ticket, new Handed(run, work));
        Logs.Settings logs = Logs.current();
        if (!logs.equals(logging)) {
            logging = logs;
            send(new Message.Logging(logs.level(), logs.toStderr()));
        }
        Engine.Bundle bundle = work.bundle();
        if (bundles.add(bundle.hash())) {
            send(new Message.AddBundle(bundle.hash(), bundle.bytes()));
        }
        for (Engine.Blob blob : bundle.blobs()) {
            if (blobs.add(blob.hash())) {
                send(new Message.AddBlob(blob.hash(), blob.bytes()));
            }
        }
        send(new Message.Execute(ticket, run.id, work.from(), bundle.hash(), work.payload()));
    }

    @Override
    public void received(Message message) {
        if (gone) {
            return;
        }
        switch (message) {
            case Message.Ready _ -> {
                ready = true;
                crew.pump();
            }
            case Message.Started(long ticket) -> {
                Handed piece = pieces.get(ticket);
                if (piece != null) {
                    piece.begun = true;
                    piece.since = System.nanoTime();
                    lastRun = piece.run;
                    piece.run.told().started(piece.work.id(), info());
                }
                acknowledge();
            }
            case Message.Result result -> {
                took(result);
                acknowledge();
            }
            case Message.Returned(long ticket) -> {
                Handed piece = pieces.remove(ticket);
                if (piece != null) {
                    piece.run.giveBack(piece.work);
                    crew.pump();
                }
            }
            case Message.NeedBundle(long ticket) -> {
                Handed piece = pieces.get(ticket);
                if (piece != null) {
                    Engine.Bundle bundle = piece.work.bundle();
                    send(new Message.AddBundle(bundle.hash(), bundle.bytes()));
                }
            }
            case Message.NeedBlob(long ticket, String hash) -> handBlob(ticket, hash);
            case Message.Output text -> {
                RemoteRun run = lastRun;
                if (run != null) {
                    run.told().output(info(), text.error(), text.text());
                }
                output += text.weight();
                if (output - toldOutput >= OUTPUT_STEP) {
                    toldOutput = output;
                    send(new Message.Taken(told, 0, output));
                }
            }
            default -> garbled(new IllegalStateException("not for an owner: message=" + message));
        }
    }

    private void took(Message.Result result) {
        Handed piece = pieces.get(result.ticket());
        if (piece == null) {
            return;
        }
        piece.run.told().result(piece.work.id(), info(), result.payload(), result.last());
        if (result.last()) {
            itemsDone += Math.max(0, ItemsWriter.count(piece.work.payload()) - piece.work.from());
            pieces.remove(result.ticket());
            piece.run.settled();
            crew.pump();
        } else {
            piece.item++;
            piece.since = System.nanoTime();
        }
    }

    /** It waits for this before it begins anything. */
    private void acknowledge() {
        told++;
        toldOutput = output;
        send(new Message.Taken(told, 0, output));
    }

    private void handBlob(long ticket, String hash) {
        Handed piece = pieces.get(ticket);
        if (piece != null) {
            piece.work.bundle().blobs().stream()
                    .filter(blob -> blob.hash().equals(hash))
                    .findFirst()
                    .ifPresentOrElse(
                            blob -> send(new Message.AddBlob(hash, blob.bytes())),
                            () -> garbled(new IllegalStateException("its bundle has no blob hash=" + hash)));
        }
    }

    /** Stops what it has of a run; who does not heed in time is given up. */
    void cancel(RemoteRun run, Duration limit) {
        List<Long> tickets = tickets(run);
        tickets.forEach(ticket -> send(new Message.Cancel(ticket)));
        if (!tickets.isEmpty()) {
            crew.after(limit, () -> {
                if (!gone && tickets.stream().anyMatch(pieces::containsKey)) {
                    end("did not heed a cancel");
                }
            });
        }
    }

    void drain(RemoteRun run) {
        tickets(run).forEach(ticket -> send(new Message.Drain(ticket)));
    }

    private List<Long> tickets(RemoteRun run) {
        return pieces.entrySet().stream()
                .filter(entry -> entry.getValue().run == run)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Ends it if the item that it runs has run for too long. */
    void watchItem() {
        for (Handed piece : List.copyOf(pieces.values())) {
            Duration limit = piece.run.itemLimit.orElse(null);
            if (limit != null && piece.begun && System.nanoTime() - piece.since > limit.toNanos()) {
                overdue = limit;
                end("ran an item for too long");
                return;
            }
        }
    }

    /** Asks it to end, and counts on it no more. */
    void end(String why) {
        send(new Message.Shutdown());
        lost(why);
    }

    @Override
    public void disconnected() {
        lost("its connection was lost: it was killed, its machine is gone, or the network between");
    }

    @Override
    public void garbled(Throwable failure) {
        end("the notebook cannot read what it sent: " + failure);
    }

    /** What had begun is lost, what had not goes to others. */
    private void lost(String why) {
        if (gone) {
            return;
        }
        gone = true;
        ready = false;
        crew.forget(this);
        var left = new ArrayList<>(pieces.values());
        pieces.clear();
        for (Handed piece : left) {
            if (piece.begun && !piece.run.stopped()) {
                settle(piece, why);
            } else {
                piece.run.giveBack(piece.work);
            }
        }
        crew.pump();
    }

    private void settle(Handed piece, String why) {
        Duration limit = overdue;
        int rest = limit != null
                ? piece.run.told().overdue(piece.work.id(), info(), piece.item, limit)
                : piece.run
                        .told()
                        .lost(
                                piece.work.id(),
                                info(),
                                piece.item,
                                Engine.Listener.UNKNOWN_EXIT,
                                "remote worker " + name() + ": " + why);
        if (rest == Engine.Listener.NOTHING_LEFT) {
            piece.run.settled();
        } else {
            Engine.Work work = piece.work;
            piece.run.giveBack(new Engine.Work(work.id(), work.bundle(), work.payload(), rest));
        }
    }

    private void send(Message message) {
        if (link != null) {
            link.send(message);
        }
    }
}
