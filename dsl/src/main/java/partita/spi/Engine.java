package partita.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.api.WorkerStatus;

/**
 * Where work runs. An engine takes bundles and pieces of work as bytes, pulls the next piece whenever it
 * has room, and tells a listener what became of each; it knows nothing of lambdas, items or notebooks. The
 * local engine is the first implementation; a cluster's engine fills the same seam.
 */
public interface Engine extends AutoCloseable {
    /**
     * How many pieces of work can run at the same time.
     *
     * @return at least 1; may change with time
     */
    int slots();

    /**
     * Starts a run: pulls work from the source, as there is room, until it gives null. Returns at once.
     *
     * @param source gives the work; called from one thread of the engine's at a time, and may block
     * @param listener is told what happens, from threads of the engine's; must not block
     * @return a handle to stop the run with
     * @throws partita.api.ClosedException if this engine was closed
     */
    Run start(Source source, Listener listener);

    /**
     * Runs a piece of work once on each worker that there is, besides what they do otherwise. Returns at once.
     *
     * @param work the piece; the listener is told of it once for each worker, with the ids 0, 1, 2 …
     * @param listener is told what happens
     * @return a handle to stop the run with
     * @throws partita.api.ClosedException if this engine was closed
     */
    default Run broadcast(Work work, Listener listener) {
        AtomicInteger next = new AtomicInteger();
        int all = slots();
        return start(
                () -> next.get() < all ? new Work(next.getAndIncrement(), work.bundle(), work.payload()) : null,
                listener);
    }

    /**
     * The workers as they are now.
     *
     * @return a copy; empty where the engine has none of its own
     */
    default List<WorkerStatus> workers() {
        return List.of();
    }

    /**
     * Lets workers of other machines in, which connect by themselves and take part in the runs that begin from then on.
     *
     * @param address where to listen, as {@code tcp://host:port}
     * @param key what they need to come in
     * @return the address, with the port that was found
     * @throws UnsupportedOperationException if this engine has no use for them
     */
    default String serve(String address, byte[] key) {
        throw new UnsupportedOperationException("this engine takes no workers from elsewhere: engine=" + this);
    }

    /**
     * Where contents of large items may wait, for workers to take them from there.
     *
     * @return nothing where all workers cannot reach it
     */
    default Optional<Store> store() {
        return Optional.empty();
    }

    /** Gets ready ahead of the first run, in the background. Does nothing where there is nothing to prepare. */
    default void warmUp() {}

    /** Ends all workers. Runs under way end with a {@link partita.api.ClosedException}. */
    @Override
    void close();

    /**
     * A lambda with all it needs, as bytes; a worker keeps what it loaded from it under the hash.
     *
     * @param hash names the content; equal hashes mean equal bytes and equal blobs
     * @param bytes what {@code partita.internal.parcel} packed
     * @param blobs large parts of it that stand in {@code bytes} by their hashes only, so that a worker which has
     *     one of them from another bundle need not be sent it again
     */
    record Bundle(String hash, byte[] bytes, List<Blob> blobs) {
        /**
         * A bundle that is whole in itself.
         *
         * @param hash names the content
         * @param bytes what was packed
         */
        public Bundle(String hash, byte[] bytes) {
            this(hash, bytes, List.of());
        }

        /**
         * Copies the list.
         *
         * @param hash names the content
         * @param bytes what was packed
         * @param blobs large parts of it
         */
        public Bundle {
            blobs = List.copyOf(blobs);
        }
    }

    /**
     * A large part of a bundle. A worker may drop it whenever it likes, and asks for it when it needs it again.
     *
     * @param hash names the content; equal hashes mean equal bytes
     * @param bytes the content; never changed
     */
    record Blob(String hash, byte[] bytes) {}

    /**
     * A piece of work: some items, packed, and the bundle that knows what to do with them.
     *
     * @param id names it within its run
     * @param bundle what runs it
     * @param payload the packed items
     * @param from the offset of the first item to run; those before it have run elsewhere
     */
    record Work(long id, Bundle bundle, byte[] payload, int from) {
        /**
         * A piece of which nothing has run.
         *
         * @param id names it within its run
         * @param bundle what runs it
         * @param payload the packed items
         */
        public Work(long id, Bundle bundle, byte[] payload) {
            this(id, bundle, payload, 0);
        }
    }

