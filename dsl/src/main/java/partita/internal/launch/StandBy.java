package partita.internal.launch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.StartMethod;
import partita.internal.transport.Guest;
import partita.internal.transport.SilentGuest;

/**
 * JVMs that were started and warmed up beforehand and wait for their orders, so that a child or worker begins within
 * milliseconds. What was taken is replaced in the background: one after the other, when nothing was taken for a moment
 * and the machine has time. Where more are taken at once than stand by, as many stand by from then on as were wanted, as
 * far as there are places. They end with this JVM or when long unused, and count against a limit for all notebooks of one
 * user, see {@link Budget}.
 */
public final class StandBy {
    /** Command lines for which JVMs stand by: children's and pool workers'. */
    private static final int KINDS = 2;

    /** What is taken within less than this after another counts as taken at once. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    /** A pool's workers are about to have work, which comes first; a child may have ended already, and another follow. */
    private static final Duration QUIET = Duration.ofMillis(250);

    private static final Duration QUIET_CHILD = Duration.ofMillis(30);
    private static final Duration UNUSED = Duration.ofMinutes(15);
    private static final Duration BUSY_WAIT = Duration.ofMillis(500);
    private static final int BUSY_WAITS = 10;
    private static final double BUSY = 0.8;
    private static final int FAILURES = 2;
    private static final byte[] NO_PARCEL = {};

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<Kind, Shelf> SHELVES = new LinkedHashMap<>();
    /** Beside the shelves, whose lock may be held for as long as a process takes to start. */
    private static final Map<Kind, Early> EARLY = new ConcurrentHashMap<>();

    private static long lastTaken = System.nanoTime();
    private static @Nullable ScheduledExecutorService refiller;

    private record Kind(JvmCommand command, String role) {
        Duration quiet() {
            return role.equals(Role.CHILD) ? QUIET_CHILD : QUIET;
        }
    }

    private record Waiting(
            WorkerProcess process,
            Budget.Lease place,
            @Nullable Guest guest) {}

    private static final class Shelf {
        final Deque<Waiting> waiting = new ArrayDeque<>();
        boolean refilling;
        int failures;
        int busyWaits;
        private int wanted = depth();
        private int atOnce;
        private long lastTaken = System.nanoTime() - AT_ONCE.toNanos();

        /** One is wanted. */
        void want() {
            long now = System.nanoTime();
            atOnce = now - lastTaken < AT_ONCE.toNanos() ? atOnce + 1 : 1;
            lastTaken = now;
            wanted = Math.max(wanted, Math.min(atOnce, most()));
        }

        boolean lacks() {
            return waiting.size() < wanted;
        }

        boolean isQuietFor(Duration time) {
            return System.nanoTime() - lastTaken >= time.toNanos();
        }

        /** Whether few are left for children: one that finds none takes as much from what runs, and is waited for. */
        boolean isShort(Kind kind) {
            return kind.role().equals(Role.CHILD) && 2 * waiting.size() < wanted;
        }
    }

    private StandBy() {}

    /**
     * Starts a child, or gives its orders to one that stands by.
     *
     * @param method whether one that stands by will do
     * @param command its command line
     * @param orders what to tell it
     * @param parcel what follows its orders
     * @param output is given what it writes
     * @return the running process
     * @throws partita.api.EngineException if the operating system starts no process
     */
    public static WorkerProcess start(
            StartMethod method, JvmCommand command, Orders orders, byte[] parcel, WorkerProcess.RawOutput output) {
        Waiting taken = take(method, command, orders, parcel, output);
        WorkerProcess started = taken == null ? WorkerProcess.start(command, orders, parcel, output) : taken.process();
        if (method != StartMethod.SPAWN) {
            int bundle = Integer.parseInt(orders.get(Role.BUNDLE_BYTES));
            ran(command, Role.CHILD, orders.get(Role.HASH), () -> Arrays.copyOf(parcel, bundle));
        }
        return started;
    }

