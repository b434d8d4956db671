package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.internal.broker.ConditionCell;
import partita.internal.broker.Reply;

/** How a thread of this process waits for a condition whose waiters stand in memory. */
record CellCondition(ConditionCell cell, CellLock lock, ConditionProxy proxy) {
    /** Begins to wait; null where only the broker has room for one more. */
    @Nullable
    Wait begin() {
        long me = lock.holding();
        int place = cell.enter(me);
        return place == ConditionCell.NO_PLACE ? null : new Wait(me, place);
    }

    /** Signals; false where the broker is to do so, because somebody waits there. */
    boolean signal(long most) {
        var _ = lock.holding();
        if (cell.hasRemote()) {
            return false;
        }
        for (long woken = 0; woken < most && cell.signal(lock.cell()); woken++) {
            continue;
        }
        return true;
    }

    /** One wait. */
    final class Wait {
        private final long me;
        private final int place;
        private boolean slept;
        private boolean interrupted;
        private Reply granted = Held.GRANTED;

        Wait(long me, int place) {
            this.me = me;
            this.place = place;
        }

        /** However it ends, the lock is held again; whether it was signalled. */
        boolean run(long limit, boolean interruptibly) {
            int more = lock.releaseAll();
            boolean signalled = signalled(limit, interruptibly) || !cell.giveUp(place, me);
            granted = lock.retake(me, more, slept);
            if (signalled) {
                cell.leave(place); // until now its end would have passed the signal on
            }
            return signalled;
        }

        private boolean signalled(long limit, boolean interruptibly) {
            long begun = System.nanoTime();
            if (limit > 0 && Spins.own().until(() -> cell.signalled(place))) {
                return true;
            }
            @Nullable Watched watched = null;
            try {
                while (!cell.signalled(place)) {
                    long waited = System.nanoTime() - begun;
                    interrupted = interruptibly && Thread.currentThread().isInterrupted();
                    if (interrupted || waited >= limit) {
                        return false;
                    }
                    watched = Watched.pausing(proxy, watched, waited, false);
                    cell.sleep(place, Math.min(limit - waited, Watched.LONGEST_SLEEP_NANOS));
                    slept = true;
                }
                return true;
            } finally {
                if (watched != null) {
                    watched.close();
                }
            }
        }

        /** With what it got the lock again. */
        Reply granted() {
            return granted;
        }

        /** Whether an interrupt ended it. */
        boolean interrupted() {
            return interrupted;
        }
    }
}
