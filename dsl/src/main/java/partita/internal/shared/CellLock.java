package partita.internal.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.LockCell;
import partita.internal.broker.Op;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** How a thread of this process waits for a lock that lies in memory. */
final class CellLock {
    /** A holder on another core is often done within so long; where there is but one core it never is. */
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 5_000 : 0;

    private static final int MOST_PAUSES = 32;

    private final LockCell cell;
    private final LockProxy proxy;
    private final Port port;
    private final boolean reentrant;
    private final long client;

    CellLock(LockCell cell, LockProxy proxy, boolean reentrant) {
        this.cell = cell;
        this.proxy = proxy;
        this.port = proxy.port;
        this.client = port.client();
        this.reentrant = reentrant;
    }

    private long me() {
        return LockCell.holder(client, Proxy.thread());
    }

    /** Takes it if that can be done at once; null if not. */
    @Nullable
    Reply tryTake() {
        proxy.checkKept();
        long me = me();
        return cell.tryTake(me) || again(me) || cell.tryTakeFirst(me, false) ? granted() : null;
    }

    private boolean again(long me) {
        boolean own = reentrant && cell.holder() == me;
        if (own) {
            cell.more(cell.more() + 1);
        }
        return own;
    }

    private Reply granted() {
        return Held.granted(port, cell.news());
    }

    /** Waits for it; null after the limit. */
    @Nullable
    Reply take(@Nullable Duration limit) {
        proxy.checkKept();
        if (Thread.currentThread().isInterrupted()) {
            throw proxy.interrupted(null);
        }
        long me = me();
        if (cell.tryTake(me) || again(me)) {
            return granted();
        }
        if (cell.holder() == me && limit == null) {
            throw new IllegalStateException(proxy.label() + ": this thread holds the lock already, and would wait for"
                    + " itself for ever: release it first, or use par.rlock()");
        }
        return new Wait(me, limit == null ? Long.MAX_VALUE : Proxy.nanos(limit)).run() ? granted() : null;
    }

    private IllegalMonitorStateException notHeld() {
        return new IllegalMonitorStateException(proxy.label() + " is not held by this thread, thread=" + Proxy.thread()
                + ": " + proxy.owner().map(holder -> "holder=" + holder).orElse("nobody holds it"));
    }

    void release() {
        proxy.checkKept();
        if (cell.holder() != me()) {
            throw notHeld();
        }
        int more = cell.more();
        if (more > 0) {
            cell.more(more - 1);
        } else if (cell.release()) {
            proxy.tell(Op.DONE, Proxy.thread(), 0, Reply.NOTHING);
        }
    }

    /** The calling thread, if it holds the lock, as the cell names it. */
    long holding() {
        proxy.checkKept();
        long me = me();
        if (cell.holder() != me) {
            throw notHeld();
        }
        return me;
    }

    /** Gives it back whole; how often the holder had it beyond the first time. */
    int releaseAll() {
        int more = cell.more();
        cell.more(0);
        if (cell.release()) {
            proxy.tell(Op.DONE, Proxy.thread(), 0, Reply.NOTHING);
        }
        return more;
    }

    /** Takes it again as often as it was had, whatever happens meanwhile but the end of the broker. */
    Reply retake(long me, int more, boolean slept) {
        if (!cell.tryTake(me)) {
            var _ = new Wait(me, slept).run();
        }
        cell.more(more);
        return granted();
    }

    LockCell cell() {
        return cell;
    }

    /** One wait. */
    private final class Wait extends CellWait {
        private final long me;

        Wait(long me, long limit) {
            super(cell, proxy, limit);
            this.me = me;
        }

        /** Of one who had it and was signalled: nothing ends that but the lock. */
        Wait(long me, boolean slept) {
            super(cell, proxy, Long.MAX_VALUE, false, slept);
            this.me = me;
        }

        @Override
        boolean spin(long begun, long limit) {
            int pauses = 1;
            while (System.nanoTime() - begun < Math.min(SPIN_NANOS, limit)) {
                if (cell.tryTake(me)) {
                    return true;
                }
                for (int i = 0; i < pauses; i++) {
                    Thread.onSpinWait(); // each look takes the word away from the core of its holder
                }
                pauses = Math.min(MOST_PAUSES, pauses * 2);
            }
            return false;
        }

        @Override
        boolean tryTakeFirst(boolean afterSleep) {
            return cell.tryTakeFirst(me, afterSleep);
        }
    }
}
