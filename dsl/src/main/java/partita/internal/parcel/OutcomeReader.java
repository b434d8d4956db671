package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;
import partita.spi.Store;

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

    /** What stands in a payload: a result, a failure, the name of a changed variable, numbers of successive items, a large array. */
    static final byte GOOD = 0;

    static final byte FAILED = 1;
    static final byte CHANGED = 2;
    static final byte NUMBERS = 3;
    static final byte STORED = 4;

    /** What stands before numbers. */
    static final int NUMBERS_HEAD = 3 * Long.BYTES;

    /** A reader remembers the classes that it met, which are not to stay for ever. */
    private static final int MOST_USES = 1_000;

    private static final Spares<Values> READERS = new Spares<>(loader -> new Values(loader, Watcher.NONE));

    private final ClassLoader loader;
    private final Optional<Store> store;
    private Spares.@Nullable Spare<Values> reader;

    /**
     * Reads with the classes of a loader.
     *
     * @param loader finds classes by name: the packer's
     * @param store holds the content of large arrays
     */
    public OutcomeReader(ClassLoader loader, Optional<Store> store) {
        this.loader = loader;
        this.store = store;
    }

    /**
     * Unpacks.
     *
     * @param payload what a {@link Runner} gave
     * @param receiver is given each outcome, in the order in which the items ended
     */
    public void read(byte[] payload, Receiver receiver) {
        try {
            readAll(payload, receiver);
        } finally {
            Spares.Spare<Values> used = reader;
            reader = null;
            if (used != null && used.uses() < MOST_USES) {
                READERS.giveBack(used);
            }
        }
    }

    /** Made when it is needed: many results are numbers. */
    private Values values() {
        if (reader == null) {
            reader = READERS.take(loader);
        }
        return reader.thing();
    }

    private void readAll(byte[] payload, Receiver receiver) {
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
            } else if (kind == GOOD || kind == STORED) {
                Object value;
                try {
                    value = kind == GOOD ? values().read(input) : taken(input);
                } catch (RuntimeException | LinkageError | StackOverflowError e) {
                    input.setPosition(end);
                    receiver.failed(offset, nanos, e);
                    continue;
                }
                receiver.succeeded(offset, nanos, value);
            } else {
                receiver.failed(offset, nanos, Failure.read(input, values()));
            }
            input.setPosition(end);
        }
    }

    /** The array that stands next, whose content nobody else needs. */
    private Object taken(Input input) {
        int at = input.position();
        try {
            return Stored.read(input, store);
        } finally {
            input.setPosition(at);
            remove(input, store);
        }
    }

    private static void remove(Input input, Optional<Store> store) {
        String name = Stored.name(input);
        store.ifPresent(held -> held.remove(name));
    }

    /**
     * Lets go what is not to be unpacked.
     *
     * @param payload what a {@link Runner} gave
     * @param store holds the content of large arrays
     */
    public static void discard(byte[] payload, Optional<Store> store) {
        var input = new Input(payload);
        while (input.position() < payload.length) {
            byte kind = input.readByte();
            if (kind == NUMBERS) {
                input.skip(NUMBERS_HEAD - 1 - Long.BYTES);
                input.skip(input.readLong());
                continue;
            }
            input.readVarInt(true);
            input.readVarLong(true);
            int end = input.readInt() + input.position();
            if (kind == STORED) {
                remove(input, store);
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
