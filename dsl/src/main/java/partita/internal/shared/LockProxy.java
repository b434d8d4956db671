package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import partita.api.Guard;
import partita.api.Holder;
import partita.api.ParTimeoutException;
import partita.api.SharedCondition;
import partita.api.SharedLock;
import partita.internal.broker.Cells;
import partita.internal.broker.ConditionCell;
import partita.internal.broker.Ends;
import partita.internal.broker.Kind;
import partita.internal.broker.LockCell;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;

/** A lock as users hold it. */
final class LockProxy extends Proxy implements SharedLock {
    private static final Reply NO = Reply.because(Outcome.NO, "");

    private final boolean reentrant;
    private final @Nullable CellLock cell;

    LockProxy(Anchor anchor, boolean reentrant) {
        super(anchor);
        this.reentrant = reentrant;
        MemorySegment memory = anchor.memory();
        this.cell = memory == null || port.client() > LockCell.LAST_CLIENT
                ? null
                : new CellLock(new LockCell(memory), this, reentrant);
    }

    @Override
    String kind() {
        return reentrant ? "rlock" : "lock";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.LOCK, this, reentrant ? 1 : 0, 0);
    }

    private Reply take(@Nullable Duration limit) {
        Reply grant = cell == null ? takeAtBroker(limit) : taken(cell.take(limit));
        Held.warn(this, grant);
        return grant;
    }

    private static Reply taken(@Nullable Reply grant) {
        return grant == null ? NO : grant;
    }

    private Reply takeAtBroker(@Nullable Duration limit) {
        long self = thread();
        return await(
                Op.TAKE, limit == null ? 0 : 1, Reply.NOTHING, limit, _ -> tell(Op.GIVE_BACK, self, 0, Reply.NOTHING));
    }

    @Override
    public Guard acquire() {
        return Held.of(port, take(null), this::unlock);
    }

    @Override
    public Guard acquire(Duration limit) {
        Reply grant = take(limit);
        if (grant.outcome() != Outcome.DONE) {
            throw new ParTimeoutException(
                    label() + " was not free within limit=" + limit + ": holder="
                            + owner().map(Holder::toString).orElse("nobody any more"),
                    null);
        }
        return Held.of(port, grant, this::unlock);
    }

    @Override
    public void lock() {
        take(null);
    }

    @Override
    public void lockInterruptibly() {
        take(null);
    }

    @Override
    public boolean tryLock() {
        Reply grant = cell == null ? ask(Op.TRY_TAKE) : taken(cell.tryTake());
        Held.warn(this, grant);
        return grant.outcome() == Outcome.DONE;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
        return tryLock(Duration.of(time, unit.toChronoUnit()));
    }

    @Override
    public boolean tryLock(Duration limit) {
        return take(limit).outcome() == Outcome.DONE;
    }

    @Override
    public void unlock() {
        if (cell == null) {
            ask(Op.GIVE_BACK);
        } else {
            cell.release();
        }
    }

    @Override
    public boolean isLocked() {
        return ask(Op.LOOK).outcome() == Outcome.DONE;
    }

    @Override
    public Optional<Holder> owner() {
        Reply reply = ask(Op.LOOK);
        return reply.outcome() == Outcome.DONE ? Optional.of(Ends.holder(reply.payload())) : Optional.empty();
    }

    @Override
    public boolean isAbandoned() {
        return ask(Op.ALL).outcome() == Outcome.DONE;
    }

    @Override
    public void recover() {
        ask(Op.RECOVER);
    }

    @Override
    public SharedCondition newCondition() {
        boolean lends = cell != null && port == Ports.own();
        Cells.Cell memory = lends ? Cells.take(ConditionCell.BYTES) : null;
        Anchor made = memory == null
                ? Made.create(port, Kind.CONDITION, id, Reply.NOTHING)
                : Anchor.made(
                        port, Made.id(port, Kind.CONDITION, id, memory.address().getBytes(UTF_8)), memory);
        return new ConditionProxy(made, this);
    }

    /** How it is used in memory; null where only the broker can. */
    @Nullable
    CellLock cell() {
        return cell;
    }

    boolean isReentrant() {
        return reentrant;
    }

    /** As Python shows it: who holds it, and how often. */
    @Override
    public String toString() {
        Reply reply = ask(Op.LOOK);
        return reply.outcome() == Outcome.DONE
                ? label() + "[owner=" + Ends.holder(reply.payload()) + " count=" + reply.number() + "]"
                : label() + "[owner=none count=0]";
    }
}