    /** Gives the work of one run. */
    @FunctionalInterface
    interface Source {
        /**
         * The next piece.
         *
         * @return a piece of work, or null if there is no more, for good
         * @throws Exception if the next piece cannot be made; the run then ends with it, once all that was
         *     begun has ended
         */
        @Nullable
        Work next() throws Exception;

        /**
         * Whether this gives all that there is without waiting, and that is little: an engine may then take it all on the
         * thread that starts the run, which saves a change of threads.
         *
         * @return false if {@link #next} is to be called by a thread of the engine's
         */
        default boolean immediate() {
            return false;
        }

        /**
         * How long one item may run. Past it, its worker is ended and replaced, and {@link Listener#overdue} told.
         *
         * @return the limit, if there is one
         */
        default Optional<Duration> itemLimit() {
            return Optional.empty();
        }
    }

    /** A run under way. */
    interface Run {
        /**
         * Stops the run: no more work is pulled, work that runs is stopped and its worker replaced if it does
         * not heed. The listener is told {@code ended} once that is done.
         */
        void cancel();

        /**
         * Begins no more of the run, but lets the items end that have begun; then the listener is told {@code
         * ended}, without a failure. An engine that cannot do that cancels.
         */
        default void drain() {
            cancel();
        }

        /**
         * Lets the calling thread, which is about to wait, do what a thread of the engine's would do otherwise; for some
         * milliseconds at the most. Does nothing where that is of no use.
         *
         * @param done what it waits for
         */
        default void help(BooleanSupplier done) {}
    }

    /** Is told what happens in a run; calls for one run come one at a time. */
    interface Listener {
        /**
         * A worker has begun a piece of work.
         *
         * @param work its id
         * @param worker who runs it
         */
        default void started(long work, WorkerInfo worker) {}

        /**
         * Results of a piece of work. A piece of many items may give them in several parts.
         *
         * @param work its id
         * @param worker who ran it
         * @param payload what {@code partita.internal.parcel} packed on the worker
         * @param last whether the piece is done
         */
        void result(long work, WorkerInfo worker, byte[] payload, boolean last);

        /**
         * A worker wrote to its standard output or standard error.
         *
         * @param worker who wrote
         * @param error whether to standard error
         * @param text what was written, whole lines where they are shorter than some thousand characters
         */
        default void output(WorkerInfo worker, boolean error, String text) {}

        /**
         * A worker ended while it had this piece of work. What it gave before stands; an item that had begun and of
         * which no result came is lost, the last one that had begun at most.
         *
         * @param work its id
         * @param worker who died
         * @param begunItem the offset in the piece of the last item that had begun; {@link Integer#MAX_VALUE} if all
         *     had
         * @param exitCode its exit code; minus the number of the signal that ended it
         * @param cause the likely cause, for people
         * @return the offset of the item from which on another worker is to run the rest, which has not begun:
         *     {@code begunItem + 1}, or {@code begunItem} to run that one again; {@link #NOTHING_LEFT} for no more
         */
        int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause);

        /**
         * An item ran for longer than {@link Source#itemLimit}, so that its worker was ended. What came before stands,
         * also where the item itself ended in the last moment.
         *
         * @param work the piece's id
         * @param worker who ran it
         * @param begunItem the item's offset in the piece
         * @param limit how long it was allowed to run
         * @return as {@link #lost}
         */
        default int overdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
            return lost(work, worker, begunItem, -9, "an item took longer than limit=" + limit);
        }

        /** The exit code of a worker whose end nobody saw, since it was on another machine. */
        int UNKNOWN_EXIT = Integer.MIN_VALUE;

        /** What {@link #lost} gives where no item of the piece is left to run. */
        int NOTHING_LEFT = -1;

        /**
         * The run is over; nothing is told after this but the output of threads that its work left behind.
         *
         * @param failure why no more work was done, or null if all of it was
         */
        void ended(@Nullable Throwable failure);
    }
}
