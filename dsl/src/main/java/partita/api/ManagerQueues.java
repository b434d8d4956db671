package partita.api;

/**
 * Makes queues and pipes that live in a manager.
 */
public interface ManagerQueues {
    /**
     * A queue without a limit.
     *
     * @param <T> the items' type
     * @return a new queue
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue();

    /**
     * A queue without a limit. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @return the queue of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(String name);

    /**
     * A queue with a limit.
     *
     * @param <T> the items' type
     * @param maxSize how many items it holds; who puts one more waits
     * @return a new queue
     * @throws IllegalArgumentException if maxSize is less than 1
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(int maxSize);

    /**
     * A queue with a limit. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @param maxSize how many items it holds; who puts one more waits
     * @return the queue of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if maxSize is less than 1
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(String name, int maxSize);

    /**
     * A queue without a limit.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new queue
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(Class<T> type);

    /**
     * A queue without a limit. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @param type the items' type, so that {@code var} knows it
     * @return the queue of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(String name, Class<T> type);

    /**
     * A queue with a limit.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @param maxSize how many items it holds; who puts one more waits
     * @return a new queue
     * @throws IllegalArgumentException if maxSize is less than 1
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(Class<T> type, int maxSize);

    /**
     * A queue with a limit. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @param type the items' type, so that {@code var} knows it
     * @param maxSize how many items it holds; who puts one more waits
     * @return the queue of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if maxSize is less than 1
     * @throws ClosedException if the manager has ended
     */
    <T> SharedQueue<T> queue(String name, Class<T> type, int maxSize);

    /**
     * A queue whose readers say when they are done with an item.
     *
     * @param <T> the items' type
     * @return a new queue without a limit
     * @throws ClosedException if the manager has ended
     */
    <T> JoinableQueue<T> joinableQueue();

    /**
     * A queue whose readers say when they are done with an item. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @return the queue without a limit of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> JoinableQueue<T> joinableQueue(String name);

    /**
     * A queue with a limit whose readers say when they are done with an item.
     *
     * @param <T> the items' type
     * @param maxSize how many items it holds; who puts one more waits
     * @return a new queue
     * @throws IllegalArgumentException if maxSize is less than 1
     * @throws ClosedException if the manager has ended
     */
    <T> JoinableQueue<T> joinableQueue(int maxSize);

    /**
     * A queue with a limit whose readers say when they are done with an item. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @param maxSize how many items it holds; who puts one more waits
     * @return the queue of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws IllegalArgumentException if maxSize is less than 1
     * @throws ClosedException if the manager has ended
     */
    <T> JoinableQueue<T> joinableQueue(String name, int maxSize);

    /**
     * A queue whose readers say when they are done with an item.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new queue without a limit
     * @throws ClosedException if the manager has ended
     */
    <T> JoinableQueue<T> joinableQueue(Class<T> type);

    /**
     * A queue whose readers say when they are done with an item. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @param type the items' type, so that {@code var} knows it
     * @return the queue without a limit of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> JoinableQueue<T> joinableQueue(String name, Class<T> type);

    /**
     * The least of queues.
     *
     * @param <T> the items' type
     * @return a new queue without a limit
     * @throws ClosedException if the manager has ended
     */
    <T> SimpleQueue<T> simpleQueue();

    /**
     * The least of queues. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @return the queue without a limit of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> SimpleQueue<T> simpleQueue(String name);

    /**
     * The least of queues.
     *
     * @param <T> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new queue without a limit
     * @throws ClosedException if the manager has ended
     */
    <T> SimpleQueue<T> simpleQueue(Class<T> type);

    /**
     * The least of queues. The same one for whoever asks by this name.
     *
     * @param <T> the items' type
     * @param name its name
     * @param type the items' type, so that {@code var} knows it
     * @return the queue without a limit of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> SimpleQueue<T> simpleQueue(String name, Class<T> type);

    /**
     * A connection with two ends.
     *
     * @param <T> the messages' type
     * @return a new connection
     * @throws ClosedException if the manager has ended
     */
    <T> Pipe<T> pipe();

    /**
     * A connection with two ends.
     *
     * @param <T> the messages' type
     * @param type the messages' type, so that {@code var} knows it
     * @return a new connection
     * @throws ClosedException if the manager has ended
     */
    <T> Pipe<T> pipe(Class<T> type);
}
