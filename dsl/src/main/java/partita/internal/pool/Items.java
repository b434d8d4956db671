package partita.internal.pool;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import partita.api.IntRange;

/** Where a job takes its items from; used by one thread at a time. */
interface Items {
    /**
     * Waits until there is an item, or there will be none.
     *
     * @return whether there is one
     * @throws InterruptedException if the job is stopped meanwhile
     */
    boolean await() throws InterruptedException;

    /** Whether there is another item that may go with the one before. */
    boolean more();

    /** Takes an item that there is. */
    @Nullable
    Object next();

    /**
     * Takes the next items together, where they are numbers at the same distance: so they need not be made here.
     *
     * @param most so many at the most, at least one
     * @return at least one; null where they are to be taken one by one
     */
    default @Nullable IntRange range(int most) {
        return null;
    }

    /** Whether there is little, and it never waits for any of it. */
    default boolean immediate() {
        return false;
    }

    /** The job's pool takes no more work: an unbounded source ends here. */
    default void lastCall() {}

    /** All that an iterator gives. */
    static Items of(Iterator<?> all) {
        return new Items() {
            @Override
            public boolean await() {
                return all.hasNext();
            }

            @Override
            public boolean more() {
                return all.hasNext();
            }

            @Override
            public @Nullable Object next() {
                return all.next();
            }
        };
    }

    /** All there are of these. */
    static Items of(Iterable<?> all) {
        return all instanceof IntRange range ? new Numbers(range) : of(all.iterator());
    }

    /** Numbers at the same distance. */
    final class Numbers implements Items {
        private final IntRange all;
        private int taken;

        Numbers(IntRange all) {
            this.all = all;
        }

        @Override
        public boolean await() {
            return more();
        }

        @Override
        public boolean more() {
            return taken < all.size();
        }

        @Override
        public Object next() {
            return all.get(taken++);
        }

        @Override
        public IntRange range(int most) {
            int begin = taken;
            taken += Math.min(most, all.size() - taken);
            return all.subList(begin, taken);
        }
    }

    /** One item that is there. */
    static Items single(@Nullable Object item) {
        return new Wrapper(of(Collections.singletonList(item).iterator())) {
            @Override
            public boolean immediate() {
                return true;
            }
        };
    }

    /** The same items, to look at as they are taken. */
    class Wrapper implements Items {
        private final Items inner;

        Wrapper(Items inner) {
            this.inner = inner;
        }

        @Override
        public boolean await() throws InterruptedException {
            return inner.await();
        }

        @Override
        public boolean more() {
            return inner.more();
        }

        @Override
        public @Nullable Object next() {
            return inner.next();
        }
    }
}
