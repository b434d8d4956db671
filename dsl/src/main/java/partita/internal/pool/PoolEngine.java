package partita.internal.pool;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.api.WorkerInfo;
import partita.api.WorkerStatus;
import partita.spi.Engine;

/** A pool's engine: counts the runs, so that it can end once they have; knows nothing of the pool that users hold. */
final class PoolEngine implements Engine {
    private final Engine inner;
    private final Set<Counted> active = new HashSet<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private boolean shut;
    private boolean ending;

    PoolEngine(Engine inner) {
        this.inner = inner;
    }

    @Override
    public int slots() {
        return inner.slots();
    }

    @Override
    public void warmUp() {
        inner.warmUp();
    }

    @Override
    public String serve(String address, byte[] key) {
        return inner.serve(address, key);
    }

    @Override
    public Run start(Source source, Listener listener) {
        Counted counted = new Counted(listener, source instanceof Job job ? job : null);
        add(counted);
        return begin(counted, () -> inner.start(source, counted));
    }

    @Override
    public Run broadcast(Work work, Listener listener) {
        Counted counted = new Counted(listener, null);
        add(counted);
        return begin(counted, () -> inner.broadcast(work, counted));
    }

    @FunctionalInterface
    private interface Start {
        Run begin();
    }

    private Run begin(Counted counted, Start start) {
        try {
            return start.begin();
        } catch (RuntimeException | Error e) {
            remove(counted);
            throw e;
        }
    }

    private synchronized void add(Counted counted) {
        if (shut) {
            throw new ClosedException(
                    "the pool was closed, so that it takes no more work: make a new one by par.pool(...), or use par",
                    null);
        }
        active.add(counted);
    }

    private void remove(Counted counted) {
        boolean last;
        synchronized (this) {
            active.remove(counted);
            last = shut && active.isEmpty();
        }
        if (last) {
            end();
        }
    }

    synchronized boolean isShut() {
        return shut;
    }

    CompletableFuture<Boolean> ended() {
        return ended;
    }

    /** Takes no more work; ends once what there is has ended. */
    void shutDown() {
        List<Counted> left;
        synchronized (this) {
            shut = true;
            left = List.copyOf(active);
        }
        if (left.isEmpty()) {
            end();
        }
        left.forEach(Counted::lastCall);
    }

    /** The engine's own threads may be the ones to notice that all is done, and must not wait for themselves. */
    private void end() {
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
        }
        Thread.ofPlatform().daemon().name("partita-pool-end").start(() -> {
            try {
                inner.close();
            } finally {
                ended.complete(true);
            }
        });
    }

    @Override
    public List<WorkerStatus> workers() {
        return ended.isDone() ? List.of() : inner.workers();
    }

    /** Ends all at once. */
    @Override
    public void close() {
        synchronized (this) {
            shut = true;
        }
        end();
    }

    private final class Counted implements Listener {
        private final Listener listener;
        private volatile @Nullable Job job;

        Counted(Listener listener, @Nullable Job job) {
            this.listener = listener;
            this.job = job;
        }

        void lastCall() {
            Job lasting = job;
            if (lasting != null) {
                lasting.lastCall();
            }
        }

        @Override
        public void started(long work, WorkerInfo worker) {
            listener.started(work, worker);
        }

        @Override
        public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
            listener.result(work, worker, payload, last);
        }

        @Override
        public void output(WorkerInfo worker, boolean error, String text) {
            listener.output(worker, error, text);
        }

        @Override
        public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
            return listener.lost(work, worker, begunItem, exitCode, cause);
        }

        @Override
        public int overdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
            return listener.overdue(work, worker, begunItem, limit);
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            job = null; // the engine may know this listener for longer
            if (listener instanceof JobListener its) {
                its.ended(failure, () -> remove(this));
                return;
            }
            try {
                listener.ended(failure);
            } finally {
                remove(this);
            }
        }
    }
}
