package partita.internal.worker;

import java.util.Map;
import partita.internal.launch.Journal;

/** Says in the journal what led to the end of this JVM, if there is time to say it. */
final class Farewell {
    /** The JDK handles each of these on a thread that is named after it. */
    private static final Map<String, Integer> HANDLERS =
            Map.of("SIGHUP handler", 1, "SIGINT handler", 2, "SIGTERM handler", 15);

    private Farewell() {}

    /**
     * Adds a shutdown hook.
     *
     * @param journal where to say it
     * @param last what else to do
     */
    static void prepare(Journal journal, Runnable last) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("partita-farewell").unstarted(() -> {
                    journal.end(signal());
                    last.run();
                }));
    }

    private static int signal() {
        return Thread.getAllStackTraces().keySet().stream()
                .mapToInt(thread -> HANDLERS.getOrDefault(thread.getName(), 0))
                .max()
                .orElse(0);
    }
}
