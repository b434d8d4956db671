package partita.internal.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerDiedException;
import partita.api.WorkerInfo;
import partita.internal.transport.Desk;
import partita.spi.Engine;

/**
 * One run: what was pulled for it and waits, and how much of it is with workers. Its source is called by a
 * thread of its own, since it may block; all else happens on the desk's thread.
 */
final class ActiveRun implements Engine.Run {
    /** What the engine does when a run's state has changed. */
    interface Owner {
        /** There may be work to hand out, or a run that is over. */
        void changed();

        /** Whether any run is under way. */
        boolean isBusy();

        /** What the run has not begun is not to begin. */
        void drain(ActiveRun run);

        /** The run is to be stopped. */
        void stop(ActiveRun run, Throwable why);
    }

    /** What ended so many workers one after the other is no accident. */
    private static final int UNPACKING_DEATHS = 3;

    final long id;
    private final Desk desk;
    private final Owner owner;
    private final Engine.Listener listener;
    private final Semaphore demand = new Semaphore(0);
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private @Nullable Future<?> puller;
    private @Nullable Throwable failure;
    private int pulling;
    private int unpackingDeaths;
    private int withWorkers;
    private final Set<LocalWorker> served = new HashSet<>();
    private @Nullable Duration itemLimit;
    private boolean exhausted;
    private boolean draining;
    private boolean pinned;
    private boolean stopped;
    private boolean over;

    ActiveRun(long id, Desk desk, Owner owner, Engine.Listener listener) {
        this.id = id;
        this.desk = desk;
        this.owner = owner;
        this.listener = listener;
    }

    @Override
    public void cancel() {
        desk.execute(() -> {
            if (!over) {
                owner.stop(this, new CancellationException("the run was cancelled: run=" + id));
            }
        });
    }

    @Override
    public void drain() {
        desk.execute(() -> {
            if (!over && !stopped && !draining) {
                draining = true;
                exhausted = true;
                waiting.clear();
                if (puller != null) {
                    puller.cancel(true);
                }
                owner.drain(this);
            }
        });
    }

    @Override
    public void help(BooleanSupplier done) {
        desk.lead(
                () -> over || done.getAsBoolean(),
                owner::isBusy); // once it is over, another thread may have the last word
    }

    /** It is for each of so many workers once; nothing is pulled. */
    void pin(Engine.Work work, int workers) {
        pinned = true;
        exhausted = true;
        for (int i = 0; i < workers; i++) {
            waiting.add(new Piece(this, new Engine.Work(i, work.bundle(), work.payload()), 0));
        }
    }

    /** Whether its pieces are for certain workers. */
    boolean pinned() {
        return pinned;
    }

    /** Whether it has a piece for a worker, which then is to get it. */
    boolean pinTo(LocalWorker worker) {
        return pinned && !waiting.isEmpty() && served.add(worker);
    }

    /** A piece of a run that nobody pulls. */
    Piece give(Engine.Work work) {
        withWorkers++;
        return new Piece(this, work, 0);
    }

    /** How long an item may run, or null. */
    @Nullable
    Duration itemLimit() {
        return itemLimit;
    }

    void begin(Engine.Source source, ExecutorService threads) {
        itemLimit = source.itemLimit().orElse(null);
        puller = threads.submit(() -> pull(source));
    }

    /** What a source gives at once, and what it threw in the end. */
    record Given(List<Engine.Work> pieces, @Nullable Throwable failure) {
        static Given all(Engine.Source source) {
            List<Engine.Work> pieces = new ArrayList<>();
            try {
                for (Engine.Work next = source.next(); next != null; next = source.next()) {
                    pieces.add(next);
                }
                return new Given(pieces, null);
            } catch (Throwable e) { // as when it is pulled
                return new Given(pieces, e);
            }
        }
    }

    void begin(Engine.Source source, Given given) {
        itemLimit = source.itemLimit().orElse(null);
        exhausted = true;
        failure = given.failure();
        given.pieces().forEach(work -> waiting.add(new Piece(this, work, work.from())));
    }

    private void pull(Engine.Source source) {
        try {
            while (true) {
                demand.acquire();
                Engine.Work work = source.next();
                desk.execute(() -> pulled(work));
                if (work == null) {
                    return;
                }
            }
        } catch (Throwable e) { // also an error of the source's ends the run, with itself as the reason
            desk.execute(() -> failedToPull(e));
        }
    }

