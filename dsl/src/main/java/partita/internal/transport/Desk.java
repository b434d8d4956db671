package partita.internal.transport;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One thread that does what others hand it, so that state which only that thread touches needs no lock. */
public interface Desk {
    /**
     * Runs a task on the desk's thread, soon; from any thread. Does nothing once the desk is closed.
     *
     * @param task what to run; must not block
     */
    void execute(Runnable task);

    /**
     * Runs a task on the desk's thread, later. Only for use on that thread.
     *
     * @param delay how much later
     * @param task what to run; must not block
     */
    void after(Duration delay, Runnable task);

    /**
     * Whether the calling thread is the desk's own.
     *
     * @return true within what the desk runs
     */
    boolean isOwner();

    /**
     * Whether the calling thread is the one that the desk began with, which nobody interrupts.
     *
     * @return false on a thread that has taken its place for a moment
     */
    default boolean isThread() {
        return isOwner();
    }

    /**
     * As {@link #execute}, but where the desk is free for it now, on the calling thread, which then waits for what comes
     * of it by {@link #lead}.
     *
     * @param task what to run; must not block
     */
    default void executeHere(Runnable task) {
        execute(task);
    }

    /**
     * Runs a task on the thread that the desk began with: one that an interrupt would harm.
     *
     * @param task what to run; must not block
     */
    default void executeOwn(Runnable task) {
        execute(task);
    }

    /**
     * Takes the desk's place on the calling thread, for a moment, where it is free.
     *
     * @param done ends that
     * @param others whether there is more to wait for afterwards
     */
    default void lead(BooleanSupplier done, BooleanSupplier others) {}
}
