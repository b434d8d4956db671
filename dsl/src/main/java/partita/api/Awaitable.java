package partita.api;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something that {@code par.awaitAny} can wait for: taking from it would wait now, or it would not. */
@FunctionalInterface
public interface Awaitable {
    /**
     * Tells when taking would not wait.
     *
     * @return completed, well or not, once that is so; at once where it is so now. Who is not interested any more
     *     cancels it
     */
    CompletableFuture<? extends @Nullable Object> readiness();
}