    private void pulled(Engine.@Nullable Work work) {
        pulling--;
        if (stopped || draining) {
            return;
        }
        if (work == null) {
            exhausted = true;
        } else {
            waiting.add(new Piece(this, work, work.from()));
        }
        owner.changed();
    }

    private void failedToPull(Throwable e) {
        if (!stopped && !draining) {
            exhausted = true;
            failure = e;
            owner.changed();
        }
    }

    /** Asks the source for pieces until so many wait. */
    void want(int pieces) {
        int more = exhausted || stopped ? 0 : pieces - waiting.size() - pulling;
        if (more > 0) {
            pulling += more;
            demand.release(more);
        }
    }

    /** Whether the source may yet give something. */
    boolean mayGiveMore() {
        return !exhausted && !stopped;
    }

    int waiting() {
        return waiting.size();
    }

    int withWorkers() {
        return withWorkers;
    }

    Piece take() {
        withWorkers++;
        return waiting.remove();
    }

    /** A worker has no more to do with a piece of this run. */
    void taken() {
        withWorkers--;
    }

    /** A worker gave a piece back that it had not begun. */
    void putBack(Piece piece) {
        withWorkers--;
        if (!stopped && !draining) {
            waiting.addFirst(piece);
        }
    }

    /** Nothing more is pulled or handed out. */
    void stop(Throwable why) {
        if (stopped) {
            return;
        }
        stopped = true;
        failure = why;
        waiting.clear();
        if (puller != null) {
            puller.cancel(true);
        }
    }

    boolean stopped() {
        return stopped;
    }

    /** Tells the end, if this is it. */
    boolean endIfDone() {
        boolean done = (exhausted || stopped) && waiting.isEmpty() && withWorkers == 0;
        if (done && !over) {
            over = true;
            tell(() -> listener.ended(failure));
        }
        return done;
    }

    void tellStarted(long work, WorkerInfo worker) {
        tell(() -> listener.started(work, worker));
    }

    void tellResult(long work, WorkerInfo worker, byte[] payload, boolean last) {
        tell(() -> listener.result(work, worker, payload, last));
    }

    /** Gives the offset from which on the rest is to be run, or {@link Engine.Listener#NOTHING_LEFT}. */
    int tellLost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
        int[] rest = {Engine.Listener.NOTHING_LEFT};
        tell(() -> rest[0] = listener.lost(work, worker, begunItem, exitCode, cause));
        return rest[0];
    }

    /** Gives the offset from which on the rest is to be run, or {@link Engine.Listener#NOTHING_LEFT}. */
    int tellOverdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
        int[] rest = {Engine.Listener.NOTHING_LEFT};
        tell(() -> rest[0] = listener.overdue(work, worker, begunItem, limit));
        return rest[0];
    }

    /** A worker died with a piece of which no item had begun: while it unpacked what all items share. */
    void diedUnpacking(WorkerInfo worker, int exitCode, String cause) {
        unpackingDeaths++;
        if (unpackingDeaths == UNPACKING_DEATHS) {
            String end = exitCode < 0 ? "signal=" + -exitCode : "exitCode=" + exitCode;
            String message = "the work cannot begin: every worker ends while it unpacks the function and what it"
                    + " captured; attempts=" + unpackingDeaths + ", the last: " + worker + " ended with " + end + " ("
                    + cause + "). Look at the constructors, readObject methods and static initialisers of what the"
                    + " function captured";
            owner.stop(this, new WorkerDiedException(message, worker, exitCode, null));
        }
    }

    /** An item has begun, so that unpacking is not what ends workers. */
    void unpacked() {
        unpackingDeaths = 0;
    }

    /** Also after the end: what threads write that an item left behind still belongs to its run. */
    void tellOutput(WorkerInfo worker, boolean error, String text) {
        tell(() -> listener.output(worker, error, text));
    }

    /** A listener that fails must not take the other runs with it; its own run cannot go on. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            if (!over) {
                desk.execute(() -> {
                    if (!over) {
                        owner.stop(this, e);
                    }
                });
            }
        }
    }
}
