package partita.api;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import partita.function.Each;

/**
 * The result of work that is under way.
 *
 * <p>Callbacks run in this JVM, one after the other, and have ended before {@link #get()} returns. Memory
 * effects: what a callback did happens-before the return of {@code get}.
 *
 * @param <R> the result's type
 */
public class AsyncResult<R extends @Nullable Object> extends CompletableFuture<R> {
    private final Object lock = new Object();
    private @Nullable List<Each<? super R>> successes = new ArrayList<>();
    private @Nullable List<Each<? super Throwable>> failures = new ArrayList<>();

    private volatile boolean awaited;

    /** For those who make results; users get theirs from {@code par.applyAsync} and its kin. */
    protected AsyncResult() {}

    /**
     * Runs the callbacks for a result, then gives it to those who wait. Exactly one of this and {@link
     * #fail} takes effect, once.
     *
     * @param value the result
     */
    protected final void succeed(R value) {
        List<Each<? super R>> callbacks;
        synchronized (lock) {
            if (successes == null) {
                return;
            }
            callbacks = successes;
            successes = null;
            failures = null;
        }
        callbacks.forEach(c -> call(c, value));
        complete(value);
    }

    /**
     * Runs the callbacks for a failure, then gives it to those who wait.
     *
     * @param failure what went wrong
     */
    protected final void fail(Throwable failure) {
        List<Each<? super Throwable>> callbacks;
        synchronized (lock) {
            if (failures == null) {
                return;
            }
            callbacks = failures;
            successes = null;
            failures = null;
        }
        callbacks.forEach(c -> call(c, failure));
        completeExceptionally(failure);
    }

    /** Nobody but a caller who waits for it knows of this result. */
    final void awaited() {
        awaited = true;
    }

    /**
     * Whether a verb waits for this, so that nobody else knows of it, and no code of the user's runs when it becomes
     * ready: no callback, nor what {@code thenApply} and its kin add.
     *
     * @return false where such code may run
     */
    protected final boolean isAwaited() {
        return awaited;
    }

    /** Called by a thread that is about to wait for as long as it takes: it may do some of the work's engine's work. */
    protected void help() {}

    /** Stops the work behind this result; called once by {@link #cancel()}. */
    protected void stop() {}

    private static <T extends @Nullable Object> void call(Each<? super T> callback, T value) {
        try {
            callback.accept(value);
        } catch (Throwable t) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
        }
    }

    /**
     * Waits for the result.
     *
     * @return the result
     * @throws TaskException if the work failed
     * @throws ParException if it could not be done for another reason
     * @throws CancellationException if it was cancelled
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work goes on
     */
    @Override
    public R get() {
        help();
        try {
            return super.get();
        } catch (ExecutionException e) {
            throw Traces.thrown(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits at most so long for the result.
     *
     * @param limit how long to wait
     * @return the result
     * @throws ParTimeoutException if there is none after that time; the work goes on
     * @throws TaskException if the work failed
     * @throws CancellationException if it was cancelled
     * @throws ParInterruptedException if this thread is interrupted while it waits; the work goes on
     */
    public R get(Duration limit) {
        try {
            return super.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ParTimeoutException(
                    "no result after limit=" + limit + "; the work goes on: wait longer, or cancel() it", e);
        } catch (ExecutionException e) {
            throw Traces.thrown(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits at most so long until there is a result or a failure.
     *
     * @param limit how long to wait
     * @return whether it is ready
     * @throws ParInterruptedException if this thread is interrupted while it waits
     */
    public boolean await(Duration limit) {
        try {
            super.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Whether the work has ended, well or not.
     *
     * @return true once {@code get} would not wait
     */
    public boolean ready() {
        return isDone();
    }

    /**
     * Whether the work ended well.
     *
     * @return true after a result, false after a failure
     * @throws IllegalStateException while it is not ready
     */
    public boolean successful() {
        if (!isDone()) {
            throw new IllegalStateException("the result is not ready: wait with get() or await(...) first");
        }
        return !isCompletedExceptionally();
    }

    /**
     * Asks to be called with the result. At once, in this thread, if there is one already.
     *
     * @param callback what to do with it; what it throws goes to the thread's uncaught-exception handler
     * @return this
     */
    @CanIgnoreReturnValue
    public AsyncResult<R> onSuccess(Each<? super R> callback) {
        synchronized (lock) {
            if (successes != null) {
                successes.add(callback);
                return this;
            }
        }
        whenComplete((value, failure) -> {
            if (failure == null) {
                call(callback, value);
            }
        });
        return this;
    }

    /**
     * Asks to be called with what went wrong. At once, in this thread, if something has already.
     *
     * @param callback what to do with it; what it throws goes to the thread's uncaught-exception handler
     * @return this
     */
    @CanIgnoreReturnValue
    public AsyncResult<R> onFailure(Each<? super Throwable> callback) {
        synchronized (lock) {
            if (failures != null) {
                failures.add(callback);
                return this;
            }
        }
        whenComplete((value, failure) -> {
            if (failure != null) {
                call(callback, failure);
            }
        });
        return this;
    }

    /**
     * Stops the work: what waits does not begin, what runs is stopped.
     *
     * @return whether it was stopped; false if it had ended
     */
    @CanIgnoreReturnValue
    public boolean cancel() {
        return cancel(true);
    }

    @Override
    @CanIgnoreReturnValue
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (isDone()) {
            return false;
        }
        fail(new CancellationException("cancelled before it was ready"));
        stop();
        return isCancelled();
    }

    private static ParInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ParInterruptedException(
                "interrupted while waiting for a result; the work goes on: get() it again, or cancel() it", e);
    }
}
