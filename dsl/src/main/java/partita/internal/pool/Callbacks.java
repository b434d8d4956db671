package partita.internal.pool;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import partita.spi.Display;

/**
 * Threads that end jobs for which a caller may have left code to run: an engine's own thread is not to wait for that,
 * and the code may begin other jobs on the same engine and wait for those.
 */
final class Callbacks {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("partita-callbacks-", 1).factory());

    private Callbacks() {}

    /** Runs it soon, with its output in a cell. */
    static void run(Display.Cell cell, Runnable end) {
        THREADS.execute(() -> cell.run(end));
    }
}
