package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;

/** Packs several values as one graph: what they share is sent once and is shared again on arrival. */
public final class GraphWriter {
    private final Kryo kryo;
    /** A buffer that is not kept for the next graph. */
    private static final int LARGE_BYTES = 1 << 18;

    private final Output output = new Output(512, -1);

    /**
     * Starts an empty graph.
     *
     * @param loader finds classes by name
     * @param watcher is told what is packed
     * @param blobs takes the content of large arrays and texts
     */
    public GraphWriter(ClassLoader loader, Watcher watcher, Blobs blobs) {
        kryo = new ValueKryo(loader, watcher, blobs);
        kryo.setAutoReset(false);
    }

    /** Begins an empty graph again. */
    public void reset() {
        kryo.reset();
        if (output.getBuffer().length > LARGE_BYTES) {
            output.setBuffer(new byte[512], -1);
        }
        output.reset();
    }

    /**
     * How large the graph is.
     *
     * @return its bytes so far
     */
    public int size() {
        return output.position();
    }

    /**
     * Whether the graph has just these bytes so far.
     *
     * @param bytes the bytes
     * @return whether they are equal
     */
    public boolean hasBytes(byte[] bytes) {
        return Arrays.equals(output.getBuffer(), 0, output.position(), bytes, 0, bytes.length);
    }

    /**
     * Adds a value. After a failure this graph is of no use.
     *
     * @param what names the value in an error, for people
     * @param value the value
     * @throws NotShippableException if it, or something it holds, cannot travel
     */
    public void add(String what, @Nullable Object value) {
        try {
            List<Object> ahead = value == null ? List.of() : Ahead.of(value);
            output.writeVarInt(ahead.size(), true);
            ahead.forEach(object -> kryo.writeClassAndObject(output, object));
            kryo.writeClassAndObject(output, value);
        } catch (RuntimeException | StackOverflowError e) {
            throw Values.explain(what, value, e);
        }
    }

    /**
     * What was added so far.
     *
     * @return its bytes
     */
    public byte[] bytes() {
        return output.toBytes();
    }
}
