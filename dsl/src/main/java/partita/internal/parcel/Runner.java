package partita.internal.parcel;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import partita.function.Call;
import partita.function.Each;
import partita.function.Fn;
import partita.function.Fn2;
import partita.function.Task;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;
import partita.spi.Store;

/**
 * Runs work on a worker: loads bundles, runs the items of a payload, packs what comes of them. Not safe for use
 * by several threads.
 */
public final class Runner {
    /** How many bundles are kept. */
    private static final int KEPT = 32;

    private static final int KEPT_RUNS = 8;
    /** No object, packed. */
    private static final byte[] NULL = {0};
    /** How long results may wait for more. */
    private static final long PATIENCE_NANOS = 2_000_000;
    /** How large results may grow before they are handed over. */
    private static final int FULL_BYTES = 256 * 1024;

    private final Shelf<byte[]> bundles = new Shelf<>(KEPT, Runtime.getRuntime().maxMemory() / 8);
    private final Shelf<Loaded> loaded = new Shelf<>(KEPT, Runtime.getRuntime().maxMemory() / 4);
    /**
     * Of bundles that are loaded anew for each run. Nobody says when one is over, so those of a few are kept: old ones
     * would fill the heap of who reads a large array in one job after the other. Two runs may take turns.
     */
    private final Shelf<Loaded> ofRuns =
            new Shelf<>(2, KEPT_RUNS, Runtime.getRuntime().maxMemory() / 16);

    private final BlobStore blobs = new BlobStore();

    /** Where results go while a payload runs. */
    @FunctionalInterface
    public interface Sink extends BiConsumer<byte[], Boolean> {
        /**
         * Whether the rest of the payload is not wanted any more.
         *
         * @return true to begin no further item
         */
        default boolean stopped() {
            return false;
        }

        /**
         * What holds the content of large arrays.
         *
         * @return nothing where they stand in the payload and in the results themselves
         */
        default Optional<Store> store() {
            return Optional.empty();
        }

        /**
         * An item is about to begin.
         *
         * @param offset its place in its payload
         */
        default void begin(int offset) {}

        /**
         * Keeps what came of the item that ended last safe from an end of this JVM, until it is handed over.
         *
         * @param buffer holds it
         * @param start where it begins
         * @param length its length
         * @return whether it may wait for more; if not, it is to be handed over now
         */
        default boolean keep(byte[] buffer, int start, int length) {
            return true;
        }

        /**
         * Keeps the first of the numbers that successive items give, as {@link #keep}; who has that has this and {@link
         * #keepMore} too.
         *
         * @param buffer holds it
         * @param start where it begins
         * @param length its length
         * @return as {@link #keep}
         */
        default boolean keepNumbers(byte[] buffer, int start, int length) {
            return keep(buffer, start, length);
        }

        /**
         * Keeps one more of them.
         *
         * @param nanos how long the items ran that gave them
         * @param bits the number
         * @return whether it is kept; if not, what there is is to be handed over, and numbers begin anew
         */
        default boolean keepMore(long nanos, long bits) {
            return true;
        }
    }

    /**
     * Whether a bundle is there.
     *
     * @param hash the bundle's hash
     * @return whether {@link #run} can use it
     */
    public boolean has(String hash) {
        return bundles.get(hash) != null;
    }

    /**
     * Takes a bundle; it is loaded at its first use, so that its failure is that work's.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    public void add(String hash, byte[] bytes) {
        bundles.put(hash, bytes, bytes.length);
    }

    /**
     * Whether a bundle may be loaded before anybody wants it to run.
     *
     * @param bytes its bytes
     * @return true where {@link #preload} runs no code of users
     */
    public static boolean mayPreload(byte[] bytes) {
        return Parts.bare(bytes);
    }

    /**
     * Loads a bundle of which {@link #mayPreload} is true, in case it is wanted. Its classes are loaded and linked, and not
     * initialised. Whatever goes wrong would go wrong for the work, which is told of it then.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    public void preload(String hash, byte[] bytes) {
        try {
            Loaded early = Loaded.load(bytes, blobs);
            var _ = early.values().read(NULL); // which makes what reads items
            bundles.put(hash, bytes, bytes.length);
            loaded.put(hash, early, bytes.length);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError _) {
            return; // nothing is kept of it
        }
    }

    /**
     * Takes a large part of bundles; it stays at least until the next payload was loaded.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    public void addBlob(String hash, byte[] bytes) {
        blobs.add(hash, bytes);
    }

    /**
     * Which parts of a bundle are not there. Those that are stay at least until the next payload was loaded.
     *
     * @param run names the run
     * @param hash the bundle's hash
     * @return the hashes of blobs that {@link #run} would need
     */
    public List<String> missing(long run, String hash) {
        byte[] bytes = bundles.get(hash);
        if (bytes == null || known(run, hash) != null) {
            return List.of();
        }
        try {
            return blobs.missing(Parts.blobs(bytes));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return List.of(); // loading the bundle fails in the same way, and that is the work's failure
        }
    }

