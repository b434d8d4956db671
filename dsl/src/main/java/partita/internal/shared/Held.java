package partita.internal.shared;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.api.Guard;
import partita.api.Holder;
import partita.internal.broker.Ends;
import partita.internal.broker.Reply;

/** Gives back what was taken, once. */
final class Held implements Guard {
    private final Runnable release;
    private final @Nullable Holder abandonedBy;
    private boolean closed;

    private Held(Runnable release, @Nullable Holder abandonedBy) {
        this.release = release;
        this.abandonedBy = abandonedBy;
    }

    static Held of(Reply grant, Runnable release) {
        return new Held(release, grant.payload().length == 0 ? null : Ends.holder(grant.payload()));
    }

    /** Says so under the cell of who gets what another's end left behind. */
    static void warn(String label, Reply grant) {
        if (grant.payload().length > 0) {
            Holder before = Ends.holder(grant.payload());
            System.err.println("partita: " + label + " was held by process=" + before.process() + " pid=" + before.pid()
                    + " when that ended: what it guards may be half done");
        }
    }

    @Override
    public Optional<Holder> abandonedBy() {
        return Optional.ofNullable(abandonedBy);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
