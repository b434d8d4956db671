package partita.function;

import java.io.Serializable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Predicate} that can be sent to where shared values are kept. A lambda given to their methods becomes one by
 * itself, in plain Java programs too.
 *
 * @param <T> the argument's type
 */
@FunctionalInterface
public interface SerialPredicate<T extends @Nullable Object> extends Predicate<T>, Serializable {}
