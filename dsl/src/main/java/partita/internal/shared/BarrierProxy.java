package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.api.BarrierBrokenException;
import partita.api.SharedBarrier;
import partita.function.Task;
import partita.internal.broker.BarrierCell;
import partita.internal.broker.LockCell;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** A barrier as users hold it. */
final class BarrierProxy extends Proxy implements SharedBarrier {
    private final int parties;
    private final @Nullable Task action;
    private final @Nullable Duration limit;
    private final @Nullable CellBarrier cell;

    BarrierProxy(Anchor anchor, int parties, @Nullable Task action, @Nullable Duration limit) {
        super(anchor);
        this.parties = parties;
        this.action = action;
        this.limit = limit;
        MemorySegment memory = anchor.memory();
        this.cell = memory == null || port.client() > LockCell.LAST_CLIENT
                ? null
                : new CellBarrier(new BarrierCell(memory), this);
    }

    /** In a process that was given it, and so may be a party: its end from now on breaks the barrier. */
    static BarrierProxy arrived(Anchor anchor, int parties, @Nullable Task action, long limitNanos) {
        BarrierProxy barrier =
                new BarrierProxy(anchor, parties, action, limitNanos == 0 ? null : Duration.ofNanos(limitNanos));
        barrier.tell(Op.ATTACH, thread(), 0, Reply.NOTHING);
        return barrier;
    }

    @Override
    String kind() {
        return "barrier";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.BARRIER, this, parties, limit == null ? 0 : nanos(limit), action);
    }

    @Override
    public int await() {
        return arrive(limit);
    }

    @Override
    public int await(Duration atMost) {
        return arrive(atMost);
    }

    private int arrive(@Nullable Duration atMost) {
        if (cell != null) {
            return cell.arrive(atMost == null ? Long.MAX_VALUE : nanos(atMost));
        }
        Reply reply = await(Op.TAKE, 0, Reply.NOTHING, atMost, null);
        if (reply.outcome() != Outcome.DONE) {
            throw late(atMost == null ? Long.MAX_VALUE : nanos(atMost));
        }
        if (reply.payload().length > 0) {
            boolean done = false;
            try {
                act();
                done = true;
            } finally {
                ask(done ? Op.DONE : Op.ABORT); // the others wait for it, so however it ends they are to hear of it
            }
        }
        return (int) reply.number();
    }

    boolean hasAction() {
        return action != null;
    }

    void act() {
        try {
            if (action != null) {
                action.run();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new BarrierBrokenException(label() + " is broken: its action failed", e);
        }
    }

    BarrierBrokenException late(long nanos) {
        return new BarrierBrokenException(
                label() + " is broken: not all of parties=" + parties + " arrived within limit="
                        + Duration.ofNanos(nanos),
                null);
    }

    BarrierBrokenException wasReset() {
        return new BarrierBrokenException(label() + " is broken: it was reset", null);
    }

    IllegalStateException full() {
        return new IllegalStateException(label() + ": " + BarrierCell.tooMany(parties));
    }

    @Override
    public void reset() {
        if (cell != null) {
            cell.reset();
        } else {
            ask(Op.RECOVER);
        }
    }

    @Override
    public void abort() {
        if (cell != null) {
            cell.abort();
        } else {
            ask(Op.ABORT);
        }
    }

    private Reply look() {
        return uninterruptibly(
                port.ask(id, Op.LOOK, thread(), 0, 0, Reply.NOTHING).reply());
    }

    @Override
    public boolean isBroken() {
        if (cell != null) {
            checkKept();
            return cell.cell().isBroken();
        }
        Reply reply = look();
        return reply.outcome() == Outcome.BROKEN || checked(reply).outcome() != Outcome.DONE;
    }

    @Override
    public int waiting() {
        if (cell != null) {
            checkKept();
            return cell.cell().waiting();
        }
        Reply reply = look();
        return reply.outcome() == Outcome.BROKEN ? 0 : (int) checked(reply).number();
    }

    @Override
    public int parties() {
        return parties;
    }

    @Override
    public String toString() {
        return label() + "[parties=" + parties + (isBroken() ? " broken]" : " waiting=" + waiting() + "]");
    }
}
