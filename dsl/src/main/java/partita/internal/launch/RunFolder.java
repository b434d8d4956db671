package partita.internal.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM keeps the files of its workers, while it has any. The folder is guarded by a file lock that dies
 * with this JVM; a folder whose lock is free is what a killed one left, and is removed: by the first of its workers
 * that sees its end, or, after a power cut, by the next run that starts. Process ids play no part, since they are
 * used again.
 *
 * <pre>
 *  partita-user/            see {@link UserFolder}
 *    gate                   who adds or removes holds it
 *    slots                  see {@link Budget}
 *    run-123-abc/           one for each JVM that has workers; 123 is for people
 *      lock                 held as long as the JVM lives
 *      worker-….journal     until the worker has opened it
 * </pre>
 *
 * <p>What processes map lies in a {@link MemoryFolder} of the same name, where there can be one.
 */
public final class RunFolder {
    private static final String PREFIX = "run-";
    private static final String LOCK = "lock";
    private static final int LETTERS = 12;

    private static int users;
    private static boolean ended;
    private static @Nullable RunFolder current;

    private final Path folder;
    private final FileChannel guard;
    private @Nullable Path memory;

    private RunFolder(Path folder, FileChannel guard) {
        this.folder = folder;
        this.guard = guard;
    }

    /**
     * Begins to use this JVM's folder; the first to do so makes it, and sweeps what others left.
     *
     * @return the folder
     * @throws IOException if it cannot be made
     */
    public static synchronized Path enter() throws IOException {
        Path folder = current().folder;
        users++;
        return folder;
    }

    /**
     * Begins to use this JVM's folder, for files that processes map; to be left as if it had been entered.
     *
     * @return a folder in memory, or the one that {@link #enter} gives where there can be none
     * @throws IOException if it cannot be made
     */
    public static synchronized Path enterMemory() throws IOException {
        RunFolder run = current();
        Path memory = run.memory;
        if (memory == null) {
            String name = run.folder.getFileName().toString();
            Optional<Path> made = UserFolder.locked(_ -> MemoryFolder.make(name));
            memory = made.orElse(run.folder);
            run.memory = memory;
        }
        users++;
        return memory;
    }

    private static RunFolder current() throws IOException {
        RunFolder run = current;
        if (run == null) {
            if (ended) {
                throw new IOException("this JVM is about to end: pid="
                        + ProcessHandle.current().pid() + "; nothing can be started in it any more");
            }
            run = UserFolder.locked(RunFolder::begin);
            current = run;
        }
        return run;
    }

    /**
     * Ends one use; after the last, nothing is left.
     *
     * @throws IOException if something cannot be removed
     */
    public static synchronized void leave() throws IOException {
        if (users > 0) {
            users--;
        }
        if (users == 0) {
            remove();
        }
    }

    /**
     * At the end of this JVM: removes its folder, in use or not. None is made any more, for a thread that still runs
     * would leave it behind.
     *
     * @throws IOException if something cannot be removed
     */
    public static synchronized void end() throws IOException {
        ended = true;
        remove();
    }

    private static void remove() throws IOException {
        RunFolder run = current;
        if (run != null) {
            current = null;
            users = 0;
            UserFolder.locked(shared -> {
                try (run.guard) {
                    UserFolder.remove(run.folder);
                }
                sweep(shared); // a worker that was killed may have had workers of its own
                UserFolder.removeIfUnused(shared);
                return true;
            });
        }
    }

    /**
     * Removes what others left that were killed: in a worker its owner, in an owner its workers.
     *
     * @throws IOException if something cannot be removed
     */
    public static synchronized void removeAbandoned() throws IOException {
        var _ = UserFolder.lockedIfThere(shared -> {
            sweep(shared);
            UserFolder.removeIfUnused(shared);
            return true;
        });
    }

    private static void sweep(Path shared) throws IOException {
        try (Stream<Path> entries = Files.list(shared)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isDirectory(entry) && !isOwn(entry)) {
                    removeIfFree(entry);
                }
            }
        }
        MemoryFolder.sweep(shared);
    }

    /** To look at one's own lock would lose it: a process that closes a file gives up all locks that it has on it. */
    private static boolean isOwn(Path folder) {
        RunFolder run = current;
        return run != null && run.folder.equals(folder);
    }

    private static RunFolder begin(Path shared) throws IOException {
        sweep(shared);
        Path folder = Files.createDirectory(
                shared.resolve(PREFIX + ProcessHandle.current().pid() + "-" + letters()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel guard =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock lock = guard.tryLock();
        if (lock == null) {
            guard.close();
            throw new IOException("somebody else locks a file that was made just now: folder=" + folder);
        }
        return new RunFolder(folder, guard);
    }

    private static String letters() {
        StringBuilder letters = new StringBuilder();
        ThreadLocalRandom.current().ints(LETTERS, 'a', 'z' + 1).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** Behind the gate, so that a folder without a lock is not one that is being made. */
    private static void removeIfFree(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return;
            }
        } catch (NoSuchFileException _) {
            UserFolder.remove(folder); // its owner was killed before it made the lock
            return;
        } catch (OverlappingFileLockException _) {
            return; // this JVM's own
        }
        UserFolder.remove(folder);
    }
}
