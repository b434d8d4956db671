package partita.internal.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.api.EngineException;
import partita.api.StartMethod;
import partita.internal.launch.Budget;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.Orders;
import partita.internal.launch.Reception;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.launch.StandBy;
import partita.internal.launch.WorkerProcess;
import partita.internal.memory.Post;
import partita.internal.transport.Desk;
import partita.internal.transport.Guest;
import partita.internal.transport.Parking;
import partita.spi.Engine;

/** The workers of one engine: starts them, and counts how often that went wrong. Used by one
 * thread alone. */
final class Fleet {
    private static final int MORE_FAILURES = 2;
    /** A lock that another process gives back tells nobody. */
    private static final Duration SLOT_WAIT = Duration.ofSeconds(1);

    private final Desk desk;
    private final Optional<Path> memory;
    private final Map<LocalWorker, Guest> guests = new HashMap<>();
    private final WorkerSettings settings;
    private final JvmCommand command;
    private final LocalWorker.Owner owner;
    private final Executor threads;
    /** Replaced with each change: it is read with every piece, and changes seldom. */
    private List<LocalWorker> workers = List.of();

    private final Map<LocalWorker, Budget.Lease> leases = new HashMap<>();
    private final Runnable slotsMayBeFree;
    private int lastNumber;
    private int failures;
    private boolean waiting;
    private boolean toldShortage;
    private String lastWords = "";
    private String lastRun = "";
    private @Nullable Throwable lastFailure;

    /** With the desk whose thread uses this, and the file of its signal where workers may wake it so. */
    Fleet(
            Desk desk,
            Optional<Path> memory,
            WorkerSettings settings,
            String mainClass,
            LocalWorker.Owner owner,
            Executor threads,
            Runnable slotsMayBeFree) {
        this.desk = desk;
        this.memory = memory;
        this.settings = settings;
        this.command = new JvmCommand(mainClass, settings.heap().orElse(null), settings.workers(), settings.jvmArgs());
        this.owner = owner;
        this.threads = threads;
        this.slotsMayBeFree = slotsMayBeFree;
    }

    int limit() {
        return settings.workers();
    }

    /** Whether work and results go through memory. */
    boolean inMemory() {
        return memory.isPresent();
    }

    /** As they are now; stays so. */
    List<LocalWorker> all() {
        return workers;
    }

    /** Those that take work, now or once they have started. */
    List<LocalWorker> standing() {
        return workers.stream().filter(worker -> !worker.standsDown()).toList();
    }

    /** What each new worker does first. */
    Optional<Setup> setup() {
        return settings.setup();
    }

    /** Starts workers until there are so many, but for the limit, or until that keeps going wrong. */
    void grow(int wanted) {
        if (!desk.isThread()) { // an interrupt would close the file of the leases
            if (countStanding() < Math.min(wanted, limit())) {
                desk.executeOwn(slotsMayBeFree);
            }
            return;
        }
        while (countStanding() < Math.min(wanted, limit()) && !startsInVain() && !waiting) {
            Budget.Lease lease = lease();
            if (lease != null) {
                start(lease);
            } else {
                waiting = true;
                desk.after(SLOT_WAIT, () -> {
                    waiting = false;
                    slotsMayBeFree.run();
                });
            }
        }
    }

    /** A worker's share of what this user's notebooks may have together; the first needs none if none is free. */
    private Budget.@Nullable Lease lease() {
        try {
            Optional<Budget.Lease> lease = Budget.take(command);
            return lease.orElse(standing().isEmpty() ? Budget.Lease.NONE : null);
        } catch (IOException e) {
            lastFailure = e; // the worker cannot start for the same reason, which will be told
            return Budget.Lease.NONE;
        }
    }

    /** That there are fewer workers than were asked for, once. */
    Optional<String> shortage() {
        if (!waiting || toldShortage) {
            return Optional.empty();
        }
        int standing = countStanding();
        if (standing >= limit()) {
            return Optional.empty();
        }
        toldShortage = true;
        return Optional.of("partita: this pool has " + standing + " of " + limit()
                + " workers for now: all notebooks of one user share " + Budget.slots()
                + " slots (two a core), and no more are free. It grows when others end their workers; PARTITA_SLOTS"
                + " sets another number\n");
    }

