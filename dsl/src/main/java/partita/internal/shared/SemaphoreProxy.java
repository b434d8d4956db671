package partita.internal.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.api.Guard;
import partita.api.ParTimeoutException;
import partita.api.SharedSemaphore;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** A semaphore as users hold it. */
final class SemaphoreProxy extends Proxy implements SharedSemaphore {
    SemaphoreProxy(Anchor anchor) {
        super(anchor);
    }

    @Override
    String kind() {
        return "semaphore";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.SEMAPHORE, this, 0, 0);
    }

    private Reply take(@Nullable Duration limit) {
        long self = thread();
        Reply grant = await(Op.TAKE, 0, Reply.NOTHING, limit, _ -> tell(Op.GIVE_BACK, self, 0, Reply.NOTHING));
        Held.warn(this, grant);
        return grant;
    }

    @Override
    public Guard acquire() {
        return Held.of(port, take(null), this::release);
    }

    @Override
    public Guard acquire(Duration limit) {
        Reply grant = take(limit);
        if (grant.outcome() != Outcome.DONE) {
            throw new ParTimeoutException(label() + " had no permit within limit=" + limit, null);
        }
        return Held.of(port, grant, this::release);
    }

    @Override
    public boolean tryAcquire() {
        Reply grant = ask(Op.TRY_TAKE);
        Held.warn(this, grant);
        return grant.outcome() == Outcome.DONE;
    }

    @Override
    public boolean tryAcquire(Duration limit) {
        return take(limit).outcome() == Outcome.DONE;
    }

    @Override
    public void release() {
        ask(Op.GIVE_BACK);
    }

    @Override
    public int availablePermits() {
        return (int) Math.min(Integer.MAX_VALUE, ask(Op.LOOK).number());
    }

    @Override
    public String toString() {
        return label() + "[permits=" + availablePermits() + "]";
    }
}
