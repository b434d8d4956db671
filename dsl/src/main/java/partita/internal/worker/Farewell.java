package partita.internal.worker;

import partita.internal.launch.EndSignal;
import partita.internal.launch.Journal;

/** Says in the journal what led to the end of this JVM, if there is time to say it. */
final class Farewell {
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
                    journal.end(EndSignal.current());
                    last.run();
                    OwnerWatch.ending();
                }));
    }
}