    private void start(Budget.Lease lease) {
        String post = memory.map(file -> file.getFileName() + "-post-" + (lastNumber + 1) + "-")
                .orElse("");
        Parking parking = memory.map(Path::getParent)
                .map(folder -> new Parking(new Post(folder, post + "o")))
                .orElse(null);
        LocalWorker worker = new LocalWorker(++lastNumber, desk, parking, settings, owner);
        workers = Stream.concat(workers.stream(), Stream.of(worker)).toList();
        leases.put(worker, lease);
        Guest guest = parking == null ? worker : new DeskGuest(desk, worker, parking);
        guests.put(worker, guest);
        Orders plain = new Orders(Map.of(Role.ROLE, Role.POOL)).with(workerSelf(lastNumber));
        Orders orders = memory.map(file -> plain.with(Map.of(Role.MEMORY, file.toString(), Role.POST, post)))
                .orElse(plain);
        threads.execute(() -> {
            try {
                WorkerProcess process = StandBy.startWorker(settings.startMethod(), command, orders, guest);
                desk.execute(() -> worker.launched(process));
            } catch (RuntimeException e) {
                desk.execute(() -> {
                    lastFailure = e;
                    owner.gone(worker, -1);
                });
            }
        });
    }

    private static Map<String, String> workerSelf(int number) {
        Self self = Self.current();
        String name = self.family().isEmpty() ? "PoolWorker-" + number : self.family() + ":PoolWorker-" + number;
        return self.orders(name, name, true); // what an item starts and does not join ends with its worker
    }

    /** Something is run: workers that stand by may load it while they wait. */
    void runs(Engine.Bundle bundle) {
        if (!bundle.hash().equals(lastRun)) {
            lastRun = bundle.hash();
            if (settings.startMethod() != StartMethod.SPAWN && bundle.blobs().isEmpty()) {
                StandBy.ran(command, Role.POOL, bundle.hash(), bundle::bytes);
            }
        }
    }

    /** A worker has done work, so that starting them is worth while. */
    void succeeded() {
        failures = 0;
    }

    void remove(LocalWorker worker, boolean hadWork) {
        workers = workers.stream().filter(each -> each != worker).toList();
        Guest guest = guests.remove(worker);
        if (guest != null) {
            Reception.hub().forget(guest);
        }
        Budget.Lease lease = leases.remove(worker);
        if (lease != null) {
            try {
                lease.end();
            } catch (IOException e) {
                worker.note("[its slot cannot be given back: " + e.getMessage() + "]\n");
            }
        }
        if (!hadWork && !worker.dismissed()) {
            failures++;
            lastWords = worker.tail();
        }
    }

    /** What it left or did not take; large, so not to be kept until this JVM ends. */
    void clearPost(LocalWorker worker) {
        if (memory.isPresent()) {
            try {
                Path file = memory.get();
                Post.clear(
                        Objects.requireNonNull(file.getParent()), file.getFileName() + "-post-" + worker.number + "-");
            } catch (IOException e) {
                worker.note("[what it left in memory cannot be removed: " + e.getMessage() + "]\n");
            }
        }
    }

    /** Asks those to end that had nothing to do for so long, but for some; whether any is left that may yet be asked. */
    boolean dismissIdle(Duration time, int kept, Duration limit) {
        long staying = standing().size();
        for (LocalWorker worker : workers.reversed()) {
            if (staying > kept && worker.idleFor(time)) {
                worker.dismiss(limit);
                staying--;
            }
        }
        return staying > kept;
    }

    /** Whether one worker after the other died before it did any work. */
    boolean startsInVain() {
        return failures >= limit() + MORE_FAILURES;
    }

    EngineException startFailure(int exitCode) {
        return new EngineException(
                "workers die before they do any work: attempts=" + failures + " lastExitCode=" + exitCode + " jvmArgs="
                        + settings.jvmArgs() + " heap=" + settings.heap().orElse("default")
                        + "; see what the last one said, and check jvmArgs, heap and memory. Its last words: "
                        + (lastWords.isEmpty() ? "none" : lastWords),
                lastFailure);
    }

    /** The one with the least to do that takes more, or null. */
    @Nullable
    LocalWorker withRoom() {
        LocalWorker found = null;
        for (LocalWorker worker : workers) {
            if (worker.ready() && worker.load() < worker.depth() && (found == null || worker.load() < found.load())) {
                found = worker;
            }
        }
        return found;
    }

    /** How many pieces to have ready for workers, those that are yet to start included. */
    int ahead() {
        int depths = Math.max(0, limit() - workers.size()) * Depth.LEAST;
        for (LocalWorker worker : workers) {
            depths += worker.depth();
        }
        return depths - load() / 2;
    }

    int load() {
        int load = 0;
        for (LocalWorker worker : workers) {
            load += worker.load();
        }
        return load;
    }

    int idle() {
        int idle = 0;
        for (LocalWorker worker : workers) {
            idle += worker.ready() && worker.load() == 0 ? 1 : 0;
        }
        return idle;
    }

    private int countStanding() {
        int standing = 0;
        for (LocalWorker worker : workers) {
            standing += worker.standsDown() ? 0 : 1;
        }
        return standing;
    }
}
