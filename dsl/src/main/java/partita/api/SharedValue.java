package partita.api;

import org.jspecify.annotations.Nullable;
import partita.function.Fn;

/**
 * A value that several processes share. What is got is a copy: only {@link #set} and the methods that change it are
 * seen by others, by all of them in the same order.
 *
 * @param <T> its type
 */
public interface SharedValue<T extends @Nullable Object> {
    /**
     * The value.
     *
     * @return a copy; lists, sets and maps in it cannot be changed, since nobody would see that: use {@link #update} or
     *     {@link #set}
     * @throws ClosedException if the process that keeps it has ended
     */
    T get();

    /**
     * Replaces the value.
     *
     * @param value the new one
     * @throws NotShippableException if it cannot travel
     */
    void set(T value);

    /**
     * Changes the value as one step: nobody else's change falls in between.
     *
     * @param f makes the new value of the old one; is called again where others changed it meanwhile, so it should do
     *     nothing else
     * @return the new value
     * @throws NotShippableException if the new value cannot travel
     */
    T update(Fn<? super T, ? extends T> f);

    /**
     * Adds to a number as one step.
     *
     * @param more how much
     * @return the new value, of the class that it had; wraps round where that has no room
     * @throws IllegalStateException if the value is no number
     */
    T add(long more);

    /**
     * Adds to a number with a fraction as one step.
     *
     * @param more how much
     * @return the new value
     * @throws IllegalStateException if the value is no Double or Float
     */
    T add(double more);

    /**
     * Adds 1 to a number as one step.
     *
     * @return the new value
     * @throws IllegalStateException if the value is no number
     */
    T increment();

    /**
     * A lock that goes with the value, for changes that take several steps; the methods above do not need it and do
     * not respect it.
     *
     * @return the same lock in all processes; its holder can take it again
     */
    SharedLock lock();
}
