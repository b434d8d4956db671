package partita.internal.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import partita.internal.launch.Role;
import partita.internal.launch.RunFolder;

/**
 * Waits for the end of the standard input, which comes when the owner is gone, however it went, and then ends
 * this JVM at once, whatever it is doing.
 */
final class OwnerWatch {
    /** Nobody is left to read it. */
    private static final int ORPHANED = 70;

    /** Another worker may be removing the same files. */
    private static final Duration SWEEP_LIMIT = Duration.ofSeconds(2);

    private OwnerWatch() {}

    /**
     * Starts to watch; from now on, only this reads the stream.
     *
     * @param in the standard input, behind all that the owner wrote at the start
     * @param interrupt what to do when the owner asks for an interrupt
     */
    static void start(InputStream in, Runnable interrupt) {
        Thread.ofPlatform().name("partita-owner-watch").daemon().start(() -> {
            try {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    if (b == Role.INTERRUPT) {
                        interrupt.run();
                    }
                }
            } catch (IOException e) {
                orphaned(); // a broken pipe is an end as well
            }
            orphaned();
        });
    }

    private static void sweep() {
        try {
            RunFolder.end(); // this worker may have workers of its own
            RunFolder.removeAbandoned();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the files of an owner that is gone", e);
        }
    }

    /** Its owner is gone: ends, with all that it started, and removes the owner's files. */
    static void orphaned() {
        try {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Thread sweeper =
                    Thread.ofPlatform().name("partita-sweeper").daemon().start(OwnerWatch::sweep);
            sweeper.join(SWEEP_LIMIT.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it ends all the same
        } finally {
            Runtime.getRuntime().halt(ORPHANED);
        }
    }
}
