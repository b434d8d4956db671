package partita.internal.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.api.BarrierBrokenException;
import partita.api.SharedBarrier;
import partita.function.Task;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** A barrier as users hold it. */
final class BarrierProxy extends Proxy implements SharedBarrier {
    private final int parties;
    private final @Nullable Task action;

    BarrierProxy(Anchor anchor, int parties, @Nullable Task action) {
        super(anchor);
        this.parties = parties;
        this.action = action;
    }

    /** In a process that was given it, and so may be a party: its end from now on breaks the barrier. */
    static BarrierProxy arrived(Anchor anchor, int parties, @Nullable Task action) {
        BarrierProxy barrier = new BarrierProxy(anchor, parties, action);
        barrier.tell(Op.ATTACH, thread(), 0, Reply.NOTHING);
        return barrier;
    }

    @Override
    String kind() {
        return "barrier";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.BARRIER, this, parties, 0, action);
    }

    @Override
    public int await() {
        return arrive(null);
    }

    @Override
    public int await(Duration limit) {
        return arrive(limit);
    }

    private int arrive(@Nullable Duration limit) {
        Reply reply = await(Op.TAKE, 0, Reply.NOTHING, limit, null);
        if (reply.outcome() != Outcome.DONE) {
            throw new BarrierBrokenException(
                    label() + " is broken: not all of parties=" + parties + " arrived within limit=" + limit, null);
        }
        if (reply.payload().length > 0 && action != null) {
            act(action);
        }
        return (int) reply.number();
    }

    /** The others wait for the action, so however it ends they are to hear of it. */
    private void act(Task task) {
        boolean done = false;
        try {
            task.run();
            done = true;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new BarrierBrokenException(label() + " is broken: its action failed", e);
        } finally {
            ask(done ? Op.DONE : Op.ABORT);
        }
    }

    @Override
    public void reset() {
        ask(Op.RECOVER);
    }

    @Override
    public void abort() {
        ask(Op.ABORT);
    }

    private Reply look() {
        return uninterruptibly(
                port.ask(id, Op.LOOK, thread(), 0, 0, Reply.NOTHING).reply());
    }

    @Override
    public boolean isBroken() {
        Reply reply = look();
        return reply.outcome() == Outcome.BROKEN || checked(reply).outcome() != Outcome.DONE;
    }

    @Override
    public int waiting() {
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
