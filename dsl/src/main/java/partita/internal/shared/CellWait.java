package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.internal.broker.WaitCell;

/**
 * One wait of a thread for something in memory that one process gives back and another takes. Who comes may overtake,
 * until somebody has waited for a moment; from then on it is kept for those who wait.
 */
abstract class CellWait {
    /** Who has waited for so long must not be overtaken any more. */
    private static final long PATIENCE_NANOS = 2_000_000;

    /** What is kept for others is taken all the same if they do not come within so long. */
    private static final long GRACE_NANOS = 1_000_000;

    private final WaitCell cell;
    private final Proxy proxy;
    private final long limit;
    private final long begun = System.nanoTime();
    private final boolean interruptibly;
    private boolean slept;
    private long keptSince;
    private @Nullable Watched watched;

    CellWait(WaitCell cell, Proxy proxy, long limit) {
        this(cell, proxy, limit, true, false);
    }

    /** One that an interrupt may not end, and that may come from a sleep in which it was one of those who wait. */
    CellWait(WaitCell cell, Proxy proxy, long limit, boolean interruptibly, boolean slept) {
        this.cell = cell;
        this.proxy = proxy;
        this.limit = limit;
        this.interruptibly = interruptibly;
        this.slept = slept;
    }

    /** What is done again and again, first without a sleep; whether it was taken so. */
    abstract boolean spin(long begun, long limit);

    /** Takes it if it is there, also before others who have waited longer. */
    abstract boolean tryTakeFirst(boolean afterSleep);

    /** Whether it was taken in time. */
    final boolean run() {
        boolean taken = false;
        try {
            taken = spin(begun, limit) || sleep();
            return taken;
        } finally {
            if (watched != null) {
                watched.close();
            }
            if (!taken && slept && !cell.announce(false)) {
                cell.wake(1); // this one may have been woken in the place of another, who is to be woken then
            }
        }
    }

    private boolean sleep() {
        while (true) {
            int ticket = cell.ticket();
            long waited = System.nanoTime() - begun;
            boolean kept = cell.keptForWaiters();
            boolean announced = !kept && cell.announce(waited > PATIENCE_NANOS);
            if (!announced && (!kept || mayTakeWhatIsKept()) && tryTakeFirst(slept)) {
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

    /** Sleeps only where whoever gives it back knows of it. */
    private void pause(int ticket, long waited, boolean announced, boolean kept) {
        watched = Watched.pausing(proxy, watched, waited, interruptibly);
        if (announced) {
            keptSince = 0;
            cell.sleep(ticket, Math.min(limit - waited, Watched.LONGEST_SLEEP_NANOS));
            slept = true;
        } else if (kept) {
            cell.sleep(ticket, GRACE_NANOS / 4);
        }
    }
}
