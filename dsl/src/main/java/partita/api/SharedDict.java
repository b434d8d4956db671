package partita.api;

import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.function.SerialBiFunction;
import partita.function.SerialFunction;

/**
 * A map that processes share, kept by a manager. Each method is one step: nobody else's change falls in between. The
 * functions of {@code compute}, {@code merge}, {@code update} and their kin travel to the manager and run there, each
 * once; while one runs, other calls of this dict wait. Keys keep the order in which they came.
 *
 * <p>What is got is a copy. A list, set or map that is got cannot be changed, since nobody would see that: it throws
 * UnsupportedOperationException. To change one, put a new one, use {@code compute}, or nest what a manager makes, such
 * as {@code m.list()}. An array or an object of a class of one's own that is got is a copy that can be changed, for
 * oneself only. Iterators show the dict as it was when they were first asked.
 *
 * <p>All methods throw {@link ClosedException} once the manager has ended, {@link NotShippableException} for what cannot
 * travel, {@link ParInterruptedException} if the wait is interrupted, and what a function throws as it is; NullPointerException
 * for null, which no dict holds.
 *
 * @param <K> the keys' type, whose {@code equals} and {@code hashCode} are asked in the manager
 * @param <V> the values' type
 */
public interface SharedDict<K, V> extends ConcurrentMap<K, V> {
    /**
     * Changes the value of a key, or the initial value where the key is not there.
     *
     * @param key the key
     * @param initial what the function is given where there is no value
     * @param f makes the new value; runs in the manager
     * @return the new value
     */
    V update(K key, V initial, Fn<? super V, ? extends V> f);

    /**
     * Adds to the number of a key; one that is not there counts as 0.
     *
     * @param key the key
     * @param more how much
     * @return the new number
     * @throws IllegalStateException if the value is no number; if the key is not there and the dict was made without
     *     types, so that nobody knows the number's class
     */
    V incrementBy(K key, long more);

    /**
     * Adds 1 to the number of a key; see {@link #incrementBy}.
     *
     * @param key the key
     * @return the new number
     */
    default V increment(K key) {
        return incrementBy(key, 1);
    }

    /**
     * Takes out the pair that came last.
     *
     * @return the pair, or null if the dict is empty
     */
    Map.@Nullable Entry<K, V> pollLastEntry();

    /**
     * A copy of all, at one moment.
     *
     * @return an ordinary map, in the dict's order
     */
    Map<K, V> toMap();

    @Override
    @Nullable
    V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> f);

    /**
     * As in every map; a lambda that is given here can travel.
     *
     * @param key the key
     * @param f makes the new value of key and value; null removes the key
     * @return the new value, or null
     */
    default @Nullable V compute(K key, SerialBiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> f) {
        return compute(key, (BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V>) f);
    }

    @Override
    V computeIfAbsent(K key, Function<? super K, ? extends V> f);

    /**
     * As in every map; a lambda that is given here can travel.
     *
     * @param key the key
     * @param f makes the value of the key, if it has none
     * @return the value
     */
    default V computeIfAbsent(K key, SerialFunction<? super K, ? extends V> f) {
        return computeIfAbsent(key, (Function<? super K, ? extends V>) f);
    }

    @Override
    @Nullable
    V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> f);

    /**
     * As in every map; a lambda that is given here can travel.
     *
     * @param key the key
     * @param f makes the new value of key and value, if there is one; null removes the key
     * @return the new value, or null
     */
    default @Nullable V computeIfPresent(K key, SerialBiFunction<? super K, ? super V, ? extends @Nullable V> f) {
        return computeIfPresent(key, (BiFunction<? super K, ? super V, ? extends @Nullable V>) f);
    }

    @Override
    @Nullable
    V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> f);

    /**
     * As in every map; a lambda that is given here can travel.
     *
     * @param key the key
     * @param value the value where there is none
     * @param f makes the new value of the one that is there and the one given; null removes the key
     * @return the new value, or null
     */
    default @Nullable V merge(K key, V value, SerialBiFunction<? super V, ? super V, ? extends @Nullable V> f) {
        return merge(key, value, (BiFunction<? super V, ? super V, ? extends @Nullable V>) f);
    }

    @Override
    void replaceAll(BiFunction<? super K, ? super V, ? extends V> f);

    /**
     * As in every map, all or nothing; a lambda that is given here can travel.
     *
     * @param f makes the new value of key and value
     */
    default void replaceAll(SerialBiFunction<? super K, ? super V, ? extends V> f) {
        replaceAll((BiFunction<? super K, ? super V, ? extends V>) f);
    }
}
