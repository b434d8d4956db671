package partita.internal.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.api.WorkerInfo;
import partita.api.WorkerStatus;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.Reception;
import partita.internal.transport.Desk;
import partita.internal.wire.Message;
import partita.spi.Engine;
import partita.spi.Store;

/**
 * Worker JVMs of this machine.
 *
 * <pre>
 *  source --next()--&gt; [pull thread, one a run] --&gt; ActiveRun.waiting
 *                                                      | round-robin over the runs
 *                                                      v
 *  listener &lt;-- [desk's thread: all state of this class] &lt;==memory==&gt; worker JVM (two pieces each, or more)
 *                                            ^        &lt;==CURVE===&gt;
 *                    process exits, journals +
 * </pre>
 *
 * <p>No item is run twice or forgotten: each worker writes to memory that it shares with its owner which piece and
 * which item it begins, and what came of the last ones. After its death, however sudden, the item that ran is lost;
 * what had ended is taken from there, and what had not begun is given to another. Everything but the sources runs
 * on the desk's thread, which therefore needs no locks: the reception's, where there is no shared memory to be had.
 */
public final class LocalEngine implements Engine {
    private static final Duration CANCEL_LIMIT = Duration.ofMillis(500);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofMillis(300);
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    /** A source that takes longer than this to give a piece leaves time to spread those that there are. */
    private static final Duration SPREAD_DELAY = Duration.ofMillis(5);

    private static final AtomicLong ENGINES = new AtomicLong();

    private final AtomicLong lastRun = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Boolean> allGone = new CompletableFuture<>();
    private final List<ActiveRun> runs = new ArrayList<>();
    private final ExecutorService threads;
    private final Optional<MemoryDesk> memory;
    private final Desk desk;
    private final Fleet fleet;
    private final Intake intake;
    private final Watches watches;
    private final Runnable atExit = this::killAll;
    private long lastTicket;
    private volatile boolean busy;
    private volatile long changed = System.nanoTime();
    private boolean spreading;
    private boolean warm;
    private boolean pumping;

    private final ActiveRun.Owner runOwner = new ActiveRun.Owner() {
        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public void changed() {
            pumpSoon();
        }

        @Override
        public void drain(ActiveRun run) {
            fleet.all().forEach(worker -> worker.drain(run));
            pump();
        }

        @Override
        public void stop(ActiveRun run, Throwable why) {
            run.stop(why);
            fleet.all().forEach(worker -> worker.cancel(run, CANCEL_LIMIT));
            pump();
        }
    };

    private final LocalWorker.Owner workerOwner = new LocalWorker.Owner() {
        @Override
        public void ready(LocalWorker worker) {
            if (closed.get()) {
                worker.kill();
            } else {
                initiate(worker);
            }
            pump();
        }

        @Override
        public void received(LocalWorker worker, Message message) {
            intake.received(worker, message);
        }

        @Override
        public void started(LocalWorker worker, long ticket) {
            intake.begun(worker, ticket);
        }

        @Override
        public void results(LocalWorker worker, long ticket, byte[] payload, boolean last) {
            intake.results(worker, ticket, payload, last);
        }

        @Override
        public void gone(LocalWorker worker, int exitCode) {
            bury(worker, exitCode);
        }
    };

    /**
     * Makes an engine; its workers start when there is work, or at {@link #warmUp}.
     *
     * @param settings how many workers, and how they are started
     */
    public LocalEngine(WorkerSettings settings) {
        this(settings, JvmCommand.WORKER_MAIN);
    }

    LocalEngine(WorkerSettings settings, String mainClass) {
        this(settings, mainClass, IDLE_LIMIT);
    }

