package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.api.BarrierBrokenException;
import partita.internal.broker.BarrierCell;
import partita.internal.broker.BarrierCell.Coming;
import partita.internal.broker.BarrierCell.Meeting;
import partita.internal.broker.BarrierCell.Why;
import partita.internal.broker.Op;
import partita.internal.broker.Reply;
import partita.internal.broker.ValueCell;

/** How a thread of this process comes to a barrier that lies in memory, and waits there for the others. */
record CellBarrier(BarrierCell cell, BarrierProxy proxy) {
    /** Comes and waits; in which place it came. */
    int arrive(long limit) {
        proxy.checkKept();
        long client = proxy.port.client();
        long begun = System.nanoTime();
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw proxy.interrupted(null); // it has not come yet, so that breaks nothing
            }
            long word = cell.word();
            int entry = cell.enter(client, word);
            if (entry == BarrierCell.NO_ENTRY) {
                awaitRoom(begun, limit);
                continue;
            }
            Coming coming = Coming.AGAIN;
            try {
                coming = cell.come(word, proxy.parties(), proxy.hasAction());
                switch (coming) {
                    case LAST -> tell(BarrierCell.hasRemote(word));
                    case ACTS -> act(BarrierCell.number(word));
                    case WAITS -> await(BarrierCell.number(word), entry, begun, limit);
                    case BROKEN -> throw broken();
                    case FULL -> throw proxy.full();
                    case AGAIN -> {}
                }
            } finally {
                cell.leave(entry);
            }
            if (coming != Coming.AGAIN) {
                return BarrierCell.place(word);
            }
        }
    }

    /** More threads than parties come and go, faster than they leave. */
    private void awaitRoom(long begun, long limit) {
        proxy.checkKept();
        if (System.nanoTime() - begun >= limit) {
            throw proxy.late(limit);
        }
        ValueCell.nap();
    }

    /** The others wait for the action, so however it ends they are to hear of it. */
    private void act(long number) {
        boolean done = false;
        try {
            proxy.act();
            done = true;
        } finally {
            tell(done ? cell.acted(number) : breakIt(number, Why.ABORTED));
        }
    }

    private void await(long number, int entry, long begun, long limit) {
        if (limit > 0) {
            var _ = Spins.own().until(() -> cell.meeting(number, entry) != Meeting.OPEN);
        }
        @Nullable Watched watched = null;
        Meeting meeting = Meeting.OPEN;
        boolean interrupted = false;
        boolean late = false;
        try {
            while (true) {
                int ticket = cell.ticket();
                var _ = cell.announce(number);
                meeting = cell.meeting(number, entry);
                if (meeting != Meeting.OPEN || interrupted || late) {
                    break;
                }
                long waited = System.nanoTime() - begun;
                interrupted = Thread.currentThread().isInterrupted();
                late = waited >= limit;
                if (interrupted || late) {
                    tell(breakIt(number, Why.GAVE_UP)); // unless all have come meanwhile
                } else {
                    watched = Watched.pausing(proxy, watched, waited, false);
                    cell.sleep(ticket, Math.min(limit - waited, Watched.LONGEST_SLEEP_NANOS));
                }
            }
        } finally {
            if (watched != null) {
                watched.close();
            }
        }
        if (meeting == Meeting.MET) {
            return;
        }
        if (interrupted) {
            throw proxy.interrupted(null);
        }
        throw late ? proxy.late(limit) : broken();
    }

    private boolean breakIt(long number, Why why) {
        return cell.breakIt(number, why, proxy.port.client(), Proxy.thread());
    }

    private void tell(boolean somebodyWaitsThere) {
        if (somebodyWaitsThere) {
            proxy.tell(Op.LOOK, Proxy.thread(), 0, Reply.NOTHING);
        }
    }

    void abort() {
        proxy.checkKept();
        tell(breakIt(BarrierCell.number(cell.word()), Why.ABORTED));
    }

    void reset() {
        proxy.checkKept();
        tell(cell.reset(proxy.port.client(), Proxy.thread()));
    }

    /** The broker can name who broke it. */
    private BarrierBrokenException broken() {
        try {
            var _ = proxy.ask(Op.LOOK);
        } catch (BarrierBrokenException e) {
            return e;
        }
        return proxy.wasReset();
    }
}
