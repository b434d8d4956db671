package partita.internal.transport;

import java.time.Duration;

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
}
