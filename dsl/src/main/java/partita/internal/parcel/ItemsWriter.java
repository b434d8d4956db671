package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;

/** Packs some items into a payload: their count, then each with its length before it. */
public final class ItemsWriter {
    private final Packer packer;
    private final Output output = new Output(256, -1);
    private int count;

    /**
     * Starts a payload.
     *
     * @param packer packs the items
     */
    public ItemsWriter(Packer packer) {
        this.packer = packer;
        output.writeInt(0);
    }

    /**
     * Adds an item.
     *
     * @param what names it in an error, for people
     * @param item the item
     * @throws NotShippableException if it cannot travel; the payload is as before
     */
    public void add(String what, @Nullable Object item) {
        int at = output.position();
        output.writeInt(0);
        try {
            packer.item(what, item, output);
        } catch (NotShippableException e) {
            output.setPosition(at);
            throw e;
        }
        putInt(at, output.position() - at - Integer.BYTES);
        count++;
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
     * How large the payload is.
     *
     * @return its bytes so far
     */
    public int size() {
        return output.position();
    }

    /**
     * The payload.
     *
     * @return its bytes
     */
    public byte[] bytes() {
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
