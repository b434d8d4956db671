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
public interface SharedManager extends ManagerCollections, ManagerQueues, ManagerLocks, ManagerValues, AutoCloseable {
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
     * Lets in whoever has a key, also from other machines: {@code par.manager(address, key)}. Who lacks it is refused and
     * named in the manager's log. All who have it may do everything here, also run code in the manager. May be called
     * several times.
     *
     * @param address where to listen, such as {@code tcp://127.0.0.1:0}; port 0 for any that is free, {@code *} for all of
     *     this machine's addresses
     * @param key some bytes that both sides have, best 32 of a {@code SecureRandom}
     * @return the address, with the port that was found
     * @throws IllegalArgumentException if the address has another form, or the key is empty and others than
     *     this machine could come in
     * @throws EngineException if it is not possible to listen there
     * @throws ClosedException if the manager has ended
     */
    String serve(String address, byte[] key);

    /**
     * Where it listens, or by which address this process has connected to it.
     *
     * @return {@code tcp://host:port}; the newest of several
     * @throws IllegalStateException if it does not listen
     */
    String address();

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
