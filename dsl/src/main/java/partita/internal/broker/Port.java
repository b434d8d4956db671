package partita.internal.broker;

import java.util.concurrent.CompletableFuture;

/** The way to a broker: in its own JVM a call, elsewhere a socket. */
public interface Port {
    /** A call under way. */
    interface Pending {
        /**
         * What comes of it.
         *
         * @return completed with the answer; never exceptionally
         */
        CompletableFuture<Reply> reply();

        /** Says that nobody waits any more; the answer then comes at once, given up or not. */
        void giveUp();
    }

    /**
     * Begins a call; calls of one thread arrive in their order.
     *
     * @param object the object
     * @param op what to do
     * @param thread who does it
     * @param a a number, or 0
     * @param b another, or 0
     * @param payload packed values, or nothing
     * @return its answer to come
     */
    Pending ask(long object, Op op, long thread, long a, long b, byte[] payload);

    /**
     * Where the broker is.
     *
     * @return its address, to be handed to other processes
     */
    Home home();
}
