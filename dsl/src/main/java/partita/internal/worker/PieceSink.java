package partita.internal.worker;

import java.util.function.BooleanSupplier;
import partita.internal.launch.Journal;
import partita.internal.parcel.Runner;
import partita.internal.transport.Dealer;
import partita.internal.wire.Message;

/**
 * Where the results of one piece go: into the journal, then to the owner. At most one item's fate is not settled
 * at any time: a result that is too long for the journal is waited for until the owner has it.
 */
final class PieceSink implements Runner.Sink {
    private final long ticket;
    private final Journal journal;
    private final Dealer dealer;
    private final Capture capture;
    private final Credit credit;
    private final BooleanSupplier cancelled;
    private boolean unkept;
    private boolean ended;

    PieceSink(long ticket, Journal journal, Dealer dealer, Capture capture, Credit credit, BooleanSupplier cancelled) {
        this.ticket = ticket;
        this.journal = journal;
        this.dealer = dealer;
        this.capture = capture;
        this.credit = credit;
        this.cancelled = cancelled;
    }

    @Override
    public void begin(int offset) {
        journal.beginItem(ticket, offset);
    }

    @Override
    public boolean keep(byte[] buffer, int start, int length) {
        if (!journal.results().keep(ticket, buffer, start, length)) {
            unkept = true;
            journal.unkept(true);
        }
        return !unkept && journal.results().hasRoom();
    }

    @Override
    public void accept(byte[] results, Boolean last) {
        capture.flush();
        ended |= last;
        credit.sentResult();
        dealer.send(new Message.Result(ticket, last, journal.results().end(), results));
        credit.awaitRoom();
        if (unkept) {
            credit.awaitResults();
            journal.unkept(false);
            unkept = false;
        }
    }

    @Override
    public boolean stopped() {
        return cancelled.getAsBoolean();
    }

    boolean ended() {
        return ended;
    }
}
