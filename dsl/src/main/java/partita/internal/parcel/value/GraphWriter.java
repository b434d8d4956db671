package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;

/** Packs several values as one graph: what they share is sent once and is shared again on arrival. */
public final class GraphWriter {
    private final Kryo kryo;
    private final Output output = new Output(512, -1);

    /**
     * Starts an empty graph.
     *
     * @param loader finds classes by name
     * @param watcher is told what is packed
     */
    public GraphWriter(ClassLoader loader, Watcher watcher) {
        kryo = new ValueKryo(loader, watcher);
        kryo.setAutoReset(false);
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
