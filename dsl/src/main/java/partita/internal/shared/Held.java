package partita.internal.shared;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import partita.api.Guard;
import partita.api.Holder;
import partita.internal.broker.Ends;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** Gives back what was taken, once. */
final class Held implements Guard {
    private static final long BROKER = 0;
    /** What was taken in memory, with nothing to tell. */
    static final Reply GRANTED = new Reply(Outcome.DONE, 0, Reply.NOTHING);

    private final Port port;
    private final Runnable release;
    private @Nullable Holder abandonedBy;
    private boolean closed;

    private Held(Port port, Runnable release, @Nullable Holder abandonedBy) {
        this.port = port;
        this.release = release;
        this.abandonedBy = abandonedBy;
    }

    static Held of(Port port, Reply grant, Runnable release) {
        return new Held(port, release, grant.payload().length == 0 ? null : Ends.holder(grant.payload()));
    }

    /** What was taken in memory, with whose end left what it guards in doubt; 0 for nobody's. */
    static Reply granted(Port port, long abandonedBy) {
        if (abandonedBy == 0) {
            return GRANTED;
        }
        Reply who = Proxy.uninterruptibly(port.ask(BROKER, Op.WHO, Proxy.thread(), abandonedBy, 0, Reply.NOTHING)
                .reply());
        return new Reply(Outcome.DONE, 0, who.payload());
    }

    /** Says so under the cell of who gets what another's end left behind. */
    static void warn(Proxy of, Reply grant) {
        if (grant.payload().length > 0) {
            Holder before = Ends.holder(grant.payload());
            System.err.println("partita: " + of.label() + " was held by process=" + before.process() + " pid="
                    + before.pid() + " when that ended: what it guards may be half done");
        }
    }

    @Override
    public Optional<Holder> abandonedBy() {
        Holder before = abandonedBy;
        if (before != null && before.exitCode().isEmpty()) {
            abandonedBy = withExitCode(before);
        }
        return Optional.ofNullable(abandonedBy);
    }

    /** How a process ended is known a moment later than that it did, so only who asks waits for it. */
    private Holder withExitCode(Holder before) {
        Reply reply = Proxy.uninterruptibly(port.ask(BROKER, Op.EXIT, Proxy.thread(), before.pid(), 0, Reply.NOTHING)
                .reply());
        return reply.outcome() != Outcome.DONE
                ? before
                : new Holder(before.process(), before.pid(), before.thread(), OptionalInt.of((int) reply.number()));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
