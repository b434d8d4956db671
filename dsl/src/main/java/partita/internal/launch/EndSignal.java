package partita.internal.launch;

import java.util.Map;
import java.util.stream.Stream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Which signal makes this JVM end, if one does. */
public final class EndSignal {
    /** The JDK handles each of these on a thread that is named after it. */
    private static final Map<String, Integer> HANDLERS =
            Map.of("SIGHUP handler", 1, "SIGINT handler", 2, "SIGTERM handler", 15);

    /** Threads may begin meanwhile. */
    private static final int MORE = 50;

    private EndSignal() {}

    /**
     * From now on SIGINT does nothing to this JVM: Ctrl-C in a terminal reaches all processes that were started from
     * there, also those that keep what the others need.
     */
    public static void ignoreInterrupt() {
        try {
            Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        } catch (IllegalArgumentException _) {
            return; // the flags leave signals to the system (-Xrs)
        }
    }

    /**
     * Asks within a shutdown hook.
     *
     * @return the signal's number, or 0 if the JVM ends for another reason
     */
    public static int current() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[all.activeCount() + MORE]; // their stacks would cost milliseconds
        int count = all.enumerate(threads);
        return Stream.of(threads)
                .limit(count)
                .mapToInt(thread -> HANDLERS.getOrDefault(thread.getName(), 0))
                .max()
                .orElse(0);
    }
}
