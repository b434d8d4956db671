package partita.internal.pool;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.api.ClosedException;
import partita.api.ParInterruptedException;
import partita.api.ParTimeoutException;
import partita.api.Pool;
import partita.api.WorkerStatus;
import partita.function.Call;
import partita.function.Task;
import partita.spi.ClassSource;
import partita.spi.Display;
import partita.spi.Engine;

/** What users hold of a pool; where it is dropped, its engine ends. */
public final class OwnPool extends JobVerbs implements Pool {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Logger LOG = Logger.getLogger("partita");

    private final PoolEngine engine;
    private final JobOptions options;
    private final ClassSource source;
    private final Display display;
    private final boolean initiating;

    /**
     * Makes a pool and starts its workers in the background.
     *
     * @param inner where its work runs; ended with the pool
     * @param options how items are run
     * @param source knows the notebook's classes
     * @param display where the workers' output goes
     * @param initiating whether workers have a first task, which is done even if the pool is closed at once
     */
    public OwnPool(Engine inner, JobOptions options, ClassSource source, Display display, boolean initiating) {
        this.engine = new PoolEngine(inner);
        this.options = options;
        this.source = source;
        this.display = display;
        this.initiating = initiating;
        CLEANER.register(this, dropped(engine));
        engine.warmUp();
        if (initiating) {
            Task nothing = () -> {};
            // Whether the first task failed is told again by the first verb.
            var _ = new Jobs(engine, options, source, display, null).everywhere(nothing);
        }
    }

    private static Runnable dropped(PoolEngine engine) {
        return () -> {
            if (!engine.isShut()) {
                LOG.fine("a pool was dropped without being closed; its workers end now");
                engine.close();
            }
        };
    }

    @Override
    protected Jobs jobs() {
        return new Jobs(engine, options, source, display, this);
    }

    @Override
    public void shutdown() {
        engine.shutDown();
    }

    @Override
    public void close() {
        engine.shutDown();
        try {
            engine.ended().get();
        } catch (InterruptedException e) {
            engine.close();
            throw interrupted("interrupted while the pool finished its work; it was terminated", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody ends a pool that way", e);
        }
    }

    @Override
    public void terminate() {
        engine.close();
        join();
    }

    @Override
    public List<Runnable> shutdownNow() {
        engine.close();
        return List.of();
    }

    @Override
    public void join() {
        if (!engine.isShut()) {
            throw new IllegalStateException(
                    "the pool still takes work, so that waiting for its end would be for ever: close() or terminate()"
                            + " it first");
        }
        awaitEnd(Long.MAX_VALUE);
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return awaitEnd(Math.max(0, unit.toNanos(timeout)));
    }

    private boolean awaitEnd(long nanos) {
        try {
            return engine.ended().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted("interrupted while waiting for the pool's end; it goes on ending", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody ends a pool that way", e);
        }
    }

    private static ParInterruptedException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ParInterruptedException(what, e);
    }

    @Override
    public boolean isShutdown() {
        return engine.isShut();
    }

    @Override
    public boolean isTerminated() {
        return engine.ended().isDone();
    }

    @Override
    public List<WorkerStatus> workers() {
        return engine.workers();
    }

    @Override
    public String serve(String address, byte[] key) {
        if (initiating) {
            throw new IllegalStateException("a pool with an initializer cannot have remote workers, which would not run"
                    + " it: leave out par.initializer(...), or set up what items need with par.workerLocal(...)");
        }
        return engine.serve(address, key);
    }

    @Override
    public void broadcast(Task task) {
        var _ = Waits.finish(jobs().everywhere(task));
    }

    @Override
    public <R extends @Nullable Object> List<R> broadcastCall(Call<? extends R> f) {
        return Waits.finish(jobs().<R>everywhere(f));
    }

    // --- ExecutorService

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // it is what the task gives; T may be nullable
    public <T extends @Nullable Object> AsyncResult<T> submit(Callable<T> task) {
        return send(task, result -> (T) result);
    }

    @Override
    public AsyncResult<?> submit(Runnable task) {
        return this.<@Nullable Object>send(task, _ -> null);
    }

    @Override
    public <T extends @Nullable Object> AsyncResult<T> submit(Runnable task, T result) {
        return send(task, _ -> result);
    }

    @Override
    public void execute(Runnable task) {
        var _ = send(task, result -> result).onFailure(e -> {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        });
    }

    private <T extends @Nullable Object> AsyncResult<T> send(
            Object task, java.util.function.Function<@Nullable Object, T> finish) {
        Objects.requireNonNull(task, "the task is null");
        try {
            return jobs().submit(task, finish);
        } catch (ClosedException e) {
            throw new RejectedExecutionException(e.getMessage(), e);
        }
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) {
        return invokeAll(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        var results = new ArrayList<Future<T>>();
        try {
            tasks.forEach(task -> results.add(submit(task)));
            Waits.all(results, unit.toNanos(timeout));
            return results;
        } finally {
            results.forEach(result -> result.cancel(true)); // what has ended is left as it is
        }
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks) {
        return invokeAny(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        long limit = unit.toNanos(timeout);
        long begun = System.nanoTime();
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("tasks=[]: invokeAny needs at least one");
        }
        var open = new ArrayList<AsyncResult<T>>();
        var all = new ArrayList<AsyncResult<T>>();
        try {
            tasks.forEach(task -> all.add(submit(task)));
            open.addAll(all);
            while (true) {
                List<AsyncResult<T>> ready = Waits.any(open, limit - (System.nanoTime() - begun));
                if (ready.isEmpty()) {
                    throw new ParTimeoutException(
                            "none of tasks=" + all.size() + " gave a result within " + timeout + " " + unit
                                    + "; they were cancelled",
                            null);
                }
                open.removeAll(ready);
                for (AsyncResult<T> result : ready) {
                    if (result.successful()) {
                        return result.get();
                    }
                }
                if (open.isEmpty()) {
                    return ready.getLast().get(); // all have failed
                }
            }
        } finally {
            all.forEach(AsyncResult::cancel);
        }
    }
}
