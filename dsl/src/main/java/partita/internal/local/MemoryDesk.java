package partita.internal.local;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.RunFolder;
import partita.internal.memory.Futex;
import partita.internal.memory.Post;
import partita.internal.memory.Segment;
import partita.internal.memory.Signal;
import partita.internal.memory.Spin;
import partita.internal.transport.Desk;
import partita.internal.transport.Timers;
import partita.spi.Store;

/**
 * A desk whose thread sleeps on a signal in shared memory, so that workers wake it as this JVM's threads do: without a
 * message.
 */
final class MemoryDesk implements Desk, AutoCloseable {
    /** The system property that says whether local work goes through shared memory; {@code off}: it does not. */
    static final String PROPERTY = "partita.memory";

    private static final String STORED = "-item-";
    private static final AtomicLong COUNT = new AtomicLong();
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Timers timers = new Timers();
    private final Spin spin = new Spin(JvmCommand.cores());
    private final Segment segment;
    private final Post store;
    private final Signal signal;
    private final BooleanSupplier collect;
    private final Thread owner;
    private volatile boolean closing;

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

    /** Where workers find its signal. */
    Path file() {
        return segment.file();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isOwner()) {
            signal.raise();
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.after(delay, task);
    }

    @Override
    public boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    private void loop() {
        while (!closing) {
            int ticket = signal.ticket();
            if (!turn() && !closing) {
                long millis = timers.millisToNext();
                spin.await(signal, ticket, millis < 0 ? LONG_NANOS : TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
        runTasks();
    }

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

    private boolean runTasks() {
        boolean busy = false;
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
        boolean interrupted = false;
        while (owner.isAlive() && !isOwner()) {
            try {
                owner.join();
            } catch (InterruptedException _) {
                interrupted = true; // the thread ends of itself; tell the caller afterwards
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
