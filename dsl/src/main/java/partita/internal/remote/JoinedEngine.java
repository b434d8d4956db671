package partita.internal.remote;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.api.WorkerStatus;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;
import partita.spi.Engine;

/** This machine's engine and, once it was opened for them, workers that come from elsewhere. */
public final class JoinedEngine implements Engine {
    private final Engine local;
    private final Feed.Share share = new Feed.Share();
    private final AtomicLong lastRun = new AtomicLong();
    private volatile @Nullable Crew crew;
    private boolean closed;

    /**
     * Makes one without remote workers.
     *
     * @param local this machine's; closed with this
     */
    public JoinedEngine(Engine local) {
        this.local = local;
    }

    /**
     * The remote workers of all pools of this JVM.
     *
     * @return a copy
     */
    public static List<WorkerStatus> everyRemoteWorker() {
        return Crew.everyWorker();
    }

    @Override
    public synchronized String serve(String address, byte[] key) {
        Endpoint at = Endpoint.toListenAt(address);
        if (closed) {
            throw new ClosedException("the pool was closed, so that no worker can join it: address=" + address, null);
        }
        if (crew != null) {
            throw new IllegalStateException("this pool listens already: address=" + crew.address()
                    + "; one address serves any number of workers");
        }
        Crew opened = new Crew(at, Credentials.of(key));
        crew = opened;
        return opened.address();
    }

    @Override
    public int slots() {
        Crew remote = crew;
        return local.slots() + (remote == null ? 0 : remote.slots());
    }

    @Override
    public Run start(Source source, Listener listener) {
        Crew remote = crew;
        if (remote == null) {
            return local.start(source, listener);
        }
        RemoteRun run = new RemoteRun(lastRun.incrementAndGet(), remote, local, share, source, listener);
        run.begin();
        return run;
    }

    @Override
    public Run broadcast(Work work, Listener listener) {
        return local.broadcast(work, listener);
    }

    @Override
    public List<WorkerStatus> workers() {
        Crew remote = crew;
        return remote == null
                ? local.workers()
                : Stream.concat(local.workers().stream(), remote.status().stream())
                        .toList();
    }

    @Override
    public void warmUp() {
        local.warmUp();
    }

    @Override
    public void close() {
        Crew remote;
        synchronized (this) {
            closed = true;
            remote = crew;
        }
        local.close();
        if (remote != null) {
            remote.close();
        }
    }

    @Override
    public String toString() {
        return "JoinedEngine[local=" + local + "]";
    }
}
