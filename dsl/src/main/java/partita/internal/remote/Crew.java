package partita.internal.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerStatus;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;
import partita.internal.transport.Hub;
import partita.spi.Engine;

/** Remote workers that have come to one address, and the runs that they take part in. All state is its hub's thread's. */
final class Crew implements AutoCloseable {
    private static final Duration CANCEL_LIMIT = Duration.ofMillis(500);
    private static final Duration WATCH = Duration.ofMillis(25);

    /** What is said last is to leave before the socket does. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private static final Set<Crew> OPEN = ConcurrentHashMap.newKeySet();

    private final Hub hub;
    private final List<RemoteWorker> workers = new ArrayList<>();
    private final List<RemoteRun> runs = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile int ready;
    private int lastNumber;
    private long lastTicket;
    private boolean watching;

    Crew(Endpoint at, Credentials credentials) {
        hub = new Hub("crew", at, credentials);
        hub.invite(credentials.token(), this::welcome);
        OPEN.add(this);
    }

    /** Those of all crews of this JVM. */
    static List<WorkerStatus> everyWorker() {
        return OPEN.stream().flatMap(crew -> crew.status().stream()).toList();
    }

    String address() {
        return hub.address().endpoint();
    }

    /** How many pieces of work can run at the same time. */
    int slots() {
        return ready;
    }

    private RemoteWorker welcome() {
        RemoteWorker worker = new RemoteWorker(++lastNumber, this);
        workers.add(worker);
        return worker;
    }

    void forget(RemoteWorker worker) {
        workers.remove(worker);
    }

    void execute(Runnable task) {
        hub.execute(task);
    }

    void after(Duration delay, Runnable task) {
        hub.after(delay, task);
    }

    void add(RemoteRun run) {
        runs.add(run);
        if (run.itemLimit.isPresent() && !watching) {
            watch();
        }
        pump();
    }

    private void watch() {
        List.copyOf(workers).forEach(RemoteWorker::watchItem);
        watching = runs.stream().anyMatch(run -> run.itemLimit.isPresent());
        if (watching) {
            hub.after(WATCH, this::watch);
        }
    }

    /** Hands out what waits, and asks for more where there is room. */
    void pump() {
        runs.removeIf(RemoteRun::endIfDone);
        ready = (int) workers.stream().filter(RemoteWorker::ready).count();
        for (RemoteWorker worker = withRoom(); worker != null; worker = withRoom()) {
            if (!handOne(worker)) {
                break;
            }
        }
        if (ready == 0) {
            runs.forEach(RemoteRun::giveBackWaiting);
        }
        int room = ready * RemoteWorker.DEPTH
                - workers.stream().mapToInt(RemoteWorker::load).sum();
        runs.forEach(run -> run.want(room));
    }

    private boolean handOne(RemoteWorker worker) {
        for (int i = 0; i < runs.size(); i++) {
            RemoteRun run = runs.removeFirst();
            runs.addLast(run); // they take turns
            Engine.Work work = run.take();
            if (work != null) {
                worker.hand(++lastTicket, run, work);
                return true;
            }
        }
        return false;
    }

    private @Nullable RemoteWorker withRoom() {
        return workers.stream()
                .filter(RemoteWorker::hasRoom)
                .min(Comparator.comparingInt(RemoteWorker::load))
                .orElse(null);
    }

    void cancel(RemoteRun run) {
        List.copyOf(workers).forEach(worker -> worker.cancel(run, CANCEL_LIMIT));
    }

    void drain(RemoteRun run) {
        List.copyOf(workers).forEach(worker -> worker.drain(run));
    }

    List<WorkerStatus> status() {
        if (closed.get()) {
            return List.of();
        }
        if (hub.isOwner()) {
            return workers.stream().map(RemoteWorker::status).toList();
        }
        var all = new CompletableFuture<List<WorkerStatus>>();
        hub.execute(
                () -> all.complete(workers.stream().map(RemoteWorker::status).toList()));
        return all.completeOnTimeout(List.of(), CANCEL_LIMIT.toMillis(), TimeUnit.MILLISECONDS) // it may be closing
                .join();
    }

    /** Workers end; what they have is lost to nobody who waits any more. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            OPEN.remove(this);
            var ended = new CompletableFuture<Boolean>();
            hub.execute(() -> {
                List.copyOf(workers).forEach(worker -> worker.end("the pool was closed"));
                hub.after(LAST_WORDS, () -> ended.complete(true));
            });
            ended.join();
            hub.close();
        }
    }
}
