package partita.internal.pool;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.api.Awaitable;
import partita.api.ChildProcess;
import partita.api.ParInterruptedException;

/** Waiting for several things at once. */
public final class Waits {
    /** Only who stands still takes so long to answer. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Waits() {}

    /** So long that nobody sees its end; as long as a wait of the JDK's can be. */
    private static long nanos(Duration limit) {
        if (limit.isNegative()) {
            return 0;
        }
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }

    /**
     * Waits until something is ready.
     *
     * @param <T> their type
     * @param things results, children, queues, connections
     * @param limit how long to wait
     * @return those that are ready, in the order given; none after the limit
     */
    public static <T> List<T> any(Collection<? extends T> things, Duration limit) {
        return any(things, nanos(limit));
    }

    /** A signal that comes from another process, and that may be on its way when a wait ends. */
    public interface LateSignal {
        /**
         * Asks for it no longer.
         *
         * @return completed once it has come or will not come any more
         */
        CompletableFuture<?> settled();
    }

    /** What was ready at the end of a wait is known a moment later, elsewhere. */
    private static void settle(List<CompletableFuture<?>> signals) {
        CompletableFuture<?>[] settled = signals.stream()
                .filter(signal -> !signal.isDone())
                .flatMap(signal -> signal instanceof LateSignal late ? Stream.of(late.settled()) : Stream.empty())
                .toArray(CompletableFuture<?>[]::new);
        var _ = await(CompletableFuture.allOf(settled), LATE_NANOS);
    }

    static <T> List<T> any(Collection<? extends T> things, long nanos) {
        var given = new ArrayList<T>(things);
        List<CompletableFuture<?>> signals = signals(given);
        try {
            if (!given.isEmpty()
                    && !await(CompletableFuture.anyOf(signals.toArray(CompletableFuture<?>[]::new)), nanos)) {
                settle(signals);
            }
            var ready = new ArrayList<T>();
            for (int i = 0; i < given.size(); i++) {
                if (signals.get(i).isDone()) {
                    ready.add(given.get(i));
                }
            }
            return ready;
        } finally {
            forget(given, signals);
        }
    }

    /**
     * Waits until all are ready.
     *
     * @param things results, children, queues, connections
     * @param limit how long to wait
     * @return whether all were ready in that time
     */
    public static boolean all(Collection<?> things, Duration limit) {
        return all(things, nanos(limit));
    }

    @CanIgnoreReturnValue
    static boolean all(Collection<?> things, long nanos) {
        var given = new ArrayList<Object>(things);
        List<CompletableFuture<?>> signals = signals(given);
        try {
            if (await(CompletableFuture.allOf(signals.toArray(CompletableFuture<?>[]::new)), nanos)) {
                return true;
            }
            settle(signals);
            return signals.stream().allMatch(CompletableFuture::isDone);
        } finally {
            forget(given, signals);
        }
    }

    @CanIgnoreReturnValue
    private static boolean await(CompletableFuture<?> signal, long nanos) {
        try {
            signal.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            signal.cancel(false); // a later signal is not to wake anybody
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true; // ready to be asked what went wrong
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParInterruptedException("interrupted while waiting for several things; they go on", e);
        }
    }

    private static List<CompletableFuture<?>> signals(List<?> things) {
        var signals = new ArrayList<CompletableFuture<?>>();
        for (Object thing : things) {
            signals.add(signal(thing));
        }
        return signals;
    }

    private static CompletableFuture<?> signal(@Nullable Object thing) {
        return switch (thing) {
            case Awaitable a -> a.readiness();
            case CompletableFuture<?> f -> f;
            case ChildProcess child -> child.onExit();
            case null -> throw new NullPointerException("cannot wait for null");
            default ->
                throw new IllegalArgumentException("cannot wait for class="
                        + thing.getClass().getTypeName()
                        + ": give results of par.…Async, children, queues or connections");
        };
    }

    /** Signals that were made for this wait alone. */
    private static void forget(List<?> things, List<CompletableFuture<?>> signals) {
        for (int i = 0; i < things.size(); i++) {
            if (things.get(i) instanceof Awaitable) {
                signals.get(i).cancel(false);
            }
        }
    }

    /**
     * Goes through things in the order in which they get ready.
     *
     * @param <T> their type
     * @param things results or children
     * @return all of them; to be gone through as often as wished
     */
    public static <T> Iterable<T> asCompleted(Collection<? extends T> things) {
        var given = List.<T>copyOf(things);
        List<CompletableFuture<?>> signals = signals(given);
        return () -> {
            BlockingQueue<T> ready = new LinkedBlockingQueue<>();
            for (int i = 0; i < given.size(); i++) {
                T thing = given.get(i);
                var _ = signals.get(i).whenComplete((_, _) -> ready.add(thing));
            }
            return new Taking<>(ready, given.size());
        };
    }

    private static final class Taking<T> implements Iterator<T> {
        private final BlockingQueue<T> ready;
        private int left;

        Taking(BlockingQueue<T> ready, int left) {
            this.ready = ready;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public T next() {
            if (left == 0) {
                throw new NoSuchElementException("all have been given");
            }
            try {
                T next = ready.take();
                left--;
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ParInterruptedException("interrupted while waiting for the next one; the work goes on", e);
            }
        }
    }

    /** The result; work that its caller no longer waits for, for whatever reason, is stopped. */
    static <R extends @Nullable Object> R finish(AsyncResult<R> result) {
        try {
            return result.get();
        } finally {
            if (!result.isDone()) {
                result.cancel();
            }
        }
    }
}
