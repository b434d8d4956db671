package partita.internal.parcel;

import java.lang.invoke.SerializedLambda;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import partita.internal.parcel.value.Blobs;
import partita.internal.parcel.value.GraphWriter;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;

/** Writers for what one packer packs. They are dear to make, so some are kept for the next packer. */
final class Kit {
    /** Writers keep something of each class that they wrote. */
    private static final int MOST_CLASSES = 1000;

    private static final Spares<Kit> SPARES = new Spares<>(Kit::new);

    private final Relay shared = new Relay();
    private final Relay itemRelay = new Relay();

    /** Writes the function and what it reads. */
    final GraphWriter graph;
    /** Writes single values as the graph does. */
    final Values values;
    /** Writes items. */
    final Values items;

    private Kit(ClassLoader loader) {
        graph = new GraphWriter(loader, shared, shared);
        values = new Values(loader, shared, shared);
        items = new Values(loader, itemRelay);
    }

    static Spares.Spare<Kit> take(ClassLoader loader, Inspector inspector, Blobs blobs) {
        Spares.Spare<Kit> spare = SPARES.take(loader);
        Kit kit = spare.thing();
        kit.shared.to(inspector.shared, blobs);
        kit.itemRelay.to(inspector.items, Blobs.NONE);
        return spare;
    }

    /** Keeps none for a loader that nothing more is packed from. */
    static void forget(ClassLoader loader) {
        SPARES.forget(loader);
    }

    /** Gives it to the next packer; the caller does not use it any more. */
    static void giveBack(Spares.Spare<Kit> spare) {
        Kit kit = spare.thing();
        if (kit.shared.classes.size() + kit.itemRelay.classes.size() <= MOST_CLASSES) {
            kit.graph.reset();
            kit.shared.to(Watcher.NONE, Blobs.NONE);
            kit.itemRelay.to(Watcher.NONE, Blobs.NONE);
            SPARES.giveBack(spare);
        }
    }

    /** Passes on to the packer of the day. */
    private static final class Relay implements Watcher, Blobs {
        private final Set<Class<?>> classes = new HashSet<>();
        private Watcher watcher = Watcher.NONE;
        private Blobs blobs = Blobs.NONE;

        void to(Watcher newWatcher, Blobs newBlobs) {
            watcher = newWatcher;
            blobs = newBlobs;
        }

        @Override
        public void type(Class<?> type) {
            classes.add(type);
            watcher.type(type);
        }

        @Override
        public void lambda(SerializedLambda lambda) {
            watcher.lambda(lambda);
        }

        @Override
        public List<String> put(Object value) {
            return blobs.put(value);
        }

        @Override
        public byte[] get(String hash) {
            return blobs.get(hash);
        }
    }
}
