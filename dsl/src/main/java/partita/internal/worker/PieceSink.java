package partita.internal.worker;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Journal;
import partita.internal.memory.Signal;
import partita.internal.parcel.Runner;
import partita.internal.wire.Message;
import partita.spi.Store;

/**
 * Where the results of one piece go: into the journal, then to the owner. At most one item's fate is not settled
 * at any time: a result that is too long for the journal is waited for until the owner has it.
 */
final class PieceSink implements Runner.Sink {
    private final long ticket;
    private final Journal journal;
    private final Consumer<Message> sender;
    private final Capture capture;
    private final Credit credit;
    private final BooleanSupplier cancelled;
    private final @Nullable Signal owner;
    private final Optional<Store> store;
    private int keptBytes;
    private boolean unkept;
    private boolean ended;

    /** With the owner's signal where results are taken from the journal; null where they go as messages. */
    PieceSink(
            long ticket,
            Journal journal,
            Consumer<Message> sender,
            Capture capture,
            Credit credit,
            BooleanSupplier cancelled,
            @Nullable Signal owner,
            Optional<Store> store) {
        this.ticket = ticket;
        this.journal = journal;
        this.sender = sender;
        this.capture = capture;
        this.credit = credit;
        this.cancelled = cancelled;
        this.owner = owner;
        this.store = store;
    }

    @Override
    public Optional<Store> store() {
        return store;
    }

    @Override
    public void begin(int offset) {
        journal.beginItem(ticket, offset);
    }

    @Override
    public boolean keep(byte[] buffer, int start, int length) {
        return kept(length, journal.results().keep(ticket, buffer, start, length));
    }

    @Override
    public boolean keepNumbers(byte[] buffer, int start, int length) {
        return kept(length, journal.results().keepNumbers(ticket, buffer, start, length));
    }

    @Override
    public boolean keepMore(long nanos, long bits) {
        boolean kept = journal.results().keepMore(nanos, bits);
        keptBytes += kept ? Long.BYTES : 0;
        return kept;
    }

    private boolean kept(int length, boolean kept) {
        if (kept) {
            keptBytes += length;
        } else {
            unkept = true;
            journal.unkept(true);
        }
        return !unkept && journal.results().hasRoom();
    }

    @Override
    public void accept(byte[] results, Boolean last) {
        capture.flush();
        ended |= last;
        if (owner != null && handedOver(results, last)) {
            owner.raise();
            credit.awaitRoom();
        } else {
            credit.sentResult();
            sender.accept(new Message.Result(ticket, last, journal.results().end(), results));
            credit.awaitRoom();
            if (unkept || owner != null) { // what comes next may be quicker in memory
                credit.awaitResults();
                journal.unkept(false);
                unkept = false;
            }
        }
        keptBytes = 0;
    }

    /** In memory, where all of it is there already but for what belongs to no item. */
    private boolean handedOver(byte[] results, boolean last) {
        int rest = results.length - keptBytes;
        return !unkept && rest >= 0 && journal.results().mark(ticket, last, credit.outputs(), results, keptBytes, rest);
    }

    @Override
    public boolean stopped() {
        return cancelled.getAsBoolean();
    }

    boolean ended() {
        return ended;
    }
}
