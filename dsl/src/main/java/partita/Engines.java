package partita;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import partita.internal.local.InProcessEngine;
import partita.spi.Engine;

/** The engines that this JVM's contexts share. */
final class Engines {
    private static final Map<Integer, Engine> SHARED = new ConcurrentHashMap<>();

    private Engines() {}

    static Engine of(Options options) {
        int workers =
                options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
        return SHARED.computeIfAbsent(workers, InProcessEngine::new);
    }

    static void close() {
        SHARED.values().removeIf(engine -> {
            engine.close();
            return true;
        });
    }
}