    /**
     * Starts a pool's worker, which will connect at the {@link Reception}; or gives its orders to one that has done so.
     *
     * @param method whether one that stands by will do
     * @param command its command line
     * @param orders what to tell it, but for where to connect
     * @param guest is told what it says
     * @return the running process
     * @throws partita.api.EngineException if the operating system starts no process
     */
    public static WorkerProcess startWorker(StartMethod method, JvmCommand command, Orders orders, Guest guest) {
        WorkerProcess.RawOutput output = (_, _) -> {};
        Waiting taken = take(method, command, orders, NO_PARCEL, output);
        if (taken == null) {
            return WorkerProcess.start(command, orders.with(Reception.expect(guest)), output);
        }
        Reception.hub().handOver(Objects.requireNonNull(taken.guest(), "a pool's has connected"), guest);
        return taken.process();
    }

    /**
     * Tells what one of a kind runs: those that stand by from now on may load it while they wait.
     *
     * @param command its command line
     * @param role what it is for
     * @param hash the bundle's hash
     * @param bundle gives the bundle's bytes
     */
    public static void ran(JvmCommand command, String role, String hash, Supplier<byte[]> bundle) {
        Kind kind = new Kind(command, role);
        Early early = EARLY.get(kind);
        if (early == null && EARLY.size() < KINDS * KINDS) {
            early = EARLY.computeIfAbsent(kind, _ -> new Early());
        }
        if (early != null && !early.knows(hash)) {
            early.ran(hash, bundle.get());
        }
    }

    private static @Nullable Waiting take(
            StartMethod method, JvmCommand command, Orders orders, byte[] parcel, WorkerProcess.RawOutput output) {
        if (method == StartMethod.SPAWN) {
            return null;
        }
        Kind kind = new Kind(command, orders.get(Role.ROLE));
        want(kind);
        for (Waiting next = poll(kind); next != null; next = poll(kind)) {
            if (next.process().takes(orders, parcel, output)) {
                return next;
            }
            end(next);
        }
        return null;
    }

    /**
     * Has JVMs stand by, soon.
     *
     * @param command their command line
     * @param role what they are for
     */
    public static void prepare(JvmCommand command, String role) {
        LOCK.lock();
        try {
            refillSoon(new Kind(command, role));
        } finally {
            LOCK.unlock();
        }
    }

