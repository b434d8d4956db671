package partita.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A computation without arguments that gives a result; can travel to a worker and may throw.
 *
 * @param <R> the result's type
 */
@FunctionalInterface
public interface Call<R extends @Nullable Object> extends Serializable {
    /**
     * Computes the result.
     *
     * @return the result
     * @throws Exception whatever the body throws; it reaches the caller as the cause of a {@code
     *     TaskException}
     */
    R call() throws Exception;
}
