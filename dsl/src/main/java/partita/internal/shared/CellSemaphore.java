package partita.internal.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.SemaphoreCell;
import partita.internal.broker.SemaphoreCell.Taking;

/** How a thread of this process takes permits that lie in memory, and waits for them. */
final class CellSemaphore {
    private static final Reply NONE = Reply.because(Outcome.NO, "");

    private final SemaphoreCell cell;
    private final SemaphoreProxy proxy;
    private final Port port;
    private final long client;

    CellSemaphore(SemaphoreCell cell, SemaphoreProxy proxy) {
        this.cell = cell;
        this.proxy = proxy;
        this.port = proxy.port;
        this.client = port.client();
    }

    /** Takes a permit if one is there; null where only the broker has room to note it. */
    @Nullable
    Reply tryTake() {
        proxy.checkKept();
        return reply(cell.tryTakeFirst(client, Proxy.thread(), false));
    }

    private @Nullable Reply reply(Taking taking) {
        return switch (taking) {
            case TAKEN -> Held.granted(port, cell.news());
            case NONE -> NONE;
            case NO_ENTRY -> null;
        };
    }

    /** Waits for a permit; null where only the broker has room to note it. */
    @Nullable
    Reply take(@Nullable Duration limit) {
        proxy.checkKept();
        if (Thread.currentThread().isInterrupted()) {
            throw proxy.interrupted(null);
        }
        Taking taking = cell.tryTake(client, Proxy.thread());
        if (taking == Taking.NONE) {
            var wait = new Wait(limit == null ? Long.MAX_VALUE : Proxy.nanos(limit));
            var _ = wait.run();
            taking = wait.taking;
        }
        return reply(taking);
    }

    /** Gives a permit back; false where the broker knows whose it is. */
    boolean release() {
        proxy.checkKept();
        return switch (cell.release(client, Proxy.thread())) {
            case DONE -> true;
            case TELL -> {
                proxy.tell(Op.DONE, Proxy.thread(), 0, Reply.NOTHING);
                yield true;
            }
            case AT_BROKER -> false;
            case REFUSED -> throw new IllegalStateException(proxy.label() + ": " + cell.tooMany());
        };
    }

    int permits() {
        proxy.checkKept();
        return (int) cell.permits();
    }

    /** One wait. It ends too where a permit is there and no entry. */
    private final class Wait extends CellWait {
        private final long thread = Proxy.thread();
        private Taking taking = Taking.NONE;

        Wait(long limit) {
            super(cell, proxy, limit);
        }

        private boolean ended(Taking now) {
            taking = now;
            return now != Taking.NONE;
        }

        @Override
        boolean spin(long begun, long limit) {
            return limit > 0 && Spins.own().until(() -> cell.permits() > 0) && ended(cell.tryTake(client, thread));
        }

        @Override
        boolean tryTakeFirst(boolean afterSleep) {
            return ended(cell.tryTakeFirst(client, thread, afterSleep));
        }
    }
}
