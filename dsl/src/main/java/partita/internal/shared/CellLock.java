package partita.internal.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.LockCell;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** How a thread of this process waits for a lock that lies in memory. */
final class CellLock {
    /** A holder on another core is often done within so long; where there is but one core it never is. */
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 5_000 : 0;

    /** Who has waited for so long must not be overtaken any more. */
    private static final long PATIENCE_NANOS = 2_000_000;

    /** What is kept for others is taken all the same if they do not come within so long. */
    private static final long GRACE_NANOS = 1_000_000;

    /** How soon an interrupt is heard of, which does not end a sleep. */
    private static final long LONGEST_SLEEP_NANOS = 50_000_000;

    private static final long TELL_AFTER_NANOS = 100_000_000;
    private static final Reply GRANTED = new Reply(Outcome.DONE, 0, Reply.NOTHING);

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

    /** With whose end left what it guards in doubt, for the first to have it since. */
    private Reply granted() {
        long abandonedBy = cell.news();
        if (abandonedBy == 0) {
            return GRANTED;
        }
        Reply who = Proxy.uninterruptibly(port.ask(0, Op.WHO, Proxy.thread(), abandonedBy, 0, Reply.NOTHING)
                .reply());
        return new Reply(Outcome.DONE, 0, who.payload());
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

    void release() {
        proxy.checkKept();
        if (cell.holder() != me()) {
            throw new IllegalMonitorStateException(proxy.label() + " is not held by this thread, thread="
                    + Proxy.thread() + ": "
                    + proxy.owner().map(holder -> "holder=" + holder).orElse("nobody holds it"));
        }
        int more = cell.more();
        if (more > 0) {
            cell.more(more - 1);
        } else if (cell.release()) {
            proxy.tell(Op.DONE, Proxy.thread(), 0, Reply.NOTHING);
        }
    }

    /** One wait. */
    private final class Wait {
        private final long me;
        private final long limit;
        private final long begun = System.nanoTime();
        private boolean slept;
        private long keptSince;
        private Port.@Nullable Pending told;

        Wait(long me, long limit) {
            this.me = me;
            this.limit = limit;
        }

        /** Whether it was taken in time. */
        boolean run() {
            boolean taken = false;
            try {
                taken = spin() || sleep();
                return taken;
            } finally {
                if (told != null) {
                    told.giveUp();
                }
                if (!taken && slept && !cell.announce(false)) {
                    cell.wake(1); // this one may have been woken in the place of another, who is to be woken then
                }
            }
        }

        private boolean spin() {
            while (System.nanoTime() - begun < Math.min(SPIN_NANOS, limit)) {
                if (cell.tryTake(me)) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        }

        private boolean sleep() {
            while (true) {
                int ticket = cell.ticket();
                long waited = System.nanoTime() - begun;
                boolean kept = cell.keptForWaiters();
                boolean announced = !kept && cell.announce(waited > PATIENCE_NANOS);
                if (!announced && (!kept || mayTakeWhatIsKept()) && cell.tryTakeFirst(me, slept)) {
                    return true;
                }
                if (waited >= limit) {
                    return false;
                }
                pause(ticket, waited, announced, kept);
            }
        }

        private boolean mayTakeWhatIsKept() {
            long now = System.nanoTime();
            if (keptSince == 0) {
                keptSince = now;
            }
            return (slept && !cell.hasRemote()) || now - keptSince > GRACE_NANOS;
        }

        /** Sleeps only where the holder knows of it. */
        private void pause(int ticket, long waited, boolean announced, boolean kept) {
            if (Thread.currentThread().isInterrupted()) {
                throw proxy.interrupted(null);
            }
            proxy.checkKept();
            if (told == null && waited > TELL_AFTER_NANOS) {
                told = port.ask(proxy.id, Op.WATCH, Proxy.thread(), waited / 1_000_000, 0, Reply.NOTHING);
                told.at(Whereabouts.here());
            }
            if (announced) {
                keptSince = 0;
                cell.sleep(ticket, Math.min(limit - waited, LONGEST_SLEEP_NANOS));
                slept = true;
            } else if (kept) {
                cell.sleep(ticket, GRACE_NANOS / 4);
            }
        }
    }
}
