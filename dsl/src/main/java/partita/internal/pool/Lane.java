package partita.internal.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.spi.Engine;

/**
 * A lazy job between its source and its reader.
 *
 * <pre>
 *  source ──► [reading thread] ──► pulled ──► a piece ──► workers ──► early ──► ready ──► [who reads]
 *             └────────────── so many items at the most, else the reading waits ──────────────┘
 * </pre>
 *
 * <p>The source has a thread of its own, since it may wait: for the outside world, or for the results of the items
 * that it gave. What it gave goes to workers at once. While nothing is read, only that thread waits, no worker.
 */
final class Lane implements Collector, Items {
    /** Items and results that are under way may have so many bytes, unless a few single ones are larger. */
    private static final long BYTES = 32L << 20;

    private static final long MOST = 1 << 16;

    private sealed interface Outcome {
        record Value(@Nullable Object value) implements Outcome {}

        record Failure(Throwable error) implements Outcome {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition item = lock.newCondition();
    private final Condition outcome = lock.newCondition();
    private final Iterator<?> source;
    private final ChunkSizer sizer;
    private final boolean ordered;
    private final int least;
    private final LinkedList<@Nullable Object> pulled = new LinkedList<>();
    private final Map<Long, Outcome> early = new HashMap<>();
    private final Deque<Outcome> ready = new ArrayDeque<>();
    private @Nullable Thread reader;
    private Engine.@Nullable Run run;
    private @Nullable Throwable failure;
    private @Nullable Throwable sourceFailure;
    private long nextIndex;
    private long underWay;
    private double bytesPerItem;
    private boolean sourceEnded;
    private boolean over;
    private boolean closed;

    Lane(Iterator<?> source, ChunkSizer sizer, boolean ordered, int slots) {
        this.source = source;
        this.sizer = sizer;
        this.ordered = ordered;
        this.least = 2 * slots + 1;
    }

    // --- the reading thread

    private void read() {
        Throwable broken = null;
        try {
            while (awaitRoom() && source.hasNext()) {
                Object next = source.next();
                lock.lock();
                try {
                    if (sourceEnded) {
                        break;
                    }
                    pulled.add(next);
                    underWay++;
                    item.signal();
                } finally {
                    lock.unlock();
                }
            }
        } catch (Throwable e) { // whatever the source throws is what its reader gets
            broken = e;
        }
        lock.lock();
        try {
            if (!sourceEnded) {
                sourceEnded = true;
                sourceFailure = broken;
            }
            item.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!sourceEnded && underWay >= limit()) {
                room.await();
            }
            return !sourceEnded;
        } finally {
            lock.unlock();
        }
    }

    /** So many items that no worker waits for the next, but no more than a moment's work, or some memory. */
    private long limit() {
        long pieces = 2L * least * sizer.size();
        long fitting = (long) (BYTES / Math.max(1, bytesPerItem));
        return Math.clamp(Math.min(pieces, fitting), least, MOST);
    }

    // --- the engine's pulling thread

    @Override
    public boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (reader == null && !sourceEnded) {
                reader = Thread.ofPlatform().daemon().name("partita-source").start(this::read);
            }
            while (pulled.isEmpty() && !sourceEnded) {
                item.await();
            }
            return !pulled.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean more() {
        lock.lock();
        try {
            return !pulled.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Object next() {
        lock.lock();
        try {
            return pulled.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lastCall() {
        lock.lock();
        try {
            if (!sourceEnded) {
                endSource();
                sourceFailure = new ClosedException(
                        "the pool was closed before all results were read: read them before you close it", null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void endSource() {
        sourceEnded = true;
        if (reader != null) {
            reader.interrupt();
        }
        item.signalAll();
        room.signalAll();
    }

    // --- the engine's telling thread

    @Override
    public void begun(Engine.Run started) {
        lock.lock();
        try {
            run = started;
            if (closed) {
                started.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void succeeded(long index, @Nullable Object value) {
        add(index, new Outcome.Value(value));
    }

    @Override
    public void failed(long index, Throwable error) {
        add(index, new Outcome.Failure(error));
    }

    @Override
    public boolean refused(long index, Throwable error) {
        failed(index, error);
        return true;
    }

    @Override
    public void succeeded(long index, Object[] values) {
        lock.lock();
        try { // entered again for each, which costs next to nothing
            Collector.super.succeeded(index, values);
        } finally {
            lock.unlock();
        }
    }

    private void add(long index, Outcome what) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            boolean waiting = ready.isEmpty();
            if (ordered) {
                early.put(index, what);
                for (Outcome next = early.remove(nextIndex); next != null; next = early.remove(nextIndex)) {
                    ready.add(next);
                    nextIndex++;
                }
            } else {
                ready.add(what);
            }
            if (waiting && !ready.isEmpty()) {
                outcome.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void measured(long bytes, int items) {
        lock.lock();
        try {
            double now = (double) bytes / Math.max(1, items);
            bytesPerItem = Math.max(now, (7 * bytesPerItem + now) / 8); // what grew large counts for a while
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(@Nullable Throwable why) {
        lock.lock();
        try {
            over = true;
            failure = why != null ? why : sourceFailure;
            ready.addAll(new TreeMap<>(early).values()); // behind an item that will not come any more
            early.clear();
            endSource();
            outcome.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // --- who reads

    /**
     * Waits until there is something to take, or there will be nothing.
     *
     * @param nanos how long to wait at the most; negative for as long as it takes
     * @return whether that came in time
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    boolean await(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty() && !over && !closed) {
                if (nanos < 0) {
                    outcome.await();
                } else if (left <= 0) {
                    return false;
                } else {
                    left = outcome.awaitNanos(left);
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is there to take, be it a failure. */
    boolean hasNext() {
        lock.lock();
        try {
            return !closed && (!ready.isEmpty() || failure != null); // a failure is set at the end alone
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean settled() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what came of the next item, where {@link #hasNext}. */
    @Nullable
    Object take() throws Throwable {
        lock.lock();
        try {
            Outcome next = ready.poll();
            if (next == null) {
                Throwable last = failure;
                failure = null;
                throw last != null ? last : new java.util.NoSuchElementException("all results were read");
            }
            underWay--;
            room.signal();
            return switch (next) {
                case Outcome.Value(Object value) -> value;
                case Outcome.Failure(Throwable error) -> throw error;
            };
        } finally {
            lock.unlock();
        }
    }

    /** Stops the rest. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            endSource();
            pulled.clear();
            ready.clear();
            early.clear();
            outcome.signalAll();
            if (run != null && !over) {
                run.cancel();
            }
        } finally {
            lock.unlock();
        }
    }
}
