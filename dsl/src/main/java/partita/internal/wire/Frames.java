package partita.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages to frames and back. The first frame is the head: version, type, the message's fields, the length of
 * its body. A short body (a payload, a text) follows in the same frame, a long one in frames of at most
 * {@link #MAX_FRAME} bytes, so that a receiver can refuse longer ones before it makes room for them.
 */
public final class Frames {
    /** No frame is longer. */
    public static final int MAX_FRAME = 1 << 20;

    private static final byte VERSION = 1;
    private static final int PREFIX = 2;
    private static final int SHORT_BODY = 1 << 14;
    private static final byte[] NOTHING = {};
    private static final Set<Type> WITH_TEXT =
            EnumSet.of(Type.HELLO, Type.ADD_BUNDLE, Type.ADD_BLOB, Type.NEED_BLOB, Type.EXECUTE, Type.PARKED);

    private enum Type {
        HELLO,
        WELCOME,
        READY,
        ADD_BUNDLE,
        EXECUTE,
        RECALL,
        CANCEL,
        SHUTDOWN,
        STARTED,
        RESULT,
        NEED_BUNDLE,
        RETURNED,
        OUTPUT,
        TAKEN,
        ADD_BLOB,
        NEED_BLOB,
        DRAIN,
        ASK,
        GIVE_UP,
        ANSWER,
        PARKED
    }

    private static final Type[] TYPES = Type.values();

    private Frames() {}

    /**
     * Packs a message.
     *
     * @param message the message
     * @return its frames
     * @throws WireException if a text of it is too long for a head
     */
    public static byte[][] encode(Message message) {
        byte[][] both = split(message);
        return frames(both[0], both[1]);
    }

    /**
     * Packs a message whose body goes another way.
     *
     * @param message the message
     * @return its head and its body, which is not copied; to be decoded together
     * @throws WireException if a text of it is too long for a head
     */
    public static byte[][] split(Message message) {
        return switch (message) {
            case Message.Hello m -> both(head(Type.HELLO, m.token(), NOTHING, m.pid()), NOTHING);
            case Message.Welcome _ -> both(head(Type.WELCOME, "", NOTHING), NOTHING);
            case Message.Ready _ -> both(head(Type.READY, "", NOTHING), NOTHING);
            case Message.AddBundle m -> both(head(Type.ADD_BUNDLE, m.hash(), m.bytes()), m.bytes());
            case Message.AddBlob m -> both(head(Type.ADD_BLOB, m.hash(), m.bytes()), m.bytes());
            case Message.NeedBlob m -> both(head(Type.NEED_BLOB, m.hash(), NOTHING, m.ticket()), NOTHING);
            case Message.Execute m ->
                both(head(Type.EXECUTE, m.hash(), m.payload(), m.ticket(), m.run(), m.from()), m.payload());
            case Message.Recall m -> both(head(Type.RECALL, "", NOTHING, m.ticket()), NOTHING);
            case Message.Cancel m -> both(head(Type.CANCEL, "", NOTHING, m.ticket()), NOTHING);
            case Message.Drain m -> both(head(Type.DRAIN, "", NOTHING, m.ticket()), NOTHING);
            case Message.Taken m -> both(head(Type.TAKEN, "", NOTHING, m.results(), m.position(), m.output()), NOTHING);
            case Message.Shutdown _ -> both(head(Type.SHUTDOWN, "", NOTHING), NOTHING);
            case Message.Started m -> both(head(Type.STARTED, "", NOTHING, m.ticket()), NOTHING);
            case Message.Result m ->
                both(head(Type.RESULT, "", m.payload(), m.ticket(), m.last() ? 1 : 0, m.position()), m.payload());
            case Message.NeedBundle m -> both(head(Type.NEED_BUNDLE, "", NOTHING, m.ticket()), NOTHING);
            case Message.Returned m -> both(head(Type.RETURNED, "", NOTHING, m.ticket()), NOTHING);
            case Message.Output m -> {
                byte[] text = m.text().getBytes(UTF_8);
                yield both(head(Type.OUTPUT, "", text, m.run(), m.error() ? 1 : 0), text);
            }
            case Message.Ask m ->
                both(
                        head(Type.ASK, "", m.payload(), m.call(), m.object(), m.op(), m.thread(), m.a(), m.b()),
                        m.payload());
            case Message.Parked m -> both(head(Type.PARKED, m.name(), m.head()), m.head());
            case Message.GiveUp m -> both(head(Type.GIVE_UP, "", NOTHING, m.call()), NOTHING);
            case Message.Answer m ->
                both(head(Type.ANSWER, "", m.payload(), m.call(), m.outcome(), m.number()), m.payload());
        };
    }

    /**
     * Unpacks a message.
     *
     * @param frames its frames
     * @return the message
     * @throws WireException if they are no message of this version
     */
    public static Message decode(List<byte[]> frames) {
        ByteBuffer head = ByteBuffer.wrap(frames.isEmpty() ? NOTHING : frames.getFirst());
        Type type = type(head, frames.size());
        try {
            int length = head.getInt();
            Message message =
                    switch (type) {
                        case HELLO -> new Message.Hello(text(head), head.getLong());
                        case WELCOME -> new Message.Welcome();
                        case READY -> new Message.Ready();
                        case ADD_BUNDLE -> new Message.AddBundle(text(head), body(head, frames, length));
                        case ADD_BLOB -> new Message.AddBlob(text(head), body(head, frames, length));
                        case NEED_BLOB -> needBlob(text(head), head);
                        case EXECUTE -> execute(text(head), head, frames, length);
                        case RECALL -> new Message.Recall(head.getLong());
                        case CANCEL -> new Message.Cancel(head.getLong());
                        case DRAIN -> new Message.Drain(head.getLong());
                        case TAKEN -> new Message.Taken(head.getLong(), head.getLong(), head.getLong());
                        case SHUTDOWN -> new Message.Shutdown();
                        case STARTED -> new Message.Started(head.getLong());
                        case RESULT ->
                            new Message.Result(
                                    head.getLong(), head.getLong() != 0, head.getLong(), body(head, frames, length));
                        case NEED_BUNDLE -> new Message.NeedBundle(head.getLong());
                        case RETURNED -> new Message.Returned(head.getLong());
                        case OUTPUT ->
                            new Message.Output(
                                    head.getLong(), head.getLong() != 0, new String(body(head, frames, length), UTF_8));
                        case ASK ->
                            new Message.Ask(
                                    head.getLong(),
                                    head.getLong(),
                                    (int) head.getLong(),
                                    head.getLong(),
                                    head.getLong(),
                                    head.getLong(),
                                    body(head, frames, length));
                        case PARKED -> new Message.Parked(text(head), body(head, frames, length));
                        case GIVE_UP -> new Message.GiveUp(head.getLong());
                        case ANSWER ->
                            new Message.Answer(
                                    head.getLong(), (int) head.getLong(), head.getLong(), body(head, frames, length));
                    };
            if (head.hasRemaining()) {
                throw new WireException(
                        "not a message: type=" + type + " has surplusBytes=" + head.remaining() + " in its head", null);
            }
            return message;
        } catch (BufferUnderflowException e) {
            throw new WireException("not a message: the head of type=" + type + " is cut short", e);
        }
    }

    /**
     * Unpacks a greeting and nothing else, for peers that are not known yet.
     *
     * @param frames what the peer sent
     * @return its greeting, or null if this is anything else
     */
    public static Message.@Nullable Hello hello(List<byte[]> frames) {
        byte[] head = frames.isEmpty() ? NOTHING : frames.getFirst();
        boolean greets =
                frames.size() == 1 && head.length > PREFIX && head[0] == VERSION && head[1] == Type.HELLO.ordinal();
        if (!greets) {
            return null;
        }
        try {
            return (Message.Hello) decode(frames);
        } catch (WireException _) { // a stranger's garbage says nothing worth telling
            return null;
        }
    }

    private static Type type(ByteBuffer head, int frames) {
        if (head.remaining() < PREFIX) {
            throw new WireException(
                    "not a message: frames=" + frames + " headBytes=" + head.remaining() + ", expected a head", null);
        }
        byte version = head.get();
        int type = head.get();
        if (version != VERSION) {
            throw new WireException(
                    "not a message of this version: version=" + version + " expected=" + VERSION
                            + "; notebook and worker must run the same Partita",
                    null);
        }
        if (type < 0 || type >= TYPES.length) {
            throw new WireException("not a message: unknown type=" + type, null);
        }
        return TYPES[type];
    }

    private static Message needBlob(String hash, ByteBuffer head) {
        return new Message.NeedBlob(head.getLong(), hash);
    }

    private static Message execute(String hash, ByteBuffer head, List<byte[]> frames, int length) {
        long ticket = head.getLong();
        long run = head.getLong();
        long from = head.getLong();
        if (from != (int) from || from < 0) {
            throw new WireException("not a message: no item has offset=" + from, null);
        }
        return new Message.Execute(ticket, run, (int) from, hash, body(head, frames, length));
    }

    /** Version, type, body length, the text if there is one, the numbers. */
    private static byte[] head(Type type, String text, byte[] body, long... numbers) {
        byte[] chars = text.getBytes(UTF_8);
        boolean hasText = WITH_TEXT.contains(type);
        if (chars.length > MAX_FRAME / 2) {
            throw new WireException("cannot send type=" + type + ": its text has bytes=" + chars.length, null);
        }
        int size = PREFIX + Integer.BYTES + (hasText ? Integer.BYTES + chars.length : 0) + numbers.length * Long.BYTES;
        ByteBuffer head = ByteBuffer.allocate(size).put(VERSION).put((byte) type.ordinal());
        head.putInt(body.length);
        if (hasText) {
            head.putInt(chars.length).put(chars);
        }
        for (long number : numbers) {
            head.putLong(number);
        }
        return head.array();
    }

    private static String text(ByteBuffer head) {
        int length = head.getInt();
        if (length < 0 || length > head.remaining()) {
            throw new WireException(
                    "not a message: textBytes=" + length + " but the head has only bytes=" + head.remaining(), null);
        }
        byte[] chars = new byte[length];
        head.get(chars);
        return new String(chars, UTF_8);
    }

    private static byte[][] both(byte[] head, byte[] body) {
        return new byte[][] {head, body};
    }

    private static byte[][] frames(byte[] head, byte[] body) {
        if (body.length <= SHORT_BODY) {
            byte[] whole = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, whole, head.length, body.length);
            return new byte[][] {whole};
        }
        List<byte[]> frames = new ArrayList<>();
        frames.add(head);
        for (int from = 0; from < body.length; from += MAX_FRAME) {
            frames.add(Arrays.copyOfRange(body, from, Math.min(body.length, from + MAX_FRAME)));
        }
        return frames.toArray(byte[][]::new);
    }

    private static byte[] body(ByteBuffer head, List<byte[]> frames, int length) {
        long present = head.remaining();
        for (byte[] part : frames.subList(1, frames.size())) {
            present += part.length;
        }
        if (present != length) {
            throw new WireException("not a message: bodyBytes=" + present + " but the head says " + length, null);
        }
        if (frames.size() == 2 && !head.hasRemaining()) {
            return frames.getLast();
        }
        ByteBuffer whole = ByteBuffer.allocate(length).put(head);
        frames.subList(1, frames.size()).forEach(whole::put);
        return whole.array();
    }
}
