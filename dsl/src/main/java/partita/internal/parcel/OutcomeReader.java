package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;

/** Unpacks what came of items. Not safe for use by several threads. */
public final class OutcomeReader {
    /** Is given what came of each item. */
    public interface Receiver {
        /**
         * An item gave a result.
         *
         * @param offset its place in its payload, from 0
         * @param nanos how long it ran
         * @param value the result
         */
        void succeeded(int offset, long nanos, @Nullable Object value);

        /**
         * Successive items gave results.
         *
         * @param offset the first one's place in its payload, from 0
         * @param nanos how long all of them ran
         * @param values the results
         */
        default void succeeded(int offset, long nanos, Object[] values) {
            for (int i = 0; i < values.length; i++) {
                succeeded(offset + i, nanos / values.length, values[i]);
            }
        }

        /**
         * An item failed.
         *
         * @param offset its place in its payload, from 0
         * @param nanos how long it ran
         * @param cause what it threw, or a stand-in
         */
        void failed(int offset, long nanos, Throwable cause);

        /**
         * Code on the worker changed its copy of a notebook variable in place.
         *
         * @param variable its name; empty for a value that the lambda captured
         */
        void changed(String variable);
    }

    /** What stands in a payload: a result, a failure, the name of a changed variable, numbers of successive items. */
    static final byte GOOD = 0;

    static final byte FAILED = 1;
    static final byte CHANGED = 2;
    static final byte NUMBERS = 3;

    /** What stands before numbers. */
    static final int NUMBERS_HEAD = 3 * Long.BYTES;

    private final Values values;

    /**
     * Reads with the classes of a loader.
     *
     * @param loader finds classes by name: the packer's
     */
    public OutcomeReader(ClassLoader loader) {
        values = new Values(loader, Watcher.NONE);
    }

    /**
     * Unpacks.
     *
     * @param payload what a {@link Runner} gave
     * @param receiver is given each outcome, in the order in which the items ended
     */
    public void read(byte[] payload, Receiver receiver) {
        var input = new Input(payload);
        while (input.position() < payload.length) {
            byte kind = input.readByte();
            if (kind == NUMBERS) {
                readNumbers(input, receiver);
                continue;
            }
            int offset = input.readVarInt(true);
            long nanos = input.readVarLong(true);
            int end = input.readInt() + input.position();
            if (kind == CHANGED) {
                receiver.changed(input.readString());
            } else if (kind == GOOD) {
                Object value;
                try {
                    value = values.read(input);
                } catch (RuntimeException | LinkageError | StackOverflowError e) {
                    input.setPosition(end);
                    receiver.failed(offset, nanos, e);
                    continue;
                }
                receiver.succeeded(offset, nanos, value);
            } else {
                receiver.failed(offset, nanos, Failure.read(input, values));
            }
            input.setPosition(end);
        }
    }

    private static void readNumbers(Input input, Receiver receiver) {
        byte kind = input.readByte();
        input.skip(Short.BYTES);
        int offset = input.readInt();
        long nanos = input.readLong();
        Object[] numbers = new Object[(int) (input.readLong() / Long.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Numeral.value(kind, input.readLong());
        }
        receiver.succeeded(offset, nanos, numbers);
    }
}
