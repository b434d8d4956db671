package partita.internal.parcel;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.code.Reach;
import partita.internal.parcel.value.GraphWriter;

/**
 * How functions of one class were packed last. What it says holds for as long as the class files are the same and
 * all that is packed comes out byte for byte as it did then; so it is asked only after packing the values again.
 *
 * @param loader sees what the function sees
 * @param reach what is reached; not to be changed
 * @param slots where values were taken from, in order
 * @param contents what was packed
 * @param hash the bundle's hash
 * @param bytes the bundle's bytes
 */
record Recipe(ClassLoader loader, Reach reach, List<Slot> slots, Contents contents, String hash, byte[] bytes) {
    /** A larger graph costs more to pack than all that could be saved. */
    static final int LARGEST_GRAPH = 1 << 16;

    private static final int KEPT = 256;

    /** Goes with the class; the queue only limits how many there are. */
    private static final ClassValue<AtomicReference<@Nullable Recipe>> LAST = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Recipe> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private static final Deque<WeakReference<AtomicReference<@Nullable Recipe>>> ORDER = new ArrayDeque<>();

    /**
     * What was packed besides classes.
     *
     * @param mutable whether it can change
     * @param classPath jars added in the notebook
     * @param plain variables with plain values
     * @param plainOnes their values
     * @param variables the other variables
     * @param blobs hashes of large parts
     * @param graph the function and the variables' values
     */
    record Contents(
            boolean mutable,
            List<String> classPath,
            List<Parts.Variable> plain,
            List<@Nullable Object> plainOnes,
            List<Parts.Variable> variables,
            List<String> blobs,
            byte[] graph) {
        /** Whether this is what was packed now. */
        boolean same(
                boolean nowMutable,
                List<String> nowClassPath,
                List<Parts.Variable> nowPlain,
                List<@Nullable Object> nowPlainOnes,
                List<Parts.Variable> nowVariables,
                List<String> nowBlobs,
                GraphWriter nowGraph) {
            return mutable == nowMutable
                    && nowGraph.hasBytes(graph)
                    && plainOnes.equals(nowPlainOnes)
                    && plain.equals(nowPlain)
                    && variables.equals(nowVariables)
                    && blobs.equals(nowBlobs)
                    && classPath.equals(nowClassPath);
        }
    }

    /** How functions of this class were packed, if their code is still the same. */
    static @Nullable Recipe of(Class<?> function, ClassLoader loader) {
        Recipe last = function.getClassLoader() == loader ? LAST.get(function).get() : null;
        return last != null && last.loader == loader && last.reach.unchanged() ? last : null;
    }

    static void keep(Class<?> function, Recipe recipe) {
        if (function.getClassLoader() != recipe.loader) {
            return; // a class that outlives the notebook must not hold it
        }
        AtomicReference<@Nullable Recipe> last = LAST.get(function);
        if (last.getAndSet(recipe) != null) {
            return;
        }
        synchronized (ORDER) {
            ORDER.addLast(new WeakReference<>(last));
            AtomicReference<@Nullable Recipe> eldest =
                    ORDER.size() > KEPT ? ORDER.removeFirst().get() : null;
            if (eldest != null) {
                eldest.set(null);
            }
        }
    }
}
