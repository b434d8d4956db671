package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.internal.broker.EventCell;
import partita.internal.broker.Op;
import partita.internal.broker.Reply;

/** How a thread of this process uses an event that lies in memory. */
record CellEvent(EventCell cell, EventProxy proxy) {
    void set() {
        proxy.checkKept();
        if (cell.set()) {
            proxy.tell(Op.DONE, Proxy.thread(), 0, Reply.NOTHING);
        }
    }

    void clear() {
        proxy.checkKept();
        cell.clear();
    }

    boolean isSet() {
        proxy.checkKept();
        return cell.isSet();
    }

    /** Waits until it is set; whether that was within the limit. */
    boolean await(long limit) {
        proxy.checkKept();
        if (Thread.currentThread().isInterrupted()) {
            throw proxy.interrupted(null);
        }
        int before = cell.word();
        if (cell.happened(before)) {
            return true;
        }
        long begun = System.nanoTime();
        if (limit > 0 && Spins.own().until(() -> cell.happened(before))) {
            return true;
        }
        return sleep(before, begun, limit);
    }

    private boolean sleep(int before, long begun, long limit) {
        @Nullable Watched watched = null;
        try {
            while (!cell.happened(before)) {
                long waited = System.nanoTime() - begun;
                if (waited >= limit) {
                    return false;
                }
                watched = Watched.pausing(proxy, watched, waited, true);
                cell.sleep(before, Math.min(limit - waited, Watched.LONGEST_SLEEP_NANOS));
            }
            return true;
        } finally {
            if (watched != null) {
                watched.close();
            }
        }
    }
}
