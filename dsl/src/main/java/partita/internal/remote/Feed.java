package partita.internal.remote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import partita.spi.Engine;

/**
 * One run's source, from which this machine's workers and remote ones take. What a lost remote worker had not begun goes
 * to this machine's; so these are told that there is no more only when no remote worker has anything any more. While
 * there are remote workers, this machine's get no more pieces than run at a time, of all runs together, so that none
 * waits here while another worker has nothing to do.
 */
final class Feed implements Engine.Source {
    /** What the runs of one engine have in common: how many pieces this machine has, of all of them. */
    static final class Share {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private int here;
    }

    private final Engine.Source source;
    private final Share share;
    private final ReentrantLock lock;
    private final Condition changed;
    private final ArrayDeque<Engine.Work> back = new ArrayDeque<>();
    private final IntSupplier slotsHere;
    private final IntSupplier slotsAway;
    private @Nullable Exception failure;
    private boolean pulling;
    private boolean exhausted;
    private int away;
    private int here;

    Feed(Share share, Engine.Source source, IntSupplier slotsHere, IntSupplier slotsAway) {
        this.share = share;
        this.lock = share.lock;
        this.changed = share.changed;
        this.source = source;
        this.slotsHere = slotsHere;
        this.slotsAway = slotsAway;
    }

    @Override
    public Optional<Duration> itemLimit() {
        return source.itemLimit();
    }

    /** For this machine's workers. */
    @Override
    public Engine.@Nullable Work next() throws Exception {
        return take(false);
    }

    /** For remote workers: null once there is no more for them. Who takes one says {@link #settled} or gives it back. */
    Engine.@Nullable Work takeAway() throws Exception {
        return take(true);
    }

    private Engine.@Nullable Work take(boolean goesAway) throws Exception {
        lock.lockInterruptibly();
        try {
            while (true) {
                boolean may = goesAway || slotsAway.getAsInt() == 0 || share.here < slotsHere.getAsInt();
                Engine.Work work = may ? back.poll() : null;
                if (may && work == null && !exhausted && !pulling) {
                    work = pull();
                }
                if (work != null) {
                    away += goesAway ? 1 : 0;
                    here += goesAway ? 0 : 1;
                    share.here += goesAway ? 0 : 1;
                    return work;
                }
                if (exhausted && (goesAway || away == 0) && back.isEmpty()) {
                    if (failure != null && !goesAway) {
                        throw failure;
                    }
                    return null;
                }
                if (exhausted || pulling || !may) {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The source may block; meanwhile others may give back. */
    private Engine.@Nullable Work pull() {
        pulling = true;
        lock.unlock();
        Engine.Work work = null;
        Exception thrown = null;
        try {
            work = source.next();
        } catch (Exception e) { // the run's own failure, told where the run ends
            thrown = e;
        } finally {
            lock.lock();
            pulling = false;
            if (work == null) {
                exhausted = true;
                failure = thrown;
            }
            changed.signalAll();
        }
        return work;
    }

    /** There may be fewer remote workers now. */
    void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** This machine is done with a piece. */
    void settledHere() {
        lock.lock();
        try {
            here--;
            share.here--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** This machine's part is over: it has nothing any more, done or not. */
    void endedHere() {
        lock.lock();
        try {
            share.here -= here;
            here = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A piece that was taken away is done, or nobody wants it any more. */
    void settled() {
        lock.lock();
        try {
            away--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A piece that was taken away, or the rest of one, has not begun and is for this machine. */
    void giveBack(Engine.Work work) {
        lock.lock();
        try {
            back.add(work);
            away--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
