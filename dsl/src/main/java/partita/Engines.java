package partita;

import java.time.Duration;
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

    /** Who took an engine a moment ago may be about to use it. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final Map<WorkerSettings, Engine> SHARED = new ConcurrentHashMap<>();

    private Engines() {}

    static Engine of(Options options) {
        WorkerSettings settings = settings(options);
        if (settings.setup().isPresent()) {
            endOthers(settings);
        }
        return SHARED.computeIfAbsent(settings, Engines::make);
    }

    /** An engine that no other context has. */
    static Engine own(Options options) {
        return make(settings(options));
    }

    private static Engine make(WorkerSettings settings) {
        return Boolean.getBoolean(IN_WORKER) || settings.startMethod() == StartMethod.THREAD
                ? new InProcessEngine(settings.workers(), settings.setup())
                : new LocalEngine(settings);
    }

    /** Each initialiser has workers of its own, and a cell that is run again makes a new one: the old ones end. */
    private static void endOthers(WorkerSettings settings) {
        for (Map.Entry<WorkerSettings, Engine> entry : SHARED.entrySet()) {
            boolean other =
                    entry.getKey().setup().isPresent() && !entry.getKey().equals(settings);
            if (other
                    && entry.getValue() instanceof LocalEngine engine
                    && engine.idleFor().compareTo(IDLE) > 0
                    && SHARED.remove(entry.getKey(), engine)) {
                Thread.ofPlatform().daemon().name("partita-end-idle").start(engine::close);
            }
        }
    }

    static WorkerSettings settings(Options options) {
        return new WorkerSettings(
                workers(options),
                Optional.ofNullable(options.heap()),
                options.jvmArgs(),
                Optional.ofNullable(options.setup()),
                options.maxTasks(),
                options.startMethod());
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
