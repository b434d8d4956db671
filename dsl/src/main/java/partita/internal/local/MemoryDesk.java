package partita.internal.local;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.RunFolder;
import partita.internal.memory.Futex;
import partita.internal.memory.Leaders;
import partita.internal.memory.Post;
import partita.internal.memory.Segment;
import partita.internal.memory.Signal;
import partita.internal.memory.Spin;
import partita.internal.transport.Desk;
import partita.internal.transport.Timers;
import partita.spi.Store;

/**
 * A desk whose thread sleeps on a signal in shared memory, so that workers wake it as this JVM's threads do: without a
 * message. A caller that begins work and waits for it may take the thread's place for a moment, which saves two changes
 * of threads; whoever holds the lock runs what there is to run.
 */
final class MemoryDesk implements Desk, AutoCloseable {
    /** The system property that says whether local work goes through shared memory; {@code off}: it does not. */
    static final String PROPERTY = "partita.memory";

    private static final String STORED = "-item-";
    private static final AtomicLong COUNT = new AtomicLong();
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    /** For so long a caller takes the thread's place: what lasts longer does not gain by it. */
    private static final long LEAD_NANOS = 2_000_000;
    /** For so long after it the thread looks now and then only, so that the next caller does not wake it as well. */
    private static final long LED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long NAP_NANOS = 300_000;
    private static final Duration TRIM_DELAY = Duration.ofSeconds(3);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** What the desk's own thread alone runs. */
    private final Queue<Runnable> ownTasks = new ConcurrentLinkedQueue<>();

    private final ReentrantLock turning = new ReentrantLock();
    private final Spin leadersSpin = new Spin(JvmCommand.cores());
    private final Timers timers = new Timers();
    private final Spin spin = new Spin(JvmCommand.cores());
    private final Segment segment;
    private final Post store;
    private final Signal signal;
    private final BooleanSupplier collect;
    private final Thread owner;
    private final AtomicBoolean left = new AtomicBoolean();
    private boolean trimming;
    private volatile boolean closing;
    private volatile boolean napping;
    private volatile long led = System.nanoTime() - LED_NANOS;

    private MemoryDesk(String name, Segment segment, BooleanSupplier collect) {
        this.segment = segment;
        this.store = new Post(
                Objects.requireNonNull(segment.file().getParent()),
                segment.file().getFileName() + STORED);
        this.signal = new Signal(segment.memory(), 0);
        this.collect = collect;
        this.owner = Thread.ofPlatform().name("partita-desk-" + name).daemon().unstarted(this::loop);
    }

    /**
     * Makes one, where shared memory is to be had and was not switched off.
     *
     * @param name names the thread
     * @param collect looks whether workers left something in memory; run on the desk's thread whenever it was woken
     */
    static Optional<MemoryDesk> open(String name, BooleanSupplier collect) {
        if (System.getProperty(PROPERTY, "").equals("off") || !Futex.available()) {
            return Optional.empty();
        }
        try {
            Path folder = RunFolder.enterMemory();
            try {
                Path file = folder.resolve("desk-" + COUNT.incrementAndGet());
                return Optional.of(new MemoryDesk(name, Segment.create(file, Signal.BYTES, Arena.ofAuto()), collect));
            } catch (IOException e) {
                RunFolder.leave();
                throw e;
            }
        } catch (IOException _) {
            return Optional.empty(); // no room: messages need none
        }
    }

    /** Its thread begins. */
    void start() {
        owner.start();
    }

    /** Where the content of large items waits for workers. */
    Store store() {
        return store;
    }

    /** Nothing runs: a while later, what large items took is given back, unless there is work again. */
    void idle(BooleanSupplier still) {
        if (!trimming) {
            trimming = true;
            after(TRIM_DELAY, () -> {
                trimming = false;
                if (still.getAsBoolean()) {
                    store.trim();
                }
            });
        }
    }

