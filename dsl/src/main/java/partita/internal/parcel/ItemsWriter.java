package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.api.IntRange;
import partita.api.NotShippableException;
import partita.internal.parcel.value.Bulk;
import partita.spi.Store;

/**
 * Packs some items into a payload: a head that begins with their count, then each with its length before it; or, for
 * numbers that follow each other, minus how many they are, their kind, and the numbers, or the first and the distance. A
 * large array stands with its length as such a kind.
 */
public final class ItemsWriter {
    /**
     * What a worker is told of the items together.
     *
     * @param first the index of the first in its job
     * @param seed what their random numbers depend on, together with each one's index
     * @param failFast whether none begins after one that failed
     */
    public record Head(long first, long seed, boolean failFast) {
        /** The bytes of the count and the head. */
        static final int BYTES = Integer.BYTES + 2 * Long.BYTES + 1;

        static Head read(Input input) {
            return new Head(input.readLong(), input.readLong(), input.readBoolean());
        }
    }

    private final Packer packer;
    private final Output output = new Output(256, -1);
    private int count;
    /** The numbers that were added last: their kind, how many, and where that is to stand. */
    private byte kind;

    private int numbers;
    private int numbersAt;
    private final Optional<Store> store;
    private final List<String> stored = new ArrayList<>();
    private long storedBytes;

    /**
     * Starts a payload.
     *
     * @param packer packs the items
     * @param head what a worker is told of them together
     * @param store holds the content of large arrays
     */
    public ItemsWriter(Packer packer, Head head, Optional<Store> store) {
        this.packer = packer;
        this.store = store;
        output.writeInt(0);
        output.writeLong(head.first());
        output.writeLong(head.seed());
        output.writeBoolean(head.failFast());
    }

    /**
     * Adds an item.
     *
     * @param what names it in an error, for people, together with the number
     * @param index the number
     * @param item the item
     * @throws NotShippableException if it cannot travel; the payload is as before
     */
    public void add(String what, long index, @Nullable Object item) {
        byte itsKind = Numeral.kind(item);
        if (item != null && itsKind != Numeral.NONE) {
            addNumber(itsKind, Numeral.bits(item));
        } else {
            endNumbers();
            String name = Stored.put(item, store);
            if (item != null && name != null) {
                addStored(item, name);
            } else {
                addPacked(what, index, item);
            }
        }
        count++;
    }

    /**
     * Adds items that are numbers at the same distance.
     *
     * @param range at least one
     */
    public void add(IntRange range) {
        endNumbers();
        output.writeInt(-range.size());
        output.writeByte(Numeral.RANGE);
        output.writeInt(range.getFirst());
        output.writeInt(range.step());
        count += range.size();
    }

    private void addStored(Object array, String name) {
        stored.add(name);
        storedBytes += Bulk.view(array).byteSize();
        output.writeInt(-1);
        output.writeByte(Numeral.STORED);
        output.writeInt(0);
        int at = output.position();
        Stored.write(array, name, output);
        putInt(at - Integer.BYTES, output.position() - at);
    }

    private void addPacked(String what, long index, @Nullable Object item) {
        int at = output.position();
        output.writeInt(0);
        try {
            packer.item(index < 0 ? what : what + ' ' + index, item, output);
        } catch (NotShippableException e) {
            output.setPosition(at);
            throw e;
        }
        putInt(at, output.position() - at - Integer.BYTES);
    }

    private void addNumber(byte itsKind, long bits) {
        if (itsKind != kind) {
            endNumbers();
            kind = itsKind;
            numbersAt = output.position();
            output.writeInt(0);
            output.writeByte(kind);
        }
        numbers++;
        switch (Numeral.width(kind)) {
            case 1 -> output.writeByte((byte) bits);
            case Integer.BYTES -> output.writeInt((int) bits);
            default -> output.writeLong(bits);
        }
    }

    private void endNumbers() {
        if (kind != Numeral.NONE) {
            putInt(numbersAt, -numbers);
            kind = Numeral.NONE;
            numbers = 0;
        }
    }

    /**
     * Adds the one item that a piece has.
     *
     * @param what names it in an error, for people
     * @param item the item
     * @throws NotShippableException if it cannot travel; the payload is as before
     */
    public void add(String what, @Nullable Object item) {
        add(what, -1, item);
    }

    /**
     * How many items were added.
     *
     * @return their number
     */
    public int count() {
        return count;
    }

    /**
     * How many items a payload has.
     *
     * @param payload what {@link #bytes} gave
     * @return their number
     */
    public static int count(byte[] payload) {
        return payload.length < Head.BYTES ? 0 : new Input(payload).readInt();
    }

    /**
     * How large the payload is.
     *
     * @return its bytes so far, with those in the store
     */
    public long size() {
        return output.position() + storedBytes;
    }

    /**
     * What it needs from the store.
     *
     * @return names, to be removed when no worker needs the payload any more
     */
    public List<String> stored() {
        return List.copyOf(stored);
    }

    /**
     * The payload.
     *
     * @return its bytes
     */
    public byte[] bytes() {
        endNumbers();
        putInt(0, count);
        return output.toBytes();
    }

    private void putInt(int at, int value) {
        int end = output.position();
        output.setPosition(at);
        output.writeInt(value);
        output.setPosition(end);
    }
}
