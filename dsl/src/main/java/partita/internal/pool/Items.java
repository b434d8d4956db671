package partita.internal.pool;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

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
