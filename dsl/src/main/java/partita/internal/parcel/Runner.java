package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
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

/**
 * Runs work on a worker: loads bundles, runs the items of a payload, packs what comes of them. Not safe for use
 * by several threads.
 */
public final class Runner {
    /** How many bundles are kept. */
    private static final int KEPT = 32;
    /** How long results may wait for more. */
    private static final long PATIENCE_NANOS = 2_000_000;
    /** How large results may grow before they are handed over. */
    private static final int FULL_BYTES = 256 * 1024;

    private final Shelf<byte[]> bundles = new Shelf<>(KEPT, Runtime.getRuntime().maxMemory() / 8);
    private final Shelf<Loaded> loaded = new Shelf<>(KEPT, Runtime.getRuntime().maxMemory() / 4);
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
            runItems(new Input(payload), from, () -> load(run, hash), sink);
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
        var input = new Input(payload);
        input.setPosition(Integer.BYTES);
        var _ = CurrentItem.begin(ItemsWriter.Head.read(input).seed());
        input.setPosition(ItemsWriter.Head.BYTES + Integer.BYTES);
        var _ = invoke(bundle.function(), bundle.values().read(input));
    }

    private @Nullable Loaded known(long run, String hash) {
        Loaded known = loaded.get(hash);
        return known != null ? known : loaded.get(hash + run);
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
                loaded.put(known.reusable() ? hash : hash + run, known, bytes.length + blobs.neededBytes());
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

    private static void runItems(Input input, int from, Loading loading, Sink sink) {
        int count = input.readInt();
        var head = ItemsWriter.Head.read(input);
        if (from >= count) {
            sink.accept(new byte[0], true);
            return;
        }
        for (int skipped = 0; skipped < from; skipped++) {
            int length = input.readInt();
            input.setPosition(input.position() + length);
        }
        var output = new Output(256, -1);
        Loaded bundle = null;
        Throwable broken = null;
        try {
            bundle = loading.get();
            Thread.currentThread().setContextClassLoader(bundle.loader());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            broken = e;
        }
        CurrentItem current = CurrentItem.begin(head.seed());
        long began = System.nanoTime();
        long flushed = began;
        long now = began; // the clock is read once an item: twice would cost more than a small item does
        for (int offset = from; offset < count; offset++) {
            int length = input.readInt();
            int next = input.position() + length;
            int start = output.position();
            sink.begin(offset);
            current.is(head.first() + offset);
            boolean good = runItem(offset, now, input, bundle, broken, output);
            now = System.nanoTime();
            boolean last = offset == count - 1;
            if (last && bundle != null) {
                tellBefore(start, bundle.tripwire().changed(now - began), output);
            }
            boolean mayWait = sink.keep(output.getBuffer(), start, output.position() - start);
            input.setPosition(next);
            if (sink.stopped() || (head.failFast() && !good)) {
                sink.accept(output.toBytes(), true);
                return;
            }
            if (last || !mayWait || now - flushed > PATIENCE_NANOS || output.position() > FULL_BYTES) {
                sink.accept(output.toBytes(), last);
                output.reset();
                now = System.nanoTime(); // it may have waited
                flushed = now;
            }
        }
    }

    /** Puts what changed before the last result: with that the job may be over for its caller. */
    private static void tellBefore(int start, List<String> variables, Output output) {
        if (variables.isEmpty()) {
            return;
        }
        byte[] result = Arrays.copyOfRange(output.getBuffer(), start, output.position());
        output.setPosition(start);
        for (String variable : variables) {
            int at = begin(output, 0, System.nanoTime(), OutcomeReader.CHANGED);
            output.writeString(variable);
            end(output, at);
        }
        output.writeBytes(result);
    }

    /** Whether it gave a result. */
    private static boolean runItem(
            int offset, long begun, Input input, @Nullable Loaded bundle, @Nullable Throwable broken, Output output) {
        int start = output.position();
        try {
            if (bundle == null) {
                throw broken != null ? broken : new IllegalStateException("nothing was loaded");
            }
            Object result = invoke(bundle.function(), bundle.values().read(input));
            int at = begin(output, offset, begun, OutcomeReader.GOOD);
            bundle.values().write("the result", result, output);
            end(output, at);
            return true;
        } catch (Throwable thrown) {
            // Whatever it is, an item's failure is its result; the worker goes on.
            output.setPosition(start);
            int at = begin(output, offset, begun, OutcomeReader.FAILED);
            Failure.write(thrown, values(bundle), output);
            end(output, at);
            return false;
        } finally {
            // An item that left its thread interrupted must not harm the next one.
            Thread.interrupted();
        }
    }

    private static Values values(@Nullable Loaded bundle) {
        return bundle != null ? bundle.values() : new Values(Runner.class.getClassLoader(), Watcher.NONE);
    }

    private static int begin(Output output, int offset, long begun, byte kind) {
        output.writeVarInt(offset, true);
        output.writeVarLong(System.nanoTime() - begun, true);
        output.writeByte(kind);
        output.writeInt(0);
        return output.position();
    }

    private static void end(Output output, int from) {
        int to = output.position();
        output.setPosition(from - Integer.BYTES);
        output.writeInt(to - from);
        output.setPosition(to);
    }

    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    private static @Nullable Object invoke(Object function, @Nullable Object item) throws Throwable {
        switch (function) {
            case Fn<?, ?> f -> {
                return ((Fn<@Nullable Object, @Nullable Object>) f).apply(item);
            }
            case Fn2<?, ?, ?> f -> {
                return fold((Fn2<@Nullable Object, @Nullable Object, @Nullable Object>) f, (@Nullable Object[]) item);
            }
            case Each<?> f -> ((Each<@Nullable Object>) f).accept(item);
            case Call<?> f -> {
                return f.call();
            }
            case Task f -> f.run();
            case Callable<?> f -> {
                return f.call();
            }
            case Runnable f -> f.run();
            default ->
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
