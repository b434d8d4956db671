package partita.internal.broker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call as the broker sees it. Guarded by the broker's lock. */
final class Request {
    final Party party;
    final Op op;
    final long a;
    final long b;
    final byte[] payload;
    final long since = System.nanoTime();
    private final Consumer<Reply> receiver;
    private boolean answered;
    private @Nullable Contents contents;
    private int lettersAt;
    /** What it waits at, if it waits. */
    @Nullable
    State state;

    /** Where in its code the caller waits, once that takes long enough to matter. */
    @Nullable
    StackTraceElement place;

    Request(Party party, Op op, long a, long b, byte[] payload, Consumer<Reply> receiver) {
        this.party = party;
        this.op = op;
        this.a = a;
        this.b = b;
        this.payload = payload;
        this.receiver = receiver;
    }

    boolean from(Client client) {
        return party.client() == client;
    }

    boolean answered() {
        return answered;
    }

    /** It may bring a letter, or ask for one. */
    void brings(Contents beside, int at) {
        contents = beside;
        lettersAt = at;
    }

    void answer(Reply reply) {
        if (!answered) {
            answered = true;
            if (contents != null) {
                contents.answered(this, lettersAt, reply);
            }
            receiver.accept(reply);
        }
    }

    void refuse(String why) {
        answer(Reply.because(Outcome.REFUSED, why));
    }
}
