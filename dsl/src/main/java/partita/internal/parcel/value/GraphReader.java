package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import org.jspecify.annotations.Nullable;

/** Unpacks what a {@link GraphWriter} packed. */
public final class GraphReader {
    private final Kryo kryo;
    private final Input input;

    /**
     * Starts before the first value.
     *
     * @param loader finds classes by name
     * @param bytes the graph
     * @param blobs holds the content of large arrays and texts
     */
    public GraphReader(ClassLoader loader, byte[] bytes, Blobs blobs) {
        kryo = new ValueKryo(loader, Watcher.NONE, blobs);
        kryo.setAutoReset(false);
        input = new Input(bytes);
    }

    /**
     * The next value, in the order of packing.
     *
     * @return the value
     * @throws RuntimeException if its classes are not there, or a constructor of theirs throws
     */
    public @Nullable Object next() {
        try {
            for (int ahead = input.readVarInt(true); ahead > 0; ahead--) {
                var _ = kryo.readClassAndObject(input);
            }
            return kryo.readClassAndObject(input);
        } catch (RuntimeException e) {
            throw Values.unread(e);
        }
    }
}
