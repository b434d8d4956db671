package partita.internal.parcel;

import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The item that a thread runs. Its random numbers depend on its job's seed and its index alone. */
public final class CurrentItem {
    private static final ThreadLocal<@Nullable CurrentItem> CURRENT = new ThreadLocal<>();
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final long seed;
    private long index;
    private @Nullable SplittableRandom source;
    private @Nullable Random random;

    private CurrentItem(long seed, long index) {
        this.seed = seed;
        this.index = index;
    }

    /** This thread runs items with that seed, until {@link #end}. */
    static CurrentItem begin(long seed) {
        CurrentItem item = new CurrentItem(seed, 0);
        CURRENT.set(item);
        return item;
    }

    /** This thread runs no items any more. */
    static void end() {
        CURRENT.remove();
    }

    /** The next item. */
    void is(long newIndex) {
        index = newIndex;
        source = null;
        random = null;
    }

    private SplittableRandom source() {
        SplittableRandom made = source;
        if (made == null) {
            // The seed is mixed before the index is added, so that seeds 1, 2, 3 do not share their items' numbers.
            made = new SplittableRandom(new SplittableRandom(seed).nextLong() + (index + 1) * GOLDEN);
            made = made.split();
            source = made;
        }
        return made;
    }

    private Random generator() {
        Random made = random;
        if (made == null) {
            made = Random.from(source());
            random = made;
        }
        return made;
    }

    /**
     * The random numbers of the item that this thread runs.
     *
     * @return always the same generator within one item, or null if this thread runs none
     */
    public static @Nullable Random random() {
        CurrentItem current = CURRENT.get();
        return current == null ? null : current.generator();
    }

    /**
     * A seed for a job that was given none.
     *
     * @return a random one; within an item, one that depends on the item's own, so that work within work is
     *     repeatable too
     */
    public static long newSeed() {
        CurrentItem current = CURRENT.get();
        return (current == null ? new SplittableRandom() : current.source()).nextLong();
    }

    /**
     * Random numbers outside any item.
     *
     * @param seed what they depend on
     * @return a new generator
     */
    public static Random random(long seed) {
        return new CurrentItem(seed, -1).generator();
    }
}
