package partita.function;

import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link UnaryOperator} that can be sent to where shared values are kept. A lambda given to their methods becomes one by
 * itself, in plain Java programs too.
 *
 * @param <T> the type of argument and result
 */
@FunctionalInterface
public interface SerialOperator<T extends @Nullable Object> extends UnaryOperator<T>, Serializable {}
