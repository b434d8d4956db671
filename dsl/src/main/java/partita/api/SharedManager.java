package partita.api;

import partita.function.Call;

/**
 * A process that keeps what others share: collections, queues, locks, values, and objects of one's own. Each object can
 * be captured by a lambda, given as an argument, a result or an item of another, and stands for the same object there;
 * so does the manager itself. Objects that were made without a name live as long as the manager.
 *
 * <p>It ends with the process that made it, or with {@link #close()}; whoever then uses one of its objects gets a {@link
 * ClosedException}. The end of any other process takes nothing from it: locks and permits of one that was killed go to
 * the next, who is told.
 */
public interface SharedManager
        extends ManagerCollections, ManagerQueues, ManagerLocks, ManagerValues, AutoCloseable {
    /**
     * Makes an object of a class of one's own in the manager. Its methods run there, one at a time; arguments and results
     * are copies. What a method throws, its caller gets.
     *
     * @param <I> the interface
     * @param name its name, by which others {@link #get} it
     * @param type the interface, through which it is used
     * @param maker makes the object; travels to the manager, with all that it needs
     * @return stands for the object; {@code toString()} is the object's own too
     * @throws IllegalArgumentException if the type is no interface
     * @throws IllegalStateException if the name is taken
     * @throws NotShippableException if the maker cannot travel
     * @throws ClosedException if the manager has ended
     */
    <I> I register(String name, Class<I> type, Call<? extends I> maker);

    /**
     * An object that somebody has registered.
     *
     * @param <I> the interface
     * @param name its name
     * @param type the interface that it was registered with
     * @return stands for the object
     * @throws java.util.NoSuchElementException if nothing was registered by that name
     * @throws IllegalStateException if it was registered with another interface
     * @throws ClosedException if the manager has ended
     */
    <I> I get(String name, Class<I> type);

    /**
     * The manager's process.
     *
     * @return its process id; of a manager on another machine, the number there
     */
    long pid();

    /**
     * Disconnects from a manager of somebody else's. The owner's own ends, as with {@link #shutdown}.
     */
    @Override
    void close();

    /**
     * Ends the manager's process; returns when it has ended.
     *
     * @throws IllegalStateException if it is somebody else's manager
     */
    void shutdown();
}
