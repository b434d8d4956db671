package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Values;
import partita.spi.Store;

/** Unpacks the items of a payload, one after the other; {@link ItemsWriter} packed them. */
final class ItemsReader {
    private final Input input;
    private final Optional<Store> store;
    private final int count;
    private final ItemsWriter.Head head;
    private byte kind;
    private int left;
    private int next;
    /** Of numbers at the same distance: this item, and the distance. */
    private int number;

    private int distance;

    /** Begins before the first item. */
    ItemsReader(byte[] payload, Optional<Store> store) {
        this.store = store;
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
            if (left > 0) {
                int more = Math.min(left, items - 1 - skipped);
                next += more * Numeral.width(kind);
                number += more * distance;
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
            kind = input.readByte();
            if (kind == Numeral.STORED) {
                int more = input.readInt();
                next = input.position() + more;
                return;
            }
            left = -length;
            if (kind == Numeral.RANGE) {
                number = input.readInt();
                distance = input.readInt();
                number -= distance;
            }
            next = input.position();
        }
        left--;
        number += distance;
        next += Numeral.width(kind);
    }

    /** The item. */
    @Nullable
    Object read(Values values) {
        if (kind == Numeral.NONE) {
            return values.read(input);
        }
        if (kind == Numeral.RANGE) {
            return number;
        }
        if (kind == Numeral.STORED) {
            return Stored.read(input, store);
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
