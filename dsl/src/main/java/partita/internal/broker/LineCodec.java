package partita.internal.broker;

import java.nio.ByteBuffer;
import partita.internal.wire.Message;

/** What goes over a line, as bytes. */
final class LineCodec {
    private static final byte ASK = 0;
    private static final byte GIVE_UP = 1;
    private static final byte ANSWER = 2;
    private static final int ASK_HEAD = 1 + Byte.BYTES + 5 * Long.BYTES;
    private static final int ANSWER_HEAD = 1 + Byte.BYTES + 2 * Long.BYTES;

    private LineCodec() {}

    /** How a message begins; its payload follows. */
    static byte[] head(Message message) {
        return switch (message) {
            case Message.Ask ask ->
                ByteBuffer.allocate(ASK_HEAD)
                        .put(ASK)
                        .put((byte) ask.op())
                        .putLong(ask.call())
                        .putLong(ask.object())
                        .putLong(ask.thread())
                        .putLong(ask.a())
                        .putLong(ask.b())
                        .array();
            case Message.GiveUp(long call) ->
                ByteBuffer.allocate(1 + Long.BYTES).put(GIVE_UP).putLong(call).array();
            case Message.Answer answer ->
                ByteBuffer.allocate(ANSWER_HEAD)
                        .put(ANSWER)
                        .put((byte) answer.outcome())
                        .putLong(answer.call())
                        .putLong(answer.number())
                        .array();
            default -> throw new IllegalArgumentException("not for a line: message=" + message);
        };
    }

    /** What follows its head. */
    static byte[] payload(Message message) {
        return switch (message) {
            case Message.Ask ask -> ask.payload();
            case Message.Answer answer -> answer.payload();
            default -> Reply.NOTHING;
        };
    }

    /**
     * The message of a frame.
     *
     * @throws RuntimeException if it is none
     */
    static Message decode(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        byte kind = in.get();
        return switch (kind) {
            case ASK -> {
                int op = in.get();
                yield new Message.Ask(
                        in.getLong(), in.getLong(), op, in.getLong(), in.getLong(), in.getLong(), rest(in));
            }
            case GIVE_UP -> new Message.GiveUp(in.getLong());
            case ANSWER -> {
                int outcome = in.get();
                yield new Message.Answer(in.getLong(), outcome, in.getLong(), rest(in));
            }
            default -> throw new IllegalStateException("no message of a line: kind=" + kind);
        };
    }

    private static byte[] rest(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return Reply.NOTHING;
        }
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}
