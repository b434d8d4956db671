package partita.internal.broker;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Numbers of a fixed width: 'i', 'l', 'd' or 'b'. Callers check their indexes; this checks again. */
final class ArrayState extends State {
    private final byte type;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    /** The content, big-endian, behind its type. */
    ArrayState(byte[] content) {
        type = content[0];
        bytes = Arrays.copyOfRange(content, 1, content.length);
        buffer = ByteBuffer.wrap(bytes);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case LOOK -> request.answer(Reply.done(get(index(request))));
            case SET -> {
                set(index(request), request.b);
                request.answer(Reply.DONE);
            }
            case ADD -> {
                int i = index(request);
                long sum = type == 'd'
                        ? Double.doubleToRawLongBits(
                                Double.longBitsToDouble(get(i)) + Double.longBitsToDouble(request.b))
                        : get(i) + request.b;
                set(i, sum);
                request.answer(Reply.done(get(i)));
            }
            case CLEAR -> {
                for (int i = 0; i < bytes.length / width(type); i++) {
                    set(i, request.b);
                }
                request.answer(Reply.DONE);
            }
            case ALL -> request.answer(Reply.done(bytes.clone()));
            default -> unknown(request);
        }
    }

    private int index(Request request) {
        return Math.toIntExact(java.util.Objects.checkIndex(request.a, bytes.length / width(type)));
    }

    /** How many bytes a number of a type takes. */
    static int width(byte type) {
        return switch (type) {
            case 'b' -> Byte.BYTES;
            case 'i' -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    private long get(int i) {
        return switch (type) {
            case 'b' -> buffer.get(i);
            case 'i' -> buffer.getInt(i * Integer.BYTES);
            default -> buffer.getLong(i * Long.BYTES);
        };
    }

    private void set(int i, long value) {
        switch (type) {
            case 'b' -> buffer.put(i, (byte) value);
            case 'i' -> buffer.putInt(i * Integer.BYTES, (int) value);
            default -> buffer.putLong(i * Long.BYTES, value);
        }
    }

    @Override
    void giveUp(Request request) {
        // nothing here waits
    }

    @Override
    void ended(Client client, boolean killed) {
        // nobody holds a number
    }
}
