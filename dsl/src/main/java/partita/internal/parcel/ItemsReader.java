package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Values;

/** Unpacks the items of a payload, one after the other; {@link ItemsWriter} packed them. */
final class ItemsReader {
    private final Input input;
    private final int count;
    private final ItemsWriter.Head head;
    private byte kind;
    private int left;
    private int next;

    /** Begins before the first item. */
    ItemsReader(byte[] payload) {
        input = new Input(payload);
        count = input.readInt();
        head = ItemsWriter.Head.read(input);
        next = input.position();
    }

    /** How many items there are. */
    int count() {
        return count;
    }

    /** What is said of them together. */
    ItemsWriter.Head head() {
        return head;
    }

    /** Leaves items out. */
    void skip(int items) {
        for (int skipped = 0; skipped < items; skipped++) {
            begin();
            if (kind != Numeral.NONE) {
                int more = Math.min(left, items - 1 - skipped);
                next += more * Numeral.width(kind);
                left -= more;
                skipped += more;
            }
        }
    }

    /** Goes to the next item; where reading the one before ended does not matter. */
    void begin() {
        input.setPosition(next);
        if (left == 0) {
            int length = input.readInt();
            if (length >= 0) {
                kind = Numeral.NONE;
                next = input.position() + length;
                return;
            }
            left = -length;
            kind = input.readByte();
            next = input.position();
        }
        left--;
        next += Numeral.width(kind);
    }

    /** The item. */
    @Nullable
    Object read(Values values) {
        if (kind == Numeral.NONE) {
            return values.read(input);
        }
        long bits =
                switch (Numeral.width(kind)) {
                    case 1 -> input.readByte();
                    case Integer.BYTES -> input.readInt();
                    default -> input.readLong();
                };
        return Numeral.value(kind, bits);
    }
}
