package partita.internal.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.spi.Engine;

/** A child that was made here, process or thread: its name, and what it went through from start to end. */
abstract class OwnChild implements ChildProcess {
    /** What a child needs of those that it is one of. */
    interface Owner {
        /** It runs. */
        void started(OwnChild child);

        /** It has ended. */
        void ended(OwnChild child);
    }

    private final Owner owner;
    private final CompletableFuture<ChildProcess> exit = new CompletableFuture<>();
    /** Until it is started; what it captured may be large. */
    private volatile @Nullable Supplier<Engine.Work> task;

    private volatile String name;
    private volatile boolean daemon;
    private volatile boolean closed;
    private volatile @Nullable Integer exitCode;

    OwnChild(Owner owner, String name, boolean daemon, Supplier<Engine.Work> task) {
        this.owner = owner;
        this.name = name;
        this.daemon = daemon;
        this.task = task;
    }

    /** Makes it run, and says {@link #started} as soon as it does. */
    abstract void begin(Engine.Work work);

    /** How messages call it. */
    String label() {
        return "name=" + name;
    }

    /** What else is to be said of it in its text. */
    String kind() {
        return "";
    }

    @Override
    public synchronized ChildProcess start() {
        checkOpen();
        Supplier<Engine.Work> given = task;
        if (given == null) {
            throw new IllegalStateException(
                    "a process can be started once only: name=" + name + "; make another with par.process(...)");
        }
        begin(given.get());
        return this;
    }

    final void started() {
        task = null;
        owner.started(this);
    }

    final void ended(int code, @Nullable Throwable failure) {
        exitCode = code;
        owner.ended(this);
        if (failure == null) {
            exit.complete(this);
        } else {
            exit.completeExceptionally(failure);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("close() was called on the process, which ends its use: name=" + name, null);
        }
    }

    final void checkStarted() {
        checkOpen();
        if (task != null) {
            throw new IllegalStateException("the process was not started: name=" + name + "; call start() first");
        }
    }

    /** Whether it runs. */
    final boolean lives() {
        return task == null && exitCode == null;
    }

    @Override
    public void join() {
        await(null);
    }

    @Override
    public boolean join(Duration limit) {
        return await(limit);
    }

    private boolean await(@Nullable Duration limit) {
        checkStarted();
        return Ends.await(
                exit,
                limit,
                () -> "interrupted while joining a process, which goes on: " + label(),
                () -> "cannot tell how a process ended: name=" + name);
    }

    @Override
    public boolean isAlive() {
        checkOpen();
        return lives();
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
        if (task == null) {
            throw new IllegalStateException(
                    "daemon(...) has to be called before start(): name=" + name + " daemon=" + daemon);
        }
        daemon = on;
        return this;
    }

    @Override
    public int exitCode() {
        checkStarted();
        Integer code = exitCode;
        if (code == null) {
            throw new IllegalStateException("the process still runs: " + label() + "; call join() first");
        }
        return code;
    }

    @Override
    public void close() {
        if (lives()) {
            throw new IllegalStateException("the process still runs: " + label() + "; join() or terminate() it first");
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
        String state = task != null ? "not started" : code == null ? "running" : "ended, exitCode=" + code;
        return "ChildProcess[" + label() + kind() + " " + state + "]";
    }
}
