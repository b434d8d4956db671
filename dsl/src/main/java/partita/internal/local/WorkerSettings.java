package partita.internal.local;

import java.util.List;
import java.util.Optional;
import partita.api.StartMethod;

/**
 * How a local engine's workers are started.
 *
 * @param workers how many there are, at least 1
 * @param heap the maximum heap of each, as for {@code -Xmx}; empty for PARTITA_HEAP or what fits
 * @param jvmArgs more flags for each JVM
 * @param setup what each new worker does first
 * @param maxTasks after how many pieces of work a worker is replaced; 0 for never
 * @param startMethod how its JVMs come to be
 */
public record WorkerSettings(
        int workers,
        Optional<String> heap,
        List<String> jvmArgs,
        Optional<Setup> setup,
        int maxTasks,
        StartMethod startMethod) {
    /**
     * Checks and copies.
     *
     * @param workers how many there are, at least 1
     * @param heap the maximum heap of each
     * @param jvmArgs more flags for each JVM
     * @param setup what each new worker does first
     * @param maxTasks after how many pieces of work a worker is replaced
     * @param startMethod how its JVMs come to be
     * @throws IllegalArgumentException if there are no workers
     */
    public WorkerSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("a pool needs at least one worker: workers=" + workers);
        }
        jvmArgs = List.copyOf(jvmArgs);
    }

    /**
     * Settings for JVMs that are started when they are needed, begin at once and live long.
     *
     * @param workers how many there are, at least 1
     * @param heap the maximum heap of each
     * @param jvmArgs more flags for each JVM
     * @throws IllegalArgumentException if there are no workers
     */
    public WorkerSettings(int workers, Optional<String> heap, List<String> jvmArgs) {
        this(workers, heap, jvmArgs, Optional.empty(), 0, StartMethod.SPAWN);
    }

    /**
     * Settings with the usual heap and flags.
     *
     * @param workers how many there are, at least 1
     * @return the settings
     * @throws IllegalArgumentException if there are no workers
     */
    public static WorkerSettings of(int workers) {
        return new WorkerSettings(workers, Optional.empty(), List.of());
    }
}
