package partita.function;

import java.io.Serializable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Function} that can be sent to where shared values are kept. A lambda given to their methods becomes one by
 * itself, in plain Java programs too.
 *
 * @param <A> the argument's type
 * @param <R> the result's type
 */
@FunctionalInterface
public interface SerialFunction<A extends @Nullable Object, R extends @Nullable Object>
        extends Function<A, R>, Serializable {}
