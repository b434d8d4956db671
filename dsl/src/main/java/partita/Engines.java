package partita;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import partita.api.StartMethod;
import partita.internal.launch.StandBy;
import partita.internal.local.InProcessEngine;
import partita.internal.local.LocalEngine;
import partita.internal.local.WorkerSettings;
import partita.spi.Engine;

/** The engines that this JVM's contexts share. */
final class Engines {
    /** Set in a worker: work that an item begins runs in its own JVM, so that no depth of it can want for workers. */
    private static final String IN_WORKER = "partita.worker";

    private static final String WORKERS = "PARTITA_WORKERS";

    private static final Map<WorkerSettings, Engine> SHARED = new ConcurrentHashMap<>();

    private Engines() {}

    static Engine of(Options options) {
        return SHARED.computeIfAbsent(
                settings(options),
                s -> Boolean.getBoolean(IN_WORKER) || s.startMethod() == StartMethod.THREAD
                        ? new InProcessEngine(s.workers())
                        : new LocalEngine(s));
    }

    static WorkerSettings settings(Options options) {
        return new WorkerSettings(
                workers(options), Optional.ofNullable(options.heap()), options.jvmArgs(), options.startMethod());
    }

    private static int workers(Options options) {
        if (options.workers() > 0) {
            return options.workers();
        }
        String given = System.getenv(WORKERS);
        if (given == null || given.isBlank()) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (!given.strip().matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException(
                    "the environment variable " + WORKERS + "=" + given + " is no number of workers: give 1 or more");
        }
        return Integer.parseInt(given.strip());
    }

    static void close() {
        StandBy.end();
        for (WorkerSettings settings : SHARED.keySet()) {
            Engine engine = SHARED.remove(settings);
            if (engine != null) {
                engine.close();
            }
        }
    }
}
