package partita.api;

import org.jspecify.annotations.Nullable;

/**
 * Makes collections that live in a manager.
 */
public interface ManagerCollections {
    /**
     * A map.
     *
     * @param <K> the keys' type
     * @param <V> the values' type
     * @return a new dict
     * @throws ClosedException if the manager has ended
     */
    <K, V> SharedDict<K, V> dict();

    /**
     * A map. The same one for whoever asks by this name.
     *
     * @param <K> the keys' type
     * @param <V> the values' type
     * @param name its name
     * @return the dict of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <K, V> SharedDict<K, V> dict(String name);

    /**
     * A map.
     *
     * @param <K> the keys' type
     * @param <V> the values' type
     * @param keys the keys' type
     * @param values the values' type; where it is a number's, {@code incrementBy} knows what to begin with
     * @return a new dict
     * @throws ClosedException if the manager has ended
     */
    <K, V> SharedDict<K, V> dict(Class<K> keys, Class<V> values);

    /**
     * A map. The same one for whoever asks by this name.
     *
     * @param <K> the keys' type
     * @param <V> the values' type
     * @param name its name
     * @param keys the keys' type
     * @param values the values' type; where it is a number's, {@code incrementBy} knows what to begin with
     * @return the dict of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <K, V> SharedDict<K, V> dict(String name, Class<K> keys, Class<V> values);

    /**
     * A list.
     *
     * @param <E> the items' type
     * @return a new list
     * @throws ClosedException if the manager has ended
     */
    <E extends @Nullable Object> SharedList<E> list();

    /**
     * A list. The same one for whoever asks by this name.
     *
     * @param <E> the items' type
     * @param name its name
     * @return the list of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <E extends @Nullable Object> SharedList<E> list(String name);

    /**
     * A list.
     *
     * @param <E> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new list
     * @throws ClosedException if the manager has ended
     */
    <E> SharedList<E> list(Class<E> type);

    /**
     * A list. The same one for whoever asks by this name.
     *
     * @param <E> the items' type
     * @param name its name
     * @param type the items' type, so that {@code var} knows it
     * @return the list of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <E> SharedList<E> list(String name, Class<E> type);

    /**
     * A set.
     *
     * @param <E> the items' type
     * @return a new set
     * @throws ClosedException if the manager has ended
     */
    <E> SharedSet<E> set();

    /**
     * A set. The same one for whoever asks by this name.
     *
     * @param <E> the items' type
     * @param name its name
     * @return the set of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <E> SharedSet<E> set(String name);

    /**
     * A set.
     *
     * @param <E> the items' type
     * @param type the items' type, so that {@code var} knows it
     * @return a new set
     * @throws ClosedException if the manager has ended
     */
    <E> SharedSet<E> set(Class<E> type);

    /**
     * A set. The same one for whoever asks by this name.
     *
     * @param <E> the items' type
     * @param name its name
     * @param type the items' type, so that {@code var} knows it
     * @return the set of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <E> SharedSet<E> set(String name, Class<E> type);

    /**
     * Named values.
     *
     * @return a new namespace
     * @throws ClosedException if the manager has ended
     */
    SharedNamespace namespace();

    /**
     * Named values. The same one for whoever asks by this name.
     *
     * @param name its name
     * @return the namespace of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    SharedNamespace namespace(String name);

    /**
     * Counts.
     *
     * @param <T> the type of what is counted
     * @return a new counter
     * @throws ClosedException if the manager has ended
     */
    <T> SharedCounter<T> counter();

    /**
     * Counts. The same one for whoever asks by this name.
     *
     * @param <T> the type of what is counted
     * @param name its name
     * @return the counter of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> SharedCounter<T> counter(String name);

    /**
     * Counts.
     *
     * @param <T> the type of what is counted
     * @param type the type of what is counted, so that {@code var} knows it
     * @return a new counter
     * @throws ClosedException if the manager has ended
     */
    <T> SharedCounter<T> counter(Class<T> type);

    /**
     * Counts. The same one for whoever asks by this name.
     *
     * @param <T> the type of what is counted
     * @param name its name
     * @param type the type of what is counted, so that {@code var} knows it
     * @return the counter of that name, made if there is none
     * @throws IllegalStateException if the name stands for something of another kind or size
     * @throws ClosedException if the manager has ended
     */
    <T> SharedCounter<T> counter(String name, Class<T> type);
}
