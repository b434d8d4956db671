package partita.internal.local;

import java.time.Duration;

/** Since when a worker has been running the item that it runs. */
final class ItemClock {
    /** Before its first item, a worker loads classes and runs their initialisers. */
    private static final Duration UNPACKING = Duration.ofSeconds(10);

    private long ticket = -1;
    private int item;
    private long since;

    /** It runs nothing that is watched. */
    void reset() {
        ticket = -1;
    }

    /** Whether an item, or with -1 what comes before the first of a piece, has been running for longer than it may. */
    boolean over(long nowTicket, int nowItem, Duration limit) {
        long now = System.nanoTime();
        if (nowTicket != ticket || nowItem != item) {
            ticket = nowTicket;
            item = nowItem;
            since = now;
        }
        Duration allowed = nowItem < 0 ? limit.plus(UNPACKING) : limit;
        return Duration.ofNanos(now - since).compareTo(allowed) > 0;
    }
}
