package partita.internal.shared;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import partita.api.Connection;
import partita.api.ParTimeoutException;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** An end of a connection as users hold it. */
final class ConnectionProxy<T> extends Proxy implements Connection<T> {
    /** What an end is for. */
    enum Way {
        BOTH,
        RECEIVE,
        SEND
    }

    private static final byte VALUE = 0;
    private static final byte BYTES = 1;

    private final Mail mail;
    private final int end;
    private final Way way;

    ConnectionProxy(Anchor anchor, Mail mail, int end, Way way) {
        super(anchor);
        this.mail = mail;
        this.end = end;
        this.way = way;
    }

    @Override
    String kind() {
        return "connection";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.CONNECTION, this, end, way.ordinal());
    }

    @Override
    boolean same(Proxy other) {
        return other instanceof ConnectionProxy<?> c && c.end == end && c.way == way;
    }

    @Override
    public void send(@Nullable T message) {
        send(Mail.behind(VALUE, mail.packOnce("the message", message)));
    }

    @Override
    public void sendBytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes=null: send an empty array where there is nothing to say");
        sendBytes(bytes, 0, bytes.length);
    }

    @Override
    public void sendBytes(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        byte[] all = new byte[length + 1];
        all[0] = BYTES;
        System.arraycopy(bytes, offset, all, 1, length);
        send(all);
    }

    private void send(byte[] message) {
        if (way == Way.RECEIVE) {
            throw new IllegalStateException(label() + ": this end is for receiving only: send at the other one");
        }
        Posting posting = anchor.posting();
        if (posting == null || !posting.post(this, end, message)) {
            await(Op.PUT, end, message, null, null);
        }
    }

    private byte @Nullable [] receive(@Nullable Duration limit, byte wanted) {
        if (way == Way.SEND) {
            throw new IllegalStateException(label() + ": this end is for sending only: receive at the other one");
        }
        long self = thread();
        Reply reply = await(Op.TAKE, end, Reply.NOTHING, limit, late -> tell(Op.GIVE_BACK, self, end, late.payload()));
        if (reply.outcome() != Outcome.DONE) {
            return null;
        }
        if (reply.payload()[0] != wanted) {
            tell(Op.GIVE_BACK, self, end, reply.payload());
            throw new IllegalStateException(label() + ": the next message is "
                    + (wanted == BYTES ? "a value: use recv()" : "bytes: use recvBytes()"));
        }
        return reply.payload();
    }

    private @Nullable T value(byte[] message) {
        return mail.unpackOnce(Mail.tail(message));
    }

    @Override
    public @Nullable T recv() {
        return value(Objects.requireNonNull(receive(null, VALUE)));
    }

    @Override
    public @Nullable T recv(Duration limit) {
        byte[] message = receive(limit, VALUE);
        if (message == null) {
            throw new ParTimeoutException(label() + " had no message within limit=" + limit, null);
        }
        return value(message);
    }

    @Override
    public byte[] recvBytes() {
        byte[] message = Objects.requireNonNull(receive(null, BYTES));
        return Mail.tail(message);
    }

    @Override
    public boolean poll(Duration limit) {
        return await(Op.WATCH, end, Reply.NOTHING, limit, null).outcome() == Outcome.DONE;
    }

    @Override
    public CompletableFuture<?> readiness() {
        return watch(end);
    }

    @Override
    public void close() {
        ask(Op.CLOSE, end, 0, Reply.NOTHING);
    }

    @Override
    public String toString() {
        return label() + "[" + (end == 0 ? "parent" : "child") + "]";
    }
}