    /** Where workers find its signal. */
    Path file() {
        return segment.file();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isOwner()) {
            wake();
        }
    }

    private void wake() {
        signal.raise();
        if (napping && !turning.isLocked()) {
            LockSupport.unpark(owner);
        }
    }

    @Override
    public void executeHere(Runnable task) {
        if (!Leaders.mayLead(turning) || !turning.tryLock()) {
            execute(task);
            return;
        }
        try {
            turn();
            tasks.add(task);
            runTasks(); // what comes of it is left to who leads: so early, nobody has said yet that he waits for it
        } finally {
            turning.unlock();
        }
    }

    @Override
    public void executeOwn(Runnable task) {
        ownTasks.add(task);
        if (Thread.currentThread() != owner) {
            signal.raise();
            LockSupport.unpark(owner);
        }
    }

    @Override
    public void lead(BooleanSupplier done, BooleanSupplier others) {
        if (!Leaders.mayLead(turning) || !turning.tryLock()) {
            return;
        }
        try {
            led = System.nanoTime();
            long end = led + LEAD_NANOS;
            long left = LEAD_NANOS;
            while (!done.getAsBoolean()
                    && left > 0
                    && !closing
                    && ownTasks.isEmpty()
                    && !Thread.currentThread().isInterrupted()) {
                int ticket = signal.ticket();
                left = end - System.nanoTime();
                if (!turn() && left > 0) {
                    leadersSpin.await(signal, ticket, Math.min(left, nanosToTimer()));
                }
            }
        } finally {
            boolean more = !ownTasks.isEmpty() || closing || others.getAsBoolean();
            led = more ? System.nanoTime() - LED_NANOS : System.nanoTime();
            turning.unlock();
            if (more) {
                LockSupport.unpark(owner);
            }
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.after(delay, task);
    }

    @Override
    public boolean isOwner() {
        return turning.isHeldByCurrentThread();
    }

    @Override
    public boolean isThread() {
        return Thread.currentThread() == owner;
    }

    private long nanosToTimer() {
        long millis = timers.millisToNext();
        return millis < 0 ? LONG_NANOS : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void loop() {
        while (!closing) {
            int ticket = signal.ticket();
            long sleep = 0;
            if (turning.tryLock()) {
                try {
                    if (!turn()) {
                        sleep = nanosToTimer();
                    }
                } finally {
                    turning.unlock();
                }
            } else {
                LockSupport.parkNanos(NAP_NANOS); // whoever leads wakes this thread where there is more to do
            }
            if (sleep > 0 && !closing) {
                sleep(ticket, sleep);
            }
        }
        turning.lock();
        try {
            runTasks();
        } finally {
            turning.unlock();
        }
    }

    private void sleep(int ticket, long nanos) {
        if (System.nanoTime() - led >= LED_NANOS) {
            spin.await(signal, ticket, nanos);
            return;
        }
        napping = true;
        if (!signal.raisedSince(ticket)) {
            LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
        }
        napping = false;
    }

    @CanIgnoreReturnValue
    private boolean turn() {
        boolean busy = runTasks();
        while (timers.runDue(MemoryDesk::guarded)) {
            busy = true;
        }
        try {
            return collect.getAsBoolean() || busy;
        } catch (RuntimeException | Error e) {
            report(e);
            return true;
        }
    }

    @CanIgnoreReturnValue
    private boolean runTasks() {
        boolean busy = false;
        if (isThread()) {
            for (Runnable task = ownTasks.poll(); task != null; task = ownTasks.poll()) {
                guarded(task);
                busy = true;
            }
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
            busy = true;
        }
        return busy;
    }

    /** A task's failure is reported and is no reason to leave the workers without an owner. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    private static void report(Throwable e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }

    /** Ends its thread and removes its file. */
    @Override
    public void close() {
        closing = true;
        signal.raise();
        LockSupport.unpark(owner);
        boolean interrupted = false;
        while (owner.isAlive() && !isThread()) {
            try {
                owner.join();
            } catch (InterruptedException _) {
                interrupted = true; // the thread ends of itself; tell the caller afterwards
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!left.compareAndSet(false, true)) {
            return;
        }
        try {
            Post.clear(Objects.requireNonNull(file().getParent()), file().getFileName() + STORED);
            segment.unlink();
            RunFolder.leave();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the file of an engine that ended: file=" + file(), e);
        }
    }
}
