package partita;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import partita.api.ChildProcess;
import partita.api.EngineException;
import partita.api.SharedManager;
import partita.api.SharedQueue;
import partita.internal.broker.Home;
import partita.internal.broker.Ports;
import partita.internal.launch.Self;
import partita.internal.local.Children;
import partita.internal.local.Setup;
import partita.internal.parcel.Packer;
import partita.internal.pool.Seams;
import partita.internal.pool.Waits;
import partita.internal.shared.ManagerProxy;
import partita.internal.shared.ManagerTask;
import partita.internal.shared.SharedFactory;

/** Starts managers. */
final class Managers {
    private static final AtomicLong COUNT = new AtomicLong();
    /** The slowest of machines starts a JVM within this. */
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    /** What was killed is gone within this, and no child any more. */
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private Managers() {}

    static SharedManager start(Options options, Children children) {
        String name = Self.current().childName("SyncManager", COUNT.incrementAndGet());
        Setup setup = options.setup();
        ManagerTask.First first = setup == null ? null : new ManagerTask.First(setup.work());
        SharedQueue<ManagerTask.Born> born = new SharedFactory(Ports.own(), false).queue(0);
        var task = new ManagerTask(name, born, first);
        ChildProcess child = children.make(
                        name,
                        Engines.settings(options),
                        () -> Packer.single(task, null, Seams.classes()),
                        Seams.display().cell())
                .daemon(true)
                .start();
        try {
            return ManagerProxy.own(home(name, child, born), child);
        } catch (RuntimeException e) {
            child.kill();
            child.join(END_LIMIT);
            throw e;
        }
    }

    private static Home home(String name, ChildProcess child, SharedQueue<ManagerTask.Born> born) {
        List<Object> ready = Waits.any(List.of(born, child), START_LIMIT);
        ManagerTask.Born said = ready.isEmpty() ? null : born.poll();
        if (said == null) {
            throw new EngineException(
                    "the manager name=" + name + " pid=" + child.pid()
                            + (ready.isEmpty() ? " did not begin within limit=" + START_LIMIT : " ended as it began")
                            + "; what it wrote stands above",
                    null);
        }
        if (said.failure() != null) {
            Throwable thrown = SharedFactory.failure(said.failure());
            throw new EngineException("the initializer of the manager name=" + name + " failed: " + thrown, thrown);
        }
        return Objects.requireNonNull(said.home(), "a manager says where it is or why not");
    }
}
