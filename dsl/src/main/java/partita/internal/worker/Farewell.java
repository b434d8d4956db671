package partita.internal.worker;

import java.io.PrintStream;
import partita.internal.launch.EndSignal;
import partita.internal.launch.Journal;

/** The end of this JVM: says in the journal what led to it, if there is time to say it. */
final class Farewell {
    /** The worker itself failed, not what it ran. */
    private static final int BROKEN = 71;

    private Farewell() {}

    /** Ends this JVM at once, since the worker itself failed. */
    static void broken(PrintStream err, Throwable e) {
        try {
            err.println("The worker itself failed:");
            e.printStackTrace(err);
            err.flush();
        } finally {
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    /**
     * Adds a shutdown hook.
     *
     * @param journal where to say it
     * @param last what else to do
     */
    static void prepare(Journal journal, Runnable last) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("partita-farewell").unstarted(() -> {
                    journal.end(EndSignal.current());
                    last.run();
                }));
    }
}
