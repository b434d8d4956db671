package partita.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is done with each item, for its effect; can travel to a worker and may throw.
 *
 * @param <A> the item's type
 */
@FunctionalInterface
public interface Each<A extends @Nullable Object> extends Serializable {
    /**
     * Handles one item.
     *
     * @param a the item
     * @throws Exception whatever the body throws; it reaches the caller as the cause of a {@code
     *     TaskException}
     */
    void accept(A a) throws Exception;
}
