package partita.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import partita.internal.launch.RunFolder;

/** What is to be done when this JVM ends; one shutdown hook for all, run side by side with others' hooks. */
public final class AtExit {
    private static final Set<Runnable> ACTIONS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("partita-at-exit").unstarted(AtExit::run));
    }

    private AtExit() {}

    /** Makes sure that this run's files are removed when this JVM ends in good order. */
    public static void prepare() {
        // loading this class has done it
    }

    static void add(Runnable action) {
        ACTIONS.add(action);
    }

    static void remove(Runnable action) {
        ACTIONS.remove(action);
    }

    private static void run() {
        List<Thread> threads = ACTIONS.stream()
                .map(action -> Thread.ofPlatform().name("partita-at-exit").start(action))
                .toList();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // somebody wants the end sooner
        } finally {
            removeFiles(); // only now: a child that is joined may still need them
        }
    }

    private static void removeFiles() {
        try {
            RunFolder.end();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove this run's files; the next run will", e);
        }
    }
}
