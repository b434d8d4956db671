package partita.api;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A process of its own that runs one task, as Python's {@code multiprocessing.Process}. Made by {@code
 * par.process(...)}, begun by {@link #start()}.
 *
 * <p>It may have children of its own, and so may a daemon: {@code terminate} and {@code kill} end them too, and none
 * outlives the process that started it. It belongs to the process that made it, and cannot travel to another.
 *
 * <p>Its standard output and standard error appear in the cell that made it. Memory effects: what the task
 * reads was taken when {@code start} was called; nothing it changes is seen here.
 */
public interface ChildProcess extends AutoCloseable {
    /**
     * Starts the process. The task, with the notebook variables it reads, is taken now.
     *
     * @return this
     * @throws IllegalStateException if it was started before
     * @throws NotShippableException if the task reads what cannot travel, or writes a notebook variable
     * @throws EngineException if the operating system starts no process
     */
    @CanIgnoreReturnValue
    ChildProcess start();

    /**
     * Waits until the process has ended and all its output is shown.
     *
     * @throws IllegalStateException if it was not started
     * @throws ParInterruptedException if this thread is interrupted; the process goes on
     */
    void join();

    /**
     * Waits at most so long for the process to end.
     *
     * @param limit how long to wait; zero or less only looks
     * @return whether it has ended
     * @throws IllegalStateException if it was not started
     * @throws ParInterruptedException if this thread is interrupted; the process goes on
     */
    @CanIgnoreReturnValue
    boolean join(Duration limit);

    /**
     * Whether it runs.
     *
     * @return true from {@code start} until the process has ended
     */
    boolean isAlive();

    /**
     * Its process id.
     *
     * @return the operating system's number for it
     * @throws IllegalStateException if it was not started
     */
    long pid();

    /**
     * Its name.
     *
     * @return the given name, or {@code Process-n}; of a child's child {@code Process-n:m}
     */
    String name();

    /**
     * Names it anew.
     *
     * @param name the new name
     * @return this
     */
    @CanIgnoreReturnValue
    ChildProcess name(String name);

    /**
     * Whether it is a daemon: terminated, not joined, when the process that made it ends.
     *
     * @return true for a daemon; unless said otherwise, what the process that made it is
     */
    boolean daemon();

    /**
     * Says whether it is a daemon.
     *
     * @param daemon true to be terminated, not joined, when the process that made it ends
     * @return this
     * @throws IllegalStateException if it was started before
     */
    @CanIgnoreReturnValue
    ChildProcess daemon(boolean daemon);

    /**
     * How it ended.
     *
     * @return 0 after a normal end, 1 after an uncaught exception, n after {@code System.exit(n)}, minus the
     *     signal's number after a signal
     * @throws IllegalStateException if it was not started or still runs
     */
    int exitCode();

    /**
     * Interrupts the thread that runs the task; does nothing once it has ended.
     *
     * @throws IllegalStateException if it was not started
     */
    void interrupt();

    /**
     * Asks the process, and those it started, to end (SIGTERM); shutdown hooks run. Does nothing once it has ended.
     *
     * @throws IllegalStateException if it was not started
     */
    void terminate();

    /**
     * Ends the process, and those it started, at once (SIGKILL). Does nothing once it has ended.
     *
     * @throws IllegalStateException if it was not started
     */
    void kill();

    /**
     * Ends the use of this object: name and daemon can still be asked for, all else throws ClosedException. Does nothing
     * the second time.
     *
     * @throws IllegalStateException if it still runs
     */
    @Override
    void close();

    /**
     * Tells of the end.
     *
     * @return completed with this once the process has ended and its output is shown
     */
    CompletableFuture<ChildProcess> onExit();
}
