package partita.internal.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import partita.internal.launch.Role;
import partita.internal.launch.RunFolder;
import partita.internal.launch.Self;

/**
 * Waits for the end of the standard input, which comes when the owner is gone, however it went, and then ends
 * this JVM at once, whatever it is doing.
 */
final class OwnerWatch {
    /** Nobody is left to read it. */
    private static final int ORPHANED = 70;

    /** Another worker may be removing the same files. */
    private static final Duration SWEEP_LIMIT = Duration.ofSeconds(2);

    private static final long LOOK_NANOS = 100_000_000;

    private record Watched(InputStream in, Runnable interrupt) {}

    private final CompletableFuture<Watched> watched = new CompletableFuture<>();

    /** Has a thread ready for {@link #start(InputStream, Runnable)}, which then need not start one. */
    OwnerWatch() {
        Thread.ofPlatform().name("partita-owner-watch").daemon().start(() -> {
            Watched given = watched.join();
            watch(given.in(), given.interrupt());
        });
    }

    /**
     * Starts to watch; from now on, only this reads the stream.
     *
     * @param in the standard input, behind all that the owner wrote at the start
     * @param interrupt what to do when the owner asks for an interrupt
     */
    void start(InputStream in, Runnable interrupt) {
        watched.complete(new Watched(in, interrupt));
    }

    private static void watch(InputStream in, Runnable interrupt) {
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == Role.INTERRUPT) {
                    interrupt.run();
                } else if (b == Role.ENDING) {
                    watchTheEnd();
                }
            }
        } catch (IOException e) {
            orphaned(); // a broken pipe is an end as well
        }
        orphaned();
    }

    /**
     * This JVM begins to end. It would wait 300 ms for a thread that is in a read, so the read is ended, by a byte that
     * this JVM writes to its own standard input; where that cannot be opened for writing, it takes the 300 ms.
     */
    static void ending() {
        Path in = Path.of("/proc/self/fd/0");
        if (Files.isWritable(in)) {
            try (OutputStream own = Files.newOutputStream(in, StandardOpenOption.WRITE)) {
                own.write(Role.ENDING);
            } catch (IOException _) {
                return; // then it takes longer, no more
            }
        }
    }

    /** Shutdown hooks may take their time, in which the owner may go. */
    private static void watchTheEnd() {
        Self.Parent parent = Self.current().parent();
        Optional<ProcessHandle> owner = parent == null ? Optional.empty() : ProcessHandle.of(parent.pid());
        while (owner.isPresent() && owner.get().isAlive()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        orphaned();
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
