package partita.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named values that processes share, kept by a manager. What is got is a copy, of which lists, sets and maps cannot be
 * changed; see {@link SharedDict}, also for what all methods throw.
 */
public interface SharedNamespace {
    /**
     * Names a value.
     *
     * @param name the name
     * @param value the value; may be null
     */
    void set(String name, @Nullable Object value);

    /**
     * The value of a name.
     *
     * @param name the name
     * @return the value
     * @throws java.util.NoSuchElementException if the name is not there
     */
    @Nullable
    Object get(String name);

    /**
     * The value of a name, of a known type.
     *
     * @param <T> the type
     * @param name the name
     * @param type the type
     * @return the value
     * @throws java.util.NoSuchElementException if the name is not there
     * @throws ClassCastException if the value is of another type
     */
    <T extends @Nullable Object> T get(String name, Class<T> type);

    /**
     * Whether a name is there.
     *
     * @param name the name
     * @return whether it has a value
     */
    boolean has(String name);

    /**
     * Takes a name away.
     *
     * @param name the name
     * @throws java.util.NoSuchElementException if it is not there
     */
    void remove(String name);

    /**
     * All names.
     *
     * @return a copy, in the order in which they came
     */
    Set<String> names();
}
