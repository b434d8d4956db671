package partita.internal.local;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.internal.parcel.Runner;
import partita.spi.Engine;

/**
 * Runs work on threads of this JVM, as Python's {@code multiprocessing.dummy} does: for debugging, and for work
 * that is begun inside an item. Everything is packed and unpacked as for another JVM, so it sees the same values
 * and refuses the same lambdas.
 */
public final class InProcessEngine implements Engine {
    private static final AtomicLong RUNS = new AtomicLong();

    private final int slots;

    /**
     * Makes an engine.
     *
     * @param slots how many threads each run has
     */
    public InProcessEngine(int slots) {
        this.slots = slots;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public Run start(Source source, Listener listener) {
        var run = new ThreadRun(source, listener, slots);
        run.begin();
        return run;
    }

    @Override
    public void close() {}

    private static final class ThreadRun implements Run {
        private final long number = RUNS.incrementAndGet();
        private final Source source;
        private final Listener listener;
        private final Thread[] threads;
        private final AtomicInteger busy;
        private final ReentrantLock pulling = new ReentrantLock();
        private final ReentrantLock telling = new ReentrantLock();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile boolean stopped;

        ThreadRun(Source source, Listener listener, int slots) {
            this.source = source;
            this.listener = listener;
            this.threads = new Thread[slots];
            this.busy = new AtomicInteger(slots);
        }

        void begin() {
            long pid = ProcessHandle.current().pid();
            for (int i = 0; i < threads.length; i++) {
                var worker = new WorkerInfo(i + 1, pid);
                threads[i] = Thread.ofPlatform()
                        .daemon()
                        .name("partita-thread-worker-" + (i + 1))
                        .unstarted(() -> work(worker));
            }
            for (Thread thread : threads) {
                thread.start();
            }
        }

        private void work(WorkerInfo worker) {
            var runner = new Runner();
            try {
                for (Work work = pull(); work != null; work = pull()) {
                    runner.add(work.bundle().hash(), work.bundle().bytes());
                    work.bundle().blobs().forEach(blob -> runner.addBlob(blob.hash(), blob.bytes()));
                    long id = work.id();
                    tell(() -> listener.started(id, worker));
                    runner.run(number, work.bundle().hash(), work.payload(), 0, new Runner.Sink() {
                        @Override
                        public void accept(byte[] bytes, Boolean last) {
                            tell(() -> listener.result(id, worker, bytes, last));
                        }

                        @Override
                        public boolean stopped() {
                            return stopped;
                        }
                    });
                }
            } finally {
                if (busy.decrementAndGet() == 0) {
                    listener.ended(failure.get());
                }
            }
        }

        private @Nullable Work pull() {
            pulling.lock();
            try {
                return stopped || failure.get() != null ? null : source.next();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                return null;
            } finally {
                pulling.unlock();
            }
        }

        private void tell(Runnable news) {
            telling.lock();
            try {
                news.run();
            } finally {
                telling.unlock();
            }
        }

        @Override
        public void cancel() {
            failure.compareAndSet(null, new CancellationException("the run was cancelled"));
            stopped = true;
            for (Thread thread : threads) {
                thread.interrupt();
            }
        }
    }
}
