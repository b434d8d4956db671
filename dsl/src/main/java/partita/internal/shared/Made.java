package partita.internal.shared;

import partita.internal.broker.Kind;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** Makes objects at a broker. */
final class Made {
    private static final long BROKER = 0;

    private Made() {}

    static Anchor create(Port port, Kind kind, long number, byte[] content) {
        return Anchor.made(port, id(port, kind, number, content));
    }

    static long id(Port port, Kind kind, long number, byte[] content) {
        Reply reply = Proxy.uninterruptibly(port.ask(BROKER, Op.CREATE, Proxy.thread(), kind.ordinal(), number, content)
                .reply());
        if (reply.outcome() != Outcome.DONE) {
            throw new IllegalStateException("a shared object could not be made: kind=" + kind + ": " + reply.text());
        }
        return reply.number();
    }
}