    LocalEngine(WorkerSettings settings, String mainClass, Duration idleLimit) {
        String name = "engine-" + ENGINES.incrementAndGet();
        threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("partita-" + name + "-", 1).daemon().factory());
        memory = MemoryDesk.open(name, this::collect);
        desk = memory.<Desk>map(made -> made).orElseGet(Reception::hub);
        fleet = new Fleet(desk, memory.map(MemoryDesk::file), settings, mainClass, workerOwner, threads, this::pump);
        intake = new Intake(fleet, store(), this::pumpSoon);
        watches = new Watches(desk, fleet, runs, closed::get, idleLimit, SHUTDOWN_LIMIT);
        memory.ifPresent(MemoryDesk::start);
        AtExit.add(atExit);
    }

    @Override
    public int slots() {
        return fleet.limit();
    }

    @Override
    public Optional<Store> store() {
        return memory.map(MemoryDesk::store);
    }

    @Override
    public void warmUp() {
        desk.execute(() -> {
            warm = !closed.get();
            pump();
        });
    }

    @Override
    public Run start(Source source, Listener listener) {
        if (!closed.get() && source.immediate()) {
            ActiveRun.Given given = ActiveRun.Given.all(source);
            return admit(listener, desk::executeHere, run -> run.begin(source, given));
        }
        return admit(listener, desk::execute, run -> run.begin(source, threads));
    }

    @Override
    public Run broadcast(Work work, Listener listener) {
        return admit(listener, desk::executeOwn, run -> {
            fleet.grow(fleet.limit());
            run.pin(work, fleet.standing().size());
        });
    }

    private Run admit(Listener listener, Executor where, Consumer<ActiveRun> begin) {
        if (closed.get()) {
            throw closedException();
        }
        ActiveRun run = new ActiveRun(lastRun.incrementAndGet(), desk, runOwner, listener);
        where.execute(() -> {
            if (closed.get()) {
                run.stop(closedException());
                run.endIfDone();
                return;
            }
            if (runs.isEmpty()) {
                fleet.succeeded(); // new work is a reason to try again
            }
            begin.accept(run);
            runs.add(run);
            pump();
            if (run.itemLimit() != null) {
                watches.watchItems();
            }
        });
        return run;
    }

    @Override
    public List<WorkerStatus> workers() {
        if (desk.isOwner()) { // a listener asks
            return fleet.all().stream().map(LocalWorker::status).toList();
        }
        CompletableFuture<List<WorkerStatus>> all = new CompletableFuture<>();
        allGone.thenRun(() -> all.complete(List.of()));
        desk.execute(
                () -> all.complete(fleet.all().stream().map(LocalWorker::status).toList()));
        return all.join();
    }

    /**
     * For how long it has had nothing to do.
     *
     * @return zero while it has
     */
    public Duration idleFor() {
        return busy ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - changed);
    }

    /** One failure is enough: the next worker's first task would fail as well. The next run tries again. */
    private void failedToInitiate(EngineException failure) {
        warm = false;
        fleet.all().stream().filter(worker -> !worker.initiated()).forEach(LocalWorker::giveUp);
        for (ActiveRun run : List.copyOf(runs)) {
            runOwner.stop(run, Initiation.again(failure));
        }
    }

    /** Hands out what waits, asks for more where there is room, starts workers, tells runs that are over. */
    private void pump() {
        endRuns();
        busy = !runs.isEmpty();
        changed = System.nanoTime();
        if (closed.get()) {
            return;
        }
        for (LocalWorker worker : fleet.all()) {
            worker.retireIfDone();
        }
        handPinned();
        for (LocalWorker worker = fleet.withRoom(); worker != null; worker = fleet.withRoom()) {
            ActiveRun run = nextRun();
            if (run == null) {
                break;
            }
            Piece piece = run.take();
            worker.hand(++lastTicket, piece);
            fleet.runs(piece.work().bundle());
        }
        int room = Math.max(fleet.limit(), fleet.ahead()); // a little ahead, so that no worker waits for a source
        int waiting = 0;
        for (ActiveRun run : runs) {
            run.want(room);
            waiting += run.waiting();
        }
        fleet.grow(warm ? fleet.limit() : waiting + fleet.load());
        if (!runs.isEmpty()) {
            fleet.shortage().ifPresent(text -> runs.getFirst()
                    .tellOutput(new WorkerInfo(0, ProcessHandle.current().pid()), true, text));
        }
        if (fleet.idle() > 0 && fleet.load() > 1 && !spreading) {
            spread();
        }
        watches.dismissLater(() -> warm = false);
        watches.lookForBegun();
        if (runs.isEmpty()) {
            memory.ifPresent(shared -> shared.idle(runs::isEmpty));
        }
    }

    private void endRuns() {
        for (int i = 0; i < runs.size(); ) {
            if (runs.get(i).endIfDone()) {
                runs.remove(i);
            } else {
                i++;
            }
        }
    }

    /** A worker's first task, where there is one: it gets no work before it has done that. */
    private void initiate(LocalWorker worker) {
        fleet.setup().ifPresent(setup -> {
            var listener = new Initiation(
                    setup,
                    (info, error, text) -> runs.stream().limit(1).forEach(run -> run.tellOutput(info, error, text)),
                    (_, failure) -> {
                        if (failure == null) {
                            worker.setInitiated();
                            fleet.succeeded();
                        } else if (!worker.dismissed()) { // else it was ended for another's failure, told already
                            failedToInitiate(failure);
                        }
                    });
            ActiveRun first = new ActiveRun(lastRun.incrementAndGet(), desk, runOwner, listener);
            worker.initiate(++lastTicket, first.give(setup.work()));
        });
    }

    private void handPinned() {
        for (ActiveRun run : runs) {
            for (LocalWorker worker : run.pinned() ? fleet.standing() : List.<LocalWorker>of()) {
                if (worker.ready() && run.pinTo(worker)) {
                    worker.hand(++lastTicket, run.take());
                }
            }
        }
    }

    /** The runs take turns. */
    private @Nullable ActiveRun nextRun() {
        for (int i = 0; i < runs.size(); i++) {
            ActiveRun run = runs.removeFirst();
            runs.addLast(run);
            if (run.waiting() > 0 && !run.pinned()) {
                return run;
            }
        }
        return null;
    }

    /** No worker shall be idle while a piece waits behind another: it is asked back. */
    private void spread() {
        if (runs.stream().noneMatch(ActiveRun::mayGiveMore)) {
            recall();
            return;
        }
        spreading = true;
        desk.after(SPREAD_DELAY, () -> {
            spreading = false;
            recall();
        });
    }

    private void recall() {
        int idle = fleet.idle();
        for (LocalWorker worker : fleet.all()) {
            if (idle > 0 && worker.recallLast()) {
                idle--;
            }
        }
    }

    /** Once for all that is there to be taken now. */
    private void pumpSoon() {
        if (memory.isEmpty()) {
            pump();
        } else {
            pumping = true;
        }
    }

    /** What workers left in memory. */
    private boolean collect() {
        boolean any = false;
        for (LocalWorker worker : fleet.all()) {
            any |= worker.collect();
        }
        if (pumping) {
            pumping = false;
            pump();
        }
        return any;
    }

    private void bury(LocalWorker worker, int exitCode) {
        long begun = worker.begun();
        boolean worked = begun > 0 && worker.initiated();
        fleet.remove(worker, worked);
        Estate.settle(worker, exitCode);
        fleet.clearPost(worker); // results that were kept may stand there
        if (closed.get()) {
            goneIfAll();
        } else if (fleet.startsInVain() && fleet.all().stream().noneMatch(LocalWorker::wasReady)) {
            warm = false;
            var failure = fleet.startFailure(exitCode);
            List.copyOf(runs).forEach(run -> runOwner.stop(run, failure));
        } else {
            fleet.grow(
                    warm || (worked && !worker.retired() && !worker.dismissed())
                            ? fleet.standing().size() + 1
                            : 0);
        }
        pump();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            desk.execute(this::shutDown);
        }
        if (desk.isOwner()) { // a listener may close its engine, but cannot wait for itself
            threads.execute(this::awaitEnd);
        } else {
            awaitEnd();
        }
    }

    private void shutDown() {
        for (ActiveRun run : runs) {
            run.stop(closedException());
        }
        for (LocalWorker worker : fleet.all()) {
            for (long ticket : worker.pieces.tickets()) {
                Piece piece = worker.pieces.remove(ticket);
                if (piece != null) {
                    piece.run().taken();
                }
            }
            worker.shutDown();
        }
        runs.removeIf(ActiveRun::endIfDone);
        desk.after(SHUTDOWN_LIMIT, () -> fleet.all().forEach(LocalWorker::kill));
        goneIfAll();
    }

    private void goneIfAll() {
        if (fleet.all().isEmpty()) {
            allGone.complete(true);
        }
    }

    private void awaitEnd() {
        allGone.completeOnTimeout(false, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        AtExit.remove(atExit);
        memory.ifPresent(MemoryDesk::close);
        threads.shutdown();
    }

    /** At the end of this JVM. */
    private void killAll() {
        CompletableFuture<Boolean> killed = new CompletableFuture<>();
        closed.set(true);
        desk.execute(() -> {
            fleet.all().forEach(LocalWorker::kill);
            killed.complete(true);
        });
        killed.completeOnTimeout(false, SHUTDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static ClosedException closedException() {
        return new ClosedException("the engine was closed, so that no work runs on it any more; make a new pool", null);
    }
}
