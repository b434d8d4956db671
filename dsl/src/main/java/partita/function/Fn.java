package partita.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that can travel to a worker and may throw.
 *
 * @param <A> the argument's type
 * @param <R> the result's type
 */
@FunctionalInterface
public interface Fn<A extends @Nullable Object, R extends @Nullable Object> extends Serializable {
    /**
     * Applies this function.
     *
     * @param a the argument
     * @return the result
     * @throws Exception whatever the function's body throws; it reaches the caller as the cause of a
     *     {@code TaskException}
     */
    R apply(A a) throws Exception;
}
