package partita.internal.shared;

import java.time.Duration;
import partita.api.SharedEvent;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** An event as users hold it. */
final class EventProxy extends Proxy implements SharedEvent {
    EventProxy(Anchor anchor) {
        super(anchor);
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
        ask(Op.SET);
    }

    @Override
    public void clear() {
        ask(Op.CLEAR);
    }

    @Override
    public boolean isSet() {
        return ask(Op.LOOK).outcome() == Outcome.DONE;
    }

    @Override
    public void await() {
        await(Op.TAKE, 0, Reply.NOTHING, null, null);
    }

    @Override
    public boolean await(Duration limit) {
        return await(Op.TAKE, 0, Reply.NOTHING, limit, null).outcome() == Outcome.DONE;
    }

    @Override
    public String toString() {
        return label() + "[" + (isSet() ? "set" : "unset") + "]";
    }
}
