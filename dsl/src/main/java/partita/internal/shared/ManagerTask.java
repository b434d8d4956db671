package partita.internal.shared;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import partita.api.SharedQueue;
import partita.function.Task;
import partita.internal.broker.Broker;
import partita.internal.broker.Home;
import partita.internal.broker.Ports;
import partita.internal.launch.EndSignal;
import partita.internal.launch.Self;
import partita.internal.local.AtExit;
import partita.internal.parcel.Runner;
import partita.internal.parcel.Tool;
import partita.internal.pool.Seams;
import partita.spi.Engine;

/**
 * What a manager's process does: it keeps things until somebody says that it is to end.
 *
 * @param name its name
 * @param born where it says how to reach it
 * @param first what to do before that
 */
public record ManagerTask(
        String name, SharedQueue<Born> born, @Nullable First first) implements Task {
    /**
     * What a manager says when it begins.
     *
     * @param home where it is; null if it does not live
     * @param failure what was thrown then
     */
    public record Born(@Nullable Home home, byte @Nullable [] failure) {}

    /**
     * An initialiser.
     *
     * @param hash names its bundle
     * @param bundle what runs it
     * @param payload what it is given
     */
    public record First(String hash, byte[] bundle, byte[] payload) {
        /**
         * Takes a task as workers are given it.
         *
         * @param work the packed task
         */
        public First(Engine.Work work) {
            this(work.bundle().hash(), work.bundle().bytes(), work.payload());
        }
    }

    @Override
    public void run() throws InterruptedException, ExecutionException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (Self.current().name().equals(name)) { // and not a thread of its owner
            EndSignal.ignoreInterrupt();
        }
        if (!begun()) {
            return;
        }
        AtExit.prepare();
        try (Broker broker = Ports.here(new Broker(name, Seams.classes(), loader))) {
            Home home = broker.home();
            born.put(new Born(home, null));
            try {
                broker.ended().get();
            } finally {
                Ports.forget(home);
            }
        }
    }

    private boolean begun() {
        if (first == null) {
            return true;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        var runner = new Runner();
        runner.add(first.hash(), first.bundle());
        try {
            runner.runTask(1, first.hash(), first.payload());
            return true;
        } catch (Throwable e) { // whatever it is, who waits for the manager is to know
            born.put(new Born(null, Tool.failure(e, ManagerTask.class.getClassLoader())));
            return false;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
