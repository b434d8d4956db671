package partita.internal.launch;

import java.util.Map;

/** Which signal makes this JVM end, if one does. */
public final class EndSignal {
    /** The JDK handles each of these on a thread that is named after it. */
    private static final Map<String, Integer> HANDLERS =
            Map.of("SIGHUP handler", 1, "SIGINT handler", 2, "SIGTERM handler", 15);

    private EndSignal() {}

    /**
     * Asks within a shutdown hook.
     *
     * @return the signal's number, or 0 if the JVM ends for another reason
     */
    public static int current() {
        return Thread.getAllStackTraces().keySet().stream()
                .mapToInt(thread -> HANDLERS.getOrDefault(thread.getName(), 0))
                .max()
                .orElse(0);
    }
}
