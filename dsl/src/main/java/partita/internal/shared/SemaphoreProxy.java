package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.api.Guard;
import partita.api.ParTimeoutException;
import partita.api.SharedSemaphore;
import partita.internal.broker.LockCell;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;
import partita.internal.broker.SemaphoreCell;

/** A semaphore as users hold it. */
final class SemaphoreProxy extends Proxy implements SharedSemaphore {
    private final @Nullable CellSemaphore cell;

    SemaphoreProxy(Anchor anchor) {
        super(anchor);
        MemorySegment memory = anchor.memory();
        this.cell = memory == null || port.client() > LockCell.LAST_CLIENT
                ? null
                : new CellSemaphore(new SemaphoreCell(memory), this);
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
        Reply grant = cell == null ? null : cell.take(limit);
        if (grant == null) {
            long self = thread();
            grant = await(Op.TAKE, 0, Reply.NOTHING, limit, _ -> tell(Op.GIVE_BACK, self, 0, Reply.NOTHING));
        }
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
        Reply grant = cell == null ? null : cell.tryTake();
        if (grant == null) {
            grant = ask(Op.TRY_TAKE);
        }
        Held.warn(this, grant);
        return grant.outcome() == Outcome.DONE;
    }

    @Override
    public boolean tryAcquire(Duration limit) {
        return take(limit).outcome() == Outcome.DONE;
    }

    @Override
    public void release() {
        if (cell == null || !cell.release()) {
            ask(Op.GIVE_BACK);
        }
    }

    @Override
    public int availablePermits() {
        return cell != null
                ? cell.permits()
                : (int) Math.min(Integer.MAX_VALUE, ask(Op.LOOK).number());
    }

    @Override
    public String toString() {
        return label() + "[permits=" + availablePermits() + "]";
    }
}
