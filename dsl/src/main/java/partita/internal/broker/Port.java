package partita.internal.broker;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

        /**
         * Says where in its code the caller waits.
         *
         * @param place a frame of its stack
         */
        void at(StackTraceElement place);

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
     * Says something that is not answered, where that cannot get lost: in order with the calls of the same thread.
     *
     * @param object the object
     * @param op what to do
     * @param thread who does it
     * @param a a number, or 0
     * @param payload packed values
     * @return false where only a call does
     */
    default boolean post(long object, Op op, long thread, long a, byte[] payload) {
        return false;
    }

    /**
     * This process's number at the broker, by which memory names it.
     *
     * @return 1 or more; 0 if the broker has gone
     */
    long client();

    /**
     * Whether the broker has gone.
     *
     * @return the answer that every call gets then; null while it is there
     */
    @Nullable
    Reply gone();

    /**
     * Whether the broker is on this machine.
     *
     * @return false where that is not known
     */
    boolean near();

    /**
     * Where the broker is.
     *
     * @return its address, to be handed to other processes
     */
    Home home();
}
