package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;
import partita.spi.ClassSource;

/** A function that was sent to where values are kept, with what reads and writes such values for it. */
public final class Tool {
    private final ClassLoader loader;
    private final Object function;
    private final Letters letters;
    private final Letters.Office office;

    Tool(Loaded loaded, ClassSource source, Letters.Office office) {
        this.loader = loaded.loader();
        this.function = loaded.function();
        this.letters = new Letters(loader, source);
        this.office = office;
    }

    /**
     * What was sent.
     *
     * @return the function, of the interface that its sender chose
     */
    public Object function() {
        return function;
    }

    /**
     * The loader of its classes.
     *
     * @return the loader
     */
    public ClassLoader loader() {
        return loader;
    }

    /**
     * Unpacks a value with the function's classes.
     *
     * @param letter the value
     * @return a copy of its own
     */
    public @Nullable Object read(byte[] letter) {
        return letters.unpack(letter, office);
    }

    /**
     * Packs a value.
     *
     * @param what names it in an error
     * @param value the value
     * @param kept whether readers get copies that refuse changes
     * @return its letter
     */
    public byte[] write(String what, @Nullable Object value, boolean kept) {
        return kept ? letters.packKept(what, value, office) : letters.pack(what, value, office);
    }

    /**
     * Packs what the function threw.
     *
     * @param thrown the failure
     * @return for {@link Letters#failure}
     */
    public byte[] failure(Throwable thrown) {
        return failure(thrown, loader);
    }

    /**
     * Packs what was thrown.
     *
     * @param thrown the failure
     * @param loader finds its classes
     * @return for {@link Letters#failure}
     */
    public static byte[] failure(Throwable thrown, ClassLoader loader) {
        var output = new Output(512, -1);
        Failure.write(thrown, new Values(loader, Watcher.NONE), output);
        return output.toBytes();
    }
}
