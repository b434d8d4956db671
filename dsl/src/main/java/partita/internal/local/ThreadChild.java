package partita.internal.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.ParInterruptedException;
import partita.internal.parcel.Runner;
import partita.spi.Engine;

/**
 * A thread of this JVM in the place of a process, for debugging. Its task is packed and unpacked as for another JVM.
 * It cannot be killed: terminate and kill interrupt it.
 */
final class ThreadChild implements ChildProcess {
    /** What is told of it. */
    interface Owner {
        void started(ChildProcess child);

        void ended(ChildProcess child);
    }

    private static final AtomicLong RUNS = new AtomicLong();
    private static final InheritableThreadLocal<@Nullable ThreadChild> CURRENT = new InheritableThreadLocal<>();
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final Owner owner;
    private final @Nullable ThreadChild parent = CURRENT.get();
    private final CompletableFuture<ChildProcess> exit = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Supplier<Engine.Work> task;
    private final AtomicLong children = new AtomicLong();
    private final String usualName;
    private volatile String name;
    private volatile boolean daemon;
    private volatile boolean closed;
    private volatile int signal;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Integer exitCode;

    ThreadChild(Owner owner, @Nullable String name, Supplier<String> usual, Supplier<Engine.Work> task) {
        this.owner = owner;
        this.usualName = parent == null ? usual.get() : parent.usualName + ":" + parent.children.incrementAndGet();
        this.name = name == null ? usualName : name;
        this.task = task;
        this.daemon = parent != null && parent.daemon;
    }

    /** The one whose thread, or a thread that it made, calls this. */
    static @Nullable ThreadChild current() {
        return CURRENT.get();
    }

    /** Who made it: a thread as well, or null for this JVM. */
    @Nullable
    ThreadChild parent() {
        return parent;
    }

    @Override
    public synchronized ChildProcess start() {
        checkOpen();
        Supplier<Engine.Work> given = task;
        if (given == null) {
            throw new IllegalStateException(
                    "a process can be started once only: name=" + name + "; make another with par.process(...)");
        }
        Engine.Work work = given.get();
        task = null;
        Thread runs = Thread.ofPlatform().daemon(daemon).name(name).unstarted(() -> run(work));
        thread = runs;
        owner.started(this);
        runs.start();
        return this;
    }

    private void run(Engine.Work work) {
        CURRENT.set(this);
        int code = 1;
        try {
            Runner runner = new Runner();
            runner.add(work.bundle().hash(), work.bundle().bytes());
            runner.runTask(RUNS.incrementAndGet(), work.bundle().hash(), work.payload());
            code = 0;
        } catch (Throwable e) { // as the JVM does with its main thread's
            if (signal == 0) {
                System.err.print("Exception in thread \"" + name + "\" ");
                e.printStackTrace();
            }
        } finally {
            exitCode = signal == 0 ? code : -signal;
            owner.ended(this);
            ended.countDown();
            exit.complete(this);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("close() was called on the process, which ends its use: name=" + name, null);
        }
    }

    private Thread running() {
        checkOpen();
        Thread running = thread;
        if (running == null) {
            throw new IllegalStateException("the process was not started: name=" + name + "; call start() first");
        }
        return running;
    }

    @Override
    public void join() {
        while (!await(Duration.ofDays(1))) {
            checkOpen(); // a day is no limit
        }
    }

    @Override
    public boolean join(Duration limit) {
        return await(limit);
    }

    private boolean await(Duration limit) {
        var _ = running();
        try {
            return ended.await(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParInterruptedException("interrupted while joining a process, which goes on: name=" + name, e);
        }
    }

    @Override
    public boolean isAlive() {
        checkOpen();
        return thread != null && exitCode == null;
    }

    @Override
    public long pid() {
        var _ = running();
        return ProcessHandle.current().pid();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChildProcess name(String newName) {
        name = newName;
        return this;
    }

    @Override
    public boolean daemon() {
        return daemon;
    }

    @Override
    public synchronized ChildProcess daemon(boolean on) {
        if (thread != null) {
            throw new IllegalStateException(
                    "daemon(...) has to be called before start(): name=" + name + " daemon=" + daemon);
        }
        daemon = on;
        return this;
    }

    @Override
    public int exitCode() {
        var _ = running();
        Integer code = exitCode;
        if (code == null) {
            throw new IllegalStateException("the process still runs: name=" + name + "; call join() first");
        }
        return code;
    }

    @Override
    public void interrupt() {
        Thread runs = running();
        if (exitCode == null) {
            runs.interrupt();
        }
    }

    @Override
    public void terminate() {
        end(SIGTERM);
    }

    @Override
    public void kill() {
        end(SIGKILL);
    }

    private void end(int by) {
        Thread runs = running();
        if (exitCode == null) {
            signal = by;
            runs.interrupt();
        }
    }

    @Override
    public void close() {
        if (thread != null && exitCode == null) {
            throw new IllegalStateException(
                    "the process still runs: name=" + name + "; join() or terminate() it first");
        }
        closed = true;
    }

    @Override
    public CompletableFuture<ChildProcess> onExit() {
        return exit.copy();
    }

    @Override
    public String toString() {
        Integer code = exitCode;
        String state = thread == null ? "not started" : code == null ? "running" : "ended, exitCode=" + code;
        return "ChildProcess[name=" + name + " thread " + state + "]";
    }
}
