package partita.api;

import org.jspecify.annotations.Nullable;

/**
 * What came of one item of {@code par.tryMap}: a result or a failure.
 *
 * <p>{@snippet :
 * for (var outcome : par.tryMap(files, f -> parse(f))) {
 *     switch (outcome) {
 *         case Outcome.Success(var value) -> show(value);
 *         case Outcome.Failure(var error) -> System.err.println(error.getMessage());
 *     }
 * }
 * }
 *
 * @param <R> the result's type
 */
public sealed interface Outcome<R extends @Nullable Object> {
    /**
     * The item gave a result.
     *
     * @param <R> the result's type
     * @param value the result
     */
    record Success<R extends @Nullable Object>(R value) implements Outcome<R> {}

    /**
     * The item failed.
     *
     * @param <R> the type that a result would have had
     * @param error which item failed, where and why; its cause is what the item threw, or a {@link
     *     WorkerDiedException}, {@link TaskTimeoutException} or {@link NotShippableException}
     */
    record Failure<R extends @Nullable Object>(TaskException error) implements Outcome<R> {}

    /**
     * Whether the item gave a result.
     *
     * @return true for a {@link Success}
     */
    default boolean successful() {
        return this instanceof Success;
    }

    /**
     * The result.
     *
     * @return the value of a {@link Success}
     * @throws TaskException if this is a {@link Failure}: its error
     */
    default R get() {
        return switch (this) {
            case Success<R>(R value) -> value;
            case Failure<R>(TaskException error) -> throw error;
        };
    }
}