    /**
     * Runs a payload. Failures of items are results too. Ends early, with the results so far as the last, when the sink
     * says so.
     *
     * @param run names the run; bundles with mutable state are loaded anew for each
     * @param hash the bundle's hash
     * @param payload the packed items
     * @param from the offset of the first item to run
     * @param sink given packed results, and whether they are the last of this payload; from this thread
     */
    public void run(long run, String hash, byte[] payload, int from, Sink sink) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            runItems(new ItemsReader(payload, sink.store()), from, () -> load(run, hash), sink);
        } finally {
            CurrentItem.end();
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Runs the one item of a payload, here and now.
     *
     * @param run names the run
     * @param hash the bundle's hash
     * @param payload the packed item
     * @throws Throwable what the item throws
     */
    public void runTask(long run, String hash, byte[] payload) throws Throwable {
        Loaded bundle = load(run, hash);
        Thread.currentThread().setContextClassLoader(bundle.loader());
        var items = new ItemsReader(payload, Optional.empty());
        var _ = CurrentItem.begin(items.head().seed());
        items.begin();
        var _ = invoke(bundle.function(), items.read(bundle.values()));
    }

    private @Nullable Loaded known(long run, String hash) {
        Loaded known = loaded.get(hash);
        return known != null ? known : ofRuns.get(hash + run);
    }

    private Loaded load(long run, String hash) throws ReflectiveOperationException {
        try {
            Loaded known = known(run, hash);
            if (known == null) {
                byte[] bytes = bundles.get(hash);
                if (bytes == null) {
                    throw new IllegalStateException("the bundle hash=" + hash + " was not given to this worker");
                }
                known = Loaded.load(bytes, blobs);
                long weight = bytes.length + blobs.neededBytes();
                if (known.reusable()) {
                    loaded.put(hash, known, weight);
                } else {
                    ofRuns.put(hash + run, known, weight);
                }
            }
            return known;
        } finally {
            blobs.settle();
        }
    }

    @FunctionalInterface
    private interface Loading {
        Loaded get() throws ReflectiveOperationException;
    }

    private static void runItems(ItemsReader items, int from, Loading loading, Sink sink) {
        int count = items.count();
        if (from >= count) {
            sink.accept(new byte[0], true);
            return;
        }
        items.skip(from);
        var outcomes = new OutcomeWriter(count - from, sink);
        Loaded bundle = null;
        Throwable broken = null;
        try {
            bundle = loading.get();
            Thread.currentThread().setContextClassLoader(bundle.loader());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            broken = e;
        }
        Values values = values(bundle);
        ItemsWriter.Head head = items.head();
        CurrentItem current = CurrentItem.begin(head.seed());
        long began = System.nanoTime();
        long flushed = began;
        long now = began; // the clock is read as seldom as can be: twice would cost more than a small item does
        for (int offset = from; offset < count; offset++) {
            items.begin();
            sink.begin(offset);
            current.is(head.first() + offset);
            Object result = null;
            Throwable thrown = broken;
            if (bundle != null) {
                try {
                    result = invoke(bundle.function(), items.read(values));
                } catch (Throwable t) { // whatever it is, an item's failure is its result; the worker goes on
                    thrown = t;
                }
            }
            Thread.interrupted(); // an item that left its thread interrupted must not harm the next one
            long nanos = System.nanoTime() - now;
            boolean last = offset == count - 1;
            if (last && bundle != null) {
                outcomes.changed(bundle.tripwire().changed(now + nanos - began));
            }
            boolean good = thrown == null && outcomes.succeeded(offset, nanos, result, values);
            if (thrown != null) {
                outcomes.failed(offset, nanos, thrown, values);
            }
            now = outcomes.endsWithNumber() ? now + nanos : System.nanoTime();
            if (sink.stopped() || (head.failFast() && !good)) {
                sink.accept(outcomes.take(), true);
                return;
            }
            if (last || !outcomes.mayWait() || now - flushed > PATIENCE_NANOS || outcomes.size() > FULL_BYTES) {
                sink.accept(outcomes.take(), last);
                now = System.nanoTime(); // it may have waited
                flushed = now;
            }
        }
    }

    private static Values values(@Nullable Loaded bundle) {
        return bundle != null ? bundle.values() : new Values(Runner.class.getClassLoader(), Watcher.NONE);
    }

    /** No switch on types: the first takes a JVM that has just begun some milliseconds, and a child's runs once. */
    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    private static @Nullable Object invoke(Object function, @Nullable Object item) throws Throwable {
        if (function instanceof Fn<?, ?> f) {
            return ((Fn<@Nullable Object, @Nullable Object>) f).apply(item);
        } else if (function instanceof Fn2<?, ?, ?> f) {
            return fold((Fn2<@Nullable Object, @Nullable Object, @Nullable Object>) f, (@Nullable Object[]) item);
        } else if (function instanceof Each<?> f) {
            ((Each<@Nullable Object>) f).accept(item);
        } else if (function instanceof Call<?> f) {
            return f.call();
        } else if (function instanceof Task f) {
            f.run();
        } else if (function instanceof Callable<?> f) {
            return f.call();
        } else if (function instanceof Runnable f) {
            f.run();
        } else {
            throw new IllegalArgumentException(
                    "not a function: class=" + function.getClass().getName());
        }
        return null;
    }

    /** A pair is the function's arguments; of more, each is joined to what came of those before it. */
    private static @Nullable Object fold(
            Fn2<@Nullable Object, @Nullable Object, @Nullable Object> f, @Nullable Object @Nullable [] group)
            throws Throwable {
        if (group == null) {
            throw new NullPointerException("a pair is null, where two arguments are needed");
        }
        Object joined = group[0];
        for (int i = 1; i < group.length; i++) {
            joined = f.apply(joined, group[i]);
        }
        return joined;
    }
}
