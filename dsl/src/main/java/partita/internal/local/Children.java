package partita.internal.local;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.StartMethod;
import partita.internal.launch.EndSignal;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.launch.StandBy;
import partita.spi.Display;
import partita.spi.Engine;

/**
 * Makes child processes, numbers them and knows those that run. When this JVM ends in good order, daemon children
 * are terminated and the others joined; when it is told by a signal to end, all are terminated; when it is killed, all
 * of them end.
 */
public final class Children {
    private static final Duration TERMINATE_LIMIT = Duration.ofSeconds(1);

    private final AtomicLong count = new AtomicLong();
    private final Set<OwnChild> active = ConcurrentHashMap.newKeySet();
    private final String mainClass;
    private final OwnChild.Owner owner = new OwnChild.Owner() {
        @Override
        public void started(OwnChild child) {
            active.add(child);
        }

        @Override
        public void ended(OwnChild child) {
            active.remove(child);
        }
    };

    /** Makes a family without children. */
    public Children() {
        this(JvmCommand.WORKER_MAIN);
    }

    Children(String mainClass) {
        this.mainClass = mainClass;
        AtExit.add(this::end);
    }

    /**
     * Makes a child; it is not started.
     *
     * @param name its name, or null for {@code Process-n}
     * @param settings heap and flags of its JVM; its memory is shared out as if it were one of so many workers
     * @param task packs the task; called at {@code start()}
     * @param cell where its output goes
     * @return the child
     */
    public ChildProcess make(
            @Nullable String name, WorkerSettings settings, Supplier<Engine.Work> task, Display.Cell cell) {
        if (settings.startMethod() == StartMethod.THREAD) {
            return ThreadChild.make(owner, name, this::nextName, task);
        }
        JvmCommand command = command(settings);
        String usual = nextName();
        return new Child(owner, settings.startMethod(), command, name == null ? usual : name, usual, task, cell);
    }

    private JvmCommand command(WorkerSettings settings) {
        return new JvmCommand(
                mainClass, settings.heap().orElse(null), settings.workers(), JvmCommand.ALL, settings.jvmArgs());
    }

    /**
     * Has JVMs stand by for children, soon.
     *
     * @param settings heap and flags of their JVMs, and whether any shall
     */
    public void warmUp(WorkerSettings settings) {
        if (settings.startMethod() == StartMethod.FORKSERVER || settings.startMethod() == StartMethod.FORK) {
            StandBy.prepare(command(settings), Role.CHILD);
        }
    }

    private String nextName() {
        return Self.current().childName("Process", count.incrementAndGet());
    }

    /**
     * The process whose code calls this.
     *
     * @return this JVM, or the thread that stands for a process
     */
    public ChildProcess current() {
        ThreadChild thread = ThreadChild.current();
        return thread != null ? thread : Relative.self();
    }

    /**
     * The process that started the one whose code calls this.
     *
     * @return its parent, or null in the notebook
     */
    public @Nullable ChildProcess parent() {
        ThreadChild thread = ThreadChild.current();
        if (thread != null) {
            ThreadChild parent = thread.parent();
            return parent != null ? parent : Relative.self();
        }
        return Relative.parent();
    }

    /**
     * The children that run.
     *
     * @return a copy
     */
    public List<ChildProcess> active() {
        return List.copyOf(active);
    }

    private void end() {
        boolean told = EndSignal.current() != 0; // who sent it does not want to wait for their work
        // a thread ends with this JVM, or keeps it from ending
        List<OwnChild> processes =
                active.stream().filter(Child.class::isInstance).toList();
        List<OwnChild> ending =
                processes.stream().filter(child -> told || child.daemon()).toList();
        ending.forEach(OwnChild::terminate);
        processes.stream().filter(child -> !ending.contains(child)).forEach(OwnChild::join);
        for (OwnChild child : ending) {
            if (!child.join(TERMINATE_LIMIT)) {
                child.kill();
            }
        }
    }
}