    private static void want(Kind kind) {
        LOCK.lock();
        try {
            lastTaken = System.nanoTime();
            refillSoon(kind);
            Shelf shelf = SHELVES.get(kind);
            if (shelf != null) {
                shelf.want();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static @Nullable Waiting poll(Kind kind) {
        LOCK.lock();
        try {
            Shelf shelf = SHELVES.get(kind);
            Waiting next = shelf == null ? null : shelf.waiting.poll();
            if (next == null || refiller == null) {
                return null;
            }
            refiller.execute(() -> giveBack(next)); // a call of the operating system; whoever starts work need not wait
            return next;
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * How many stand by for each kind of work.
     *
     * @return PARTITA_STANDBY, else one a core, fewer where memory is scarce; more once more were taken at once
     * @throws IllegalArgumentException if PARTITA_STANDBY is no number
     */
    public static int depth() {
        return Stock.current().usual();
    }

    /**
     * How many stand by for each kind of work once so many were taken at once.
     *
     * @return at least {@link #depth}
     * @throws IllegalArgumentException if PARTITA_STANDBY is no number
     */
    public static int most() {
        return Stock.current().most();
    }

    /**
     * The process ids of those that stand by now.
     *
     * @return a copy
     */
    public static List<Long> pids() {
        LOCK.lock();
        try {
            return all().stream().map(w -> w.process().pid()).toList();
        } finally {
            LOCK.unlock();
        }
    }

    private static List<Waiting> all() {
        List<Waiting> all = new ArrayList<>();
        SHELVES.values().forEach(shelf -> all.addAll(shelf.waiting));
        return all;
    }

    /** Ends those that stand by; later work has others made. */
    public static void end() {
        LOCK.lock();
        try {
            SHELVES.values().forEach(StandBy::clear);
            SHELVES.clear();
        } finally {
            LOCK.unlock();
        }
    }

    private static void clear(Shelf shelf) {
        for (Waiting waiting : shelf.waiting) {
            end(waiting);
            giveBack(waiting);
        }
        shelf.waiting.clear();
    }

    private static void end(Waiting waiting) {
        forget(waiting);
        waiting.process().kill();
    }

    private static void forget(Waiting waiting) {
        if (waiting.guest() != null) {
            Reception.hub().forget(waiting.guest());
        }
    }

    private static void giveBack(Waiting waiting) {
        try {
            waiting.place().end();
        } catch (IOException e) {
            waiting.process().note("[its place among those that stand by cannot be given back: " + e + "]\n");
        }
    }

    /** With the lock. */
    private static void refillSoon(Kind kind) {
        if (depth() == 0) {
            return;
        }
        Shelf shelf = SHELVES.remove(kind);
        if (shelf == null) {
            shelf = new Shelf();
        }
        SHELVES.put(kind, shelf); // the last one is the newest
        if (SHELVES.size() > KINDS) {
            Map.Entry<Kind, Shelf> oldest = SHELVES.entrySet().iterator().next();
            clear(oldest.getValue());
            SHELVES.remove(oldest.getKey());
            EARLY.remove(oldest.getKey());
        }
        shelf.failures = 0;
        if (!shelf.refilling) {
            shelf.refilling = true;
            shelf.busyWaits = 0;
            later(kind, shelf, kind.quiet());
        }
    }

    private static void later(Kind kind, Shelf shelf, Duration delay) {
        if (refiller == null) {
            refiller = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("partita-stand-by").daemon().factory());
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().name("partita-stand-by-end").unstarted(StandBy::end));
        }
        var _ = refiller.schedule(() -> refill(kind, shelf), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void refill(Kind kind, Shelf shelf) {
        LOCK.lock();
        try {
            boolean wanted = SHELVES.get(kind) == shelf;
            shelf.waiting.removeIf(waiting -> {
                boolean dead = !waiting.process().isAlive();
                if (dead) {
                    forget(waiting);
                    giveBack(waiting);
                }
                return dead;
            });
            if (!wanted || !shelf.lacks() || shelf.failures >= FAILURES) {
                shelf.refilling = false;
                endLater();
            } else if (!shelf.isQuietFor(kind.quiet())) {
                later(kind, shelf, kind.quiet());
            } else if (shelf.busyWaits < BUSY_WAITS && !shelf.isShort(kind) && cpuLoad() > BUSY) {
                shelf.busyWaits++;
                later(kind, shelf, BUSY_WAIT);
            } else {
                Optional<Budget.Lease> place = Budget.takePlace();
                if (place.isPresent()) {
                    launch(kind, shelf, place.get());
                } else {
                    shelf.refilling = false; // other notebooks of this user have as many as there may be
                }
            }
        } catch (IOException | RuntimeException e) {
            shelf.refilling = false; // a start for work that fails in the same way will tell
            shelf.failures = FAILURES;
        } finally {
            LOCK.unlock();
        }
    }

    /** Nobody may want them any more. */
    private static void endLater() {
        if (refiller != null) {
            var _ = refiller.schedule(StandBy::endIfUnused, UNUSED.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void endIfUnused() {
        LOCK.lock();
        try {
            if (System.nanoTime() - lastTaken >= UNUSED.toNanos()) {
                end();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static double cpuLoad() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getCpuLoad();
    }

    private static void launch(Kind kind, Shelf shelf, Budget.Lease place) {
        Guest guest = kind.role().equals(Role.POOL) ? new SilentGuest() : null;
        Map<String, String> first = new HashMap<>(guest == null ? Map.of() : Reception.expect(guest));
        Early early = EARLY.get(kind);
        Map<String, byte[]> bundles = early == null ? Map.of() : early.now();
        first.putAll(Early.orders(bundles));
        WorkerProcess process = WorkerProcess.standBy(kind.command(), kind.role(), first, Early.bytes(bundles));
        Waiting waiting = new Waiting(process, place, guest);
        process.ready().whenComplete((warm, _) -> {
            LOCK.lock();
            try {
                if (!Boolean.TRUE.equals(warm)) {
                    shelf.failures++;
                    forget(waiting);
                    giveBack(waiting);
                } else if (SHELVES.get(kind) == shelf) {
                    shelf.waiting.add(waiting);
                } else {
                    end(waiting);
                    giveBack(waiting);
                }
                later(kind, shelf, Duration.ZERO);
            } finally {
                LOCK.unlock();
            }
        });
    }
}
