package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.internal.broker.Kind;
import partita.internal.broker.Numbers;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Sheaf;

/**
 * An object at a broker.
 *
 * @param id its number there
 * @param number what it was made with
 */
record Made(long id, long number) {
    private static final long BROKER = 0;

    /** Makes an object. */
    static Anchor create(Port port, Kind kind, long number, byte[] content) {
        return Anchor.made(port, id(port, kind, number, content));
    }

    /** Makes an object. */
    static long id(Port port, Kind kind, long number, byte[] content) {
        return named(port, null, kind, number, content).id();
    }

    /** Makes an object, or finds the one of that name. */
    static Made named(Port port, @Nullable String name, Kind kind, long number, byte[] content) {
        Reply reply = name == null
                ? ask(port, Op.CREATE, kind, number, content)
                : ask(port, Op.NAMED, kind, number, Sheaf.of(name.getBytes(UTF_8), content));
        if (reply.outcome() == Outcome.GONE) {
            throw new ClosedException("no shared object can be made, kind=" + kind + ": " + reply.text(), null);
        }
        if (reply.outcome() != Outcome.DONE) {
            throw new IllegalStateException("a shared object could not be made: kind=" + kind + ": " + reply.text());
        }
        return new Made(
                reply.number(),
                name == null ? number : Numbers.unpack(reply.payload()).longValue());
    }

    private static Reply ask(Port port, Op op, Kind kind, long number, byte[] payload) {
        return Proxy.uninterruptibly(port.ask(BROKER, op, Proxy.thread(), kind.ordinal(), number, payload)
                .reply());
    }
}
