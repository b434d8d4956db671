package partita.internal.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a job's items are run.
 *
 * @param chunkSize how many items make a piece of work; adaptive if not given
 * @param retries how often an item is run again whose worker died
 * @param timeout how long one item may run
 * @param failFast whether nothing more begins after the first failure
 * @param seed what {@code par.random()} depends on; drawn anew for each job if not given
 * @param progress what to call jobs in a bar; null for none but in a notebook, and for long jobs
 */
public record JobOptions(
        OptionalInt chunkSize,
        int retries,
        Optional<Duration> timeout,
        boolean failFast,
        OptionalLong seed,
        @Nullable String progress) {
    /**
     * With another size of pieces.
     *
     * @param size how many items
     * @return new options
     */
    public JobOptions withChunkSize(int size) {
        return new JobOptions(OptionalInt.of(size), retries, timeout, failFast, seed, progress);
    }

    /**
     * With another number of retries.
     *
     * @param n how often
     * @return new options
     */
    public JobOptions withRetries(int n) {
        return new JobOptions(chunkSize, n, timeout, failFast, seed, progress);
    }

    /**
     * With a limit for one item.
     *
     * @param limit how long
     * @return new options
     */
    public JobOptions withTimeout(Duration limit) {
        return new JobOptions(chunkSize, retries, Optional.of(limit), failFast, seed, progress);
    }

    /**
     * With or without an end at the first failure.
     *
     * @param wished whether nothing more begins after a failure
     * @return new options
     */
    public JobOptions withFailFast(boolean wished) {
        return new JobOptions(chunkSize, retries, timeout, wished, seed, progress);
    }

    /**
     * With a seed.
     *
     * @param value what random numbers depend on
     * @return new options
     */
    public JobOptions withSeed(long value) {
        return new JobOptions(chunkSize, retries, timeout, failFast, OptionalLong.of(value), progress);
    }

    /**
     * With a bar.
     *
     * @param label what to call jobs
     * @return new options
     */
    public JobOptions withProgress(String label) {
        return new JobOptions(chunkSize, retries, timeout, failFast, seed, label);
    }
}
