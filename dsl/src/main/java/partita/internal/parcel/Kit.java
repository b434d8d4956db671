package partita.internal.parcel;

import java.lang.invoke.SerializedLambda;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Blobs;
import partita.internal.parcel.value.GraphWriter;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;

/** Writers for what one packer packs. They are dear to make, so some are kept for the next packer. */
final class Kit {
    private static final int KEPT = 4;
    /** Writers keep something of each class that they wrote. */
    private static final int MOST_CLASSES = 1000;

    private static final Deque<SoftReference<Kit>> FREE = new ArrayDeque<>();

    private final ClassLoader loader;
    private final Relay shared = new Relay();
    private final Relay itemRelay = new Relay();

    /** Writes the function and what it reads. */
    final GraphWriter graph;
    /** Writes single values as the graph does. */
    final Values values;
    /** Writes items. */
    final Values items;

    private Kit(ClassLoader loader) {
        this.loader = loader;
        graph = new GraphWriter(loader, shared, shared);
        values = new Values(loader, shared, shared);
        items = new Values(loader, itemRelay);
    }

    static Kit take(ClassLoader loader, Inspector inspector, Blobs blobs) {
        Kit free = free(loader);
        Kit kit = free != null ? free : new Kit(loader);
        kit.shared.to(inspector.shared, blobs);
        kit.itemRelay.to(inspector.items, Blobs.NONE);
        return kit;
    }

    private static @Nullable Kit free(ClassLoader loader) {
        synchronized (FREE) {
            for (Iterator<SoftReference<Kit>> each = FREE.iterator(); each.hasNext(); ) {
                Kit kit = each.next().get();
                if (kit == null || kit.loader == loader) {
                    each.remove();
                }
                if (kit != null && kit.loader == loader) {
                    return kit;
                }
            }
            return null;
        }
    }

    /** Gives it to the next packer; the caller does not use it any more. */
    void giveBack() {
        if (shared.classes.size() + itemRelay.classes.size() > MOST_CLASSES) {
            return;
        }
        graph.reset();
        shared.to(Watcher.NONE, Blobs.NONE);
        itemRelay.to(Watcher.NONE, Blobs.NONE);
        synchronized (FREE) {
            FREE.addFirst(new SoftReference<>(this));
            if (FREE.size() > KEPT) {
                FREE.removeLast();
            }
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
