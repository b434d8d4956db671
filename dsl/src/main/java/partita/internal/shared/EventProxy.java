package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.api.SharedEvent;
import partita.internal.broker.EventCell;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** An event as users hold it. */
final class EventProxy extends Proxy implements SharedEvent {
    private final @Nullable CellEvent cell;

    EventProxy(Anchor anchor) {
        super(anchor);
        MemorySegment memory = anchor.memory();
        this.cell = memory == null ? null : new CellEvent(new EventCell(memory), this);
    }

    @Override
    String kind() {
        return "event";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.EVENT, this, 0, 0);
    }

    @Override
    public void set() {
        if (cell != null) {
            cell.set();
        } else {
            ask(Op.SET);
        }
    }

    @Override
    public void clear() {
        if (cell != null) {
            cell.clear();
        } else {
            ask(Op.CLEAR);
        }
    }

    @Override
    public boolean isSet() {
        return cell != null ? cell.isSet() : ask(Op.LOOK).outcome() == Outcome.DONE;
    }

    @Override
    public void await() {
        if (cell != null) {
            var _ = cell.await(Long.MAX_VALUE);
        } else {
            await(Op.TAKE, 0, Reply.NOTHING, null, null);
        }
    }

    @Override
    public boolean await(Duration limit) {
        return cell != null
                ? cell.await(nanos(limit))
                : await(Op.TAKE, 0, Reply.NOTHING, limit, null).outcome() == Outcome.DONE;
    }

    @Override
    public String toString() {
        return label() + "[" + (isSet() ? "set" : "unset") + "]";
    }
}
