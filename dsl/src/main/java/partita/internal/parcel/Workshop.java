package partita.internal.parcel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Blobs;
import partita.spi.ClassSource;

/**
 * Where values are kept, functions that were sent are brought to life here, and values are read that have to be
 * compared with each other. Safe for use by several threads.
 */
public final class Workshop {
    /** How many bundles are kept. */
    private static final int KEPT = 256;

    /**
     * Values that are to be equal must have the same classes. Two notebooks may use one name for different classes:
     * their values are read in different realms, and never equal.
     */
    private static final class Realm {
        final Letters letters;
        final Map<String, byte[]> classes = new HashMap<>();

        Realm(Letters letters) {
            this.letters = letters;
        }

        boolean fits(Map<String, byte[]> others) {
            return others.entrySet().stream().allMatch(other -> {
                byte[] own = classes.get(other.getKey());
                return own == null || Arrays.equals(own, other.getValue());
            });
        }
    }

    private final ClassSource source;
    private final ClassLoader base;
    private final Letters.Office office;
    private final Shelf<byte[]> bundles = new Shelf<>(KEPT, Runtime.getRuntime().maxMemory() / 8);
    private final Shelf<Tool> tools = new Shelf<>(KEPT, Runtime.getRuntime().maxMemory() / 8);
    private final List<Realm> realms = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param source knows the typed classes
     * @param base finds classes that were not typed
     * @param office keeps typed classes
     */
    public Workshop(ClassSource source, ClassLoader base, Letters.Office office) {
        this.source = source;
        this.base = base;
        this.office = office;
    }

    /**
     * Takes a bundle.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    public synchronized void add(String hash, byte[] bytes) {
        bundles.put(hash, bytes, bytes.length);
    }

    /**
     * Brings a function to life: anew where it holds what can change, so that each use begins with what was sent.
     *
     * @param hash names its bundle
     * @return the function, or null if its bundle is not here
     * @throws ReflectiveOperationException if its classes do not fit together
     */
    public @Nullable Tool tool(String hash) throws ReflectiveOperationException {
        byte[] bytes;
        synchronized (this) {
            Tool known = tools.get(hash);
            bytes = bundles.get(hash);
            if (known != null || bytes == null) {
                return known;
            }
        }
        Loaded loaded = Loaded.load(bytes, Blobs.NONE);
        var tool = new Tool(loaded, source, office);
        if (loaded.reusable()) {
            synchronized (this) {
                tools.put(hash, tool, bytes.length);
            }
        }
        return tool;
    }

    /**
     * Reads a value so that it can be compared with others.
     *
     * @param letter the value
     * @return the value
     * @throws partita.api.NotShippableException if its class cannot come by itself
     */
    public @Nullable Object read(byte[] letter) {
        var classes = new HashMap<String, byte[]>();
        Letters.classes(letter).forEach((name, hash) -> {
            byte[] kept = hash.isEmpty() ? null : office.fetch(hash);
            byte[] own = kept == null ? null : TypedClasses.unpack(kept).get(name);
            if (own != null) {
                classes.put(name, own);
            }
        });
        return realm(classes).unpack(letter, office);
    }

    private synchronized Letters realm(Map<String, byte[]> classes) {
        Realm fitting = realms.stream().filter(r -> r.fits(classes)).findFirst().orElse(null);
        if (fitting == null) {
            fitting = new Realm(new Letters(base, source));
            realms.add(fitting);
        }
        fitting.classes.putAll(classes);
        return fitting.letters;
    }

    /**
     * Packs a failure that no function is to blame for.
     *
     * @param thrown the failure
     * @return for {@link Letters#failure}
     */
    public byte[] failure(Throwable thrown) {
        return Tool.failure(thrown, base);
    }
}
