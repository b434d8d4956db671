package partita.internal.local;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.ParInterruptedException;
import partita.api.StartMethod;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.launch.StandBy;
import partita.internal.launch.WorkerProcess;
import partita.spi.Display;
import partita.spi.Engine;

/**
 * A process of its own. The task goes over its standard input, behind its orders; its raw standard output and
 * standard error, native code's included, go to the cell.
 */
final class Child implements ChildProcess {
    /** What a child needs of those that it is one of. */
    interface Owner {
        /** It runs. */
        void started(Child child);

        /** It has ended. */
        void ended(Child child);
    }

    private static final byte[] INTERRUPT = {(byte) Role.INTERRUPT};

    private final Owner owner;
    private final StartMethod method;
    private final JvmCommand command;
    private @Nullable Supplier<Engine.Work> task;
    private final Display.Cell cell;
    private final CompletableFuture<ChildProcess> exit = new CompletableFuture<>();
    private final String family;
    private volatile String name;
    private volatile boolean daemon = Self.current().daemon();
    private volatile boolean closed;
    private volatile @Nullable WorkerProcess process;
    private volatile @Nullable Integer exitCode;
    private boolean started;

    Child(
            Owner owner,
            StartMethod method,
            JvmCommand command,
            String name,
            String family,
            Supplier<Engine.Work> task,
            Display.Cell cell) {
        this.owner = owner;
        this.method = method;
        this.command = command;
        this.name = name;
        this.family = family;
        this.task = task;
        this.cell = cell;
    }

    @Override
    public synchronized Child start() {
        checkOpen();
        Supplier<Engine.Work> given = task;
        if (started || given == null) {
            throw new IllegalStateException(
                    "a process can be started once only: name=" + name + "; make another with par.process(...)");
        }
        Engine.Work work = given.get();
        byte[] bundle = work.bundle().bytes();
        Orders orders = new Orders(Self.current().orders(name, family, daemon))
                .with(Map.of(
                        Role.ROLE, Role.CHILD,
                        Role.HASH, work.bundle().hash(),
                        Role.BUNDLE_BYTES, Integer.toString(bundle.length),
                        Role.PAYLOAD_BYTES, Integer.toString(work.payload().length)));
        ByteArrayOutputStream parcel = new ByteArrayOutputStream(bundle.length + work.payload().length);
        parcel.writeBytes(bundle);
        parcel.writeBytes(work.payload());
        WorkerProcess running = StandBy.start(method, command, orders, cell::write);
        started = true;
        task = null; // what it captured may be large
        process = running;
        owner.started(this);
        running.exit().whenComplete(this::ended);
        running.tell(parcel.toByteArray());
        return this;
    }

    private void ended(@Nullable Integer code, @Nullable Throwable failure) {
        exitCode = code == null ? Integer.valueOf(-1) : code;
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

    private WorkerProcess running() {
        checkOpen();
        WorkerProcess running = process;
        if (running == null) {
            throw new IllegalStateException("the process was not started: name=" + name + "; call start() first");
        }
        return running;
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
        running();
        try {
            if (limit == null) {
                exit.get();
            } else {
                exit.get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParInterruptedException(
                    "interrupted while joining a process, which goes on: name=" + name + " pid=" + pid(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot tell how a process ended: name=" + name, e.getCause());
        }
    }

    @Override
    public boolean isAlive() {
        checkOpen();
        return lives();
    }

    private boolean lives() {
        return process != null && exitCode == null;
    }

    @Override
    public long pid() {
        return running().pid();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Child name(String newName) {
        name = newName;
        return this;
    }

    @Override
    public boolean daemon() {
        return daemon;
    }

    @Override
    public synchronized Child daemon(boolean on) {
        if (started) {
            throw new IllegalStateException(
                    "daemon(...) has to be called before start(): name=" + name + " daemon=" + daemon);
        }
        daemon = on;
        return this;
    }

    @Override
    public int exitCode() {
        running();
        Integer code = exitCode;
        if (code == null) {
            throw new IllegalStateException(
                    "the process still runs: name=" + name + " pid=" + pid() + "; call join() first");
        }
        return code;
    }

    @Override
    public void interrupt() {
        WorkerProcess running = running();
        if (exitCode == null) {
            running.tell(INTERRUPT);
        }
    }

    @Override
    public void terminate() {
        running().terminate();
    }

    @Override
    public void kill() {
        running().kill();
    }

    @Override
    public void close() {
        WorkerProcess running = process;
        if (running != null && lives()) {
            throw new IllegalStateException("the process still runs: name=" + name + " pid=" + running.pid()
                    + "; join() or terminate() it first");
        }
        closed = true;
    }

    @Override
    public CompletableFuture<ChildProcess> onExit() {
        return exit.copy();
    }

    @Override
    public String toString() {
        WorkerProcess running = process;
        Integer code = exitCode;
        String state = running == null ? "not started" : code == null ? "running" : "ended, exitCode=" + code;
        return "ChildProcess[name=" + name + (running == null ? "" : " pid=" + running.pid()) + " " + state + "]";
    }
}
