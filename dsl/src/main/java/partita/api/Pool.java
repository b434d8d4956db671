package partita.api;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import partita.function.Call;
import partita.function.Task;

/**
 * Workers of one's own, shared with no other context: made by {@code par.pool()}, ended by {@link #close}. Also an
 * {@link ExecutorService}, for libraries that want one; what is submitted to it must be able to travel.
 *
 * <p>{@snippet :
 * try (var pool = par.maxTasksPerWorker(100).pool(4)) {
 *     pool.map(files, String::length);
 * }
 * }
 *
 * <p>One that is dropped without being closed ends its workers when it is collected. It cannot travel to workers.
 */
public interface Pool extends ExecutorService, Verbs {
    /**
     * Takes no more work, finishes what was begun or waits, and ends the workers. Of {@link Results} that are not
     * read to their end, what was taken from the source so far is finished, and no more is taken. Does nothing where
     * the pool has ended.
     *
     * @throws ParInterruptedException if this thread is interrupted while it waits; the pool is terminated
     */
    @Override
    void close();

    /** Ends the workers now; work that is under way fails with {@link ClosedException}. */
    void terminate();

    /**
     * Waits until the workers have ended.
     *
     * @throws IllegalStateException if the pool was not closed, shut down or terminated before: it would not end
     * @throws ParInterruptedException if this thread is interrupted while it waits; the pool goes on ending
     */
    void join();

    /**
     * The workers as they are now.
     *
     * @return a copy; empty once the pool has ended
     */
    List<WorkerStatus> workers();

    /**
     * Lets workers of other machines join: {@code ./partita worker --connect tcp://host:port} there, with the same key.
     * They take items of the verbs that begin from then on, beside this machine's workers, and end with the pool. At the
     * loss of one, the item that it ran fails with a {@link WorkerDiedException}, or runs again as {@code par.retries}
     * says; the rest goes on elsewhere. {@link #broadcast} reaches this machine's workers only.
     *
     * @param address {@code tcp://host:port} to listen at; port 0 for any that is free; {@code 0.0.0.0} for all networks
     * @param key what they need to come in; see {@code par.listener}
     * @return the address, with the port that was found
     * @throws IllegalArgumentException if the address has another form
     * @throws EngineException if it is not possible to listen there
     * @throws IllegalStateException if the pool listens already, or has an initializer
     * @throws UnsupportedOperationException if the pool's engine is not this machine's
     */
    String serve(String address, byte[] key);

    /**
     * Runs a task once on every worker, besides what they do otherwise, and waits until all have.
     *
     * @param task the task
     * @throws TaskException if it threw on one; its index counts the workers
     * @throws WorkerDiedException if a worker died of it
     * @throws NotShippableException if it, or a variable that it reads, cannot travel
     * @throws ClosedException if the pool was closed
     */
    void broadcast(Task task);

    /**
     * Runs a computation once on every worker, besides what they do otherwise.
     *
     * @param <R> the results' type
     * @param f the computation
     * @return a result from each worker
     * @throws TaskException if it threw on one; its index counts the workers
     * @throws WorkerDiedException if a worker died of it
     * @throws NotShippableException if it, or a variable that it reads, cannot travel
     * @throws ClosedException if the pool was closed
     */
    <R extends @Nullable Object> List<R> broadcastCall(Call<? extends R> f);

    /** As {@link #close}, but does not wait. */
    @Override
    void shutdown();

    /**
     * As {@link #terminate}.
     *
     * @return an empty list: what was submitted and has not begun fails with {@link ClosedException}
     */
    @Override
    List<Runnable> shutdownNow();

    /**
     * {@inheritDoc}
     *
     * @throws ParInterruptedException if this thread is interrupted while it waits
     */
    @Override
    boolean awaitTermination(long timeout, TimeUnit unit);

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException if the pool was closed
     * @throws NotShippableException if the task cannot travel: {@code applyAsync} makes any lambda travel
     */
    @Override
    <T extends @Nullable Object> AsyncResult<T> submit(Callable<T> task);

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException if the pool was closed
     * @throws NotShippableException if the task cannot travel: {@code runAsync} makes any lambda travel
     */
    @Override
    AsyncResult<?> submit(Runnable task);

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException if the pool was closed
     * @throws NotShippableException if the task cannot travel: {@code runAsync} makes any lambda travel
     */
    @Override
    <T extends @Nullable Object> AsyncResult<T> submit(Runnable task, T result);
}
