package partita.internal.launch;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The one folder that all of a user's Partita runs on this machine share; no other user can read it. It is there
 * only while something runs. Whoever makes or removes anything in it holds its gate, a file lock that dies with
 * its holder.
 */
final class UserFolder {
    /** What is done behind the gate. */
    @FunctionalInterface
    interface Action<R> {
        R run(Path folder) throws IOException;
    }

    private static final String GATE = "gate";
    private static final String PRIVATE = "rwx------";
    private static final long OWN_UID = new UnixSystem().getUid();
    /** Whoever holds the gate is done within milliseconds, unless it was stopped. */
    private static final Duration GATE_LIMIT = Duration.ofSeconds(10);

    private static final long GATE_LOOK_NANOS = 2_000_000;
    private static final Object IN_THIS_JVM = new Object();

    private UserFolder() {}

    /** Where it is, whether or not it is there now. */
    static Path path() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank() && isOwn(Path.of(runtime))) {
            return Path.of(runtime, "partita");
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "partita-" + user());
    }

    /** The user's name, fit for a file's. */
    static String user() {
        return System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_");
    }

    /** After {@code su}, the variable may still name another user's. */
    private static boolean isOwn(Path folder) {
        try {
            return Files.isWritable(folder) && uid(folder) == OWN_UID;
        } catch (IOException _) { // then it serves nobody
            return false;
        }
    }

    private static long uid(Path folder) throws IOException {
        return ((Number) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    /**
     * Does something while no other JVM does.
     *
     * @throws IOException what the action throws, or if the folder cannot be made or is not this user's alone, or
     *     another JVM keeps the gate closed
     */
    static <R> R locked(Action<R> action) throws IOException {
        return behindGate(true, action).orElseThrow();
    }

    /**
     * The same, but does not make the folder: who only clears up may be killed at any moment, and would leave it.
     *
     * @return what came of it; nothing if the folder is not there
     */
    static <R> Optional<R> lockedIfThere(Action<R> action) throws IOException {
        return behindGate(false, action);
    }

    private static <R> Optional<R> behindGate(boolean make, Action<R> action) throws IOException {
        long end = System.nanoTime() + GATE_LIMIT.toNanos();
        Path folder = path();
        Path gate = folder.resolve(GATE);
        synchronized (IN_THIS_JVM) {
            while (true) {
                boolean inside = false;
                try {
                    if (make) {
                        make(folder);
                    } else if (!Files.exists(gate)) {
                        return Optional.empty();
                    }
                    Object before = key(gate);
                    try (FileChannel channel = FileChannel.open(gate, StandardOpenOption.WRITE);
                            FileLock lock = channel.tryLock()) {
                        if (lock != null && Objects.equals(before, key(gate))) {
                            inside = true;
                            return Optional.of(action.run(folder));
                        }
                    }
                } catch (NoSuchFileException e) {
                    if (inside) {
                        throw e;
                    }
                    // the last run that ended took folder and gate with it just now: once more
                }
                if (System.nanoTime() > end) {
                    throw new FileSystemException(
                            gate.toString(),
                            null,
                            "another JVM of this user holds this file's lock for seconds=" + GATE_LIMIT.toSeconds()
                                    + ", or its folder cannot be made; is a Partita process stopped (Ctrl-Z, debugger)?");
                }
                LockSupport.parkNanos(GATE_LOOK_NANOS); // another process's lock has no event to wait for
            }
        }
    }

    /** Makes a folder that is this user's alone, with a gate, unless there is one. */
    static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        } catch (FileAlreadyExistsException _) {
            check(folder); // the usual case
        }
        try {
            Files.createFile(folder.resolve(GATE));
        } catch (FileAlreadyExistsException _) {
            return; // it is there, which is what matters
        }
    }

    private static void check(Path folder) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String mode = PosixFilePermissions.toString(attributes.permissions());
        long uid = uid(folder);
        if (!attributes.isDirectory() || !mode.equals(PRIVATE) || uid != OWN_UID) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "it is not a folder of this user's alone: mode=" + mode + " uid=" + uid + " expected mode="
                            + PRIVATE + " uid=" + OWN_UID
                            + "; remove it, or set XDG_RUNTIME_DIR or java.io.tmpdir to a folder of your own");
        }
    }

    private static Object key(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.creationTime() + "/" + attributes.fileKey();
    }

    /** Behind the gate: removes the folder if no run is left in it. */
    static void removeIfUnused(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.anyMatch(Files::isDirectory)) {
                return;
            }
        }
        remove(folder);
    }

    /** Removes a folder and the files in it. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Files.deleteIfExists(entry);
            }
        }
        Files.deleteIfExists(folder);
    }
}
