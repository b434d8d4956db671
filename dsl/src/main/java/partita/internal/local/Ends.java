package partita.internal.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.ParInterruptedException;

/** Waits for the end of processes. */
final class Ends {
    private Ends() {}

    /** Whether the end came within a limit, null for none; the words are for a wait that is interrupted or fails. */
    static boolean await(
            CompletableFuture<?> end, @Nullable Duration limit, Supplier<String> interrupted, Supplier<String> failed) {
        try {
            if (limit == null) {
                end.get();
            } else {
                end.get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParInterruptedException(interrupted.get(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(failed.get(), e.getCause());
        }
    }
}
