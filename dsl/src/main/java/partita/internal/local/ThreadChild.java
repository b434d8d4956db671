package partita.internal.local;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Logs;
import partita.internal.launch.Self;
import partita.internal.parcel.Runner;
import partita.spi.Engine;

/**
 * A thread of this JVM in the place of a process, for debugging. Its task is packed and unpacked as for another JVM.
 * It cannot be killed: terminate and kill interrupt it.
 */
final class ThreadChild extends OwnChild {
    static {
        Logs.nameProcesses(() -> {
            ThreadChild thread = current();
            return thread == null ? Self.current().name() : thread.name();
        });
    }

    private static final AtomicLong RUNS = new AtomicLong();
    private static final InheritableThreadLocal<@Nullable ThreadChild> CURRENT = new InheritableThreadLocal<>();
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final @Nullable ThreadChild parent;
    private final AtomicLong children = new AtomicLong();
    private final String usualName;
    private volatile int signal;
    private volatile @Nullable Thread thread;

    private ThreadChild(
            Owner owner,
            @Nullable ThreadChild parent,
            @Nullable String name,
            String usualName,
            Supplier<Engine.Work> task) {
        super(owner, name == null ? usualName : name, parent != null && parent.daemon(), task);
        this.parent = parent;
        this.usualName = usualName;
    }

    static ThreadChild make(Owner owner, @Nullable String name, Supplier<String> usual, Supplier<Engine.Work> task) {
        ThreadChild parent = current();
        String usualName = parent == null ? usual.get() : parent.usualName + ":" + parent.children.incrementAndGet();
        return new ThreadChild(owner, parent, name, usualName, task);
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
    void begin(Engine.Work work) {
        Thread runs = Thread.ofPlatform().daemon(daemon()).name(name()).unstarted(() -> run(work));
        thread = runs;
        started();
        runs.start();
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
                System.err.print("Exception in thread \"" + name() + "\" ");
                e.printStackTrace();
            }
        } finally {
            ended(signal == 0 ? code : -signal, null);
        }
    }

    private Thread running() {
        checkStarted();
        return Objects.requireNonNull(thread, "started() is said when there is a thread");
    }

    @Override
    public long pid() {
        checkStarted();
        return ProcessHandle.current().pid();
    }

    @Override
    public void interrupt() {
        Thread runs = running();
        if (lives()) {
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
        if (lives()) {
            signal = by;
            runs.interrupt();
        }
    }

    @Override
    String kind() {
        return " thread";
    }
}
