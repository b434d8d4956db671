package partita.internal.launch;

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
import java.util.Objects;
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
    private static final Object IN_THIS_JVM = new Object();

    private UserFolder() {}

    /** Where it is, whether or not it is there now. */
    static Path path() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank() && Files.isWritable(Path.of(runtime))) {
            return Path.of(runtime, "partita");
        }
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "partita-" + user);
    }

    /**
     * Does something while no other JVM does.
     *
     * @throws IOException what the action throws, or if the folder cannot be made or is not this user's alone
     */
    static <R> R locked(Action<R> action) throws IOException {
        synchronized (IN_THIS_JVM) {
            while (true) {
                Path folder = path();
                Path gate = folder.resolve(GATE);
                try {
                    make(folder);
                    Object before = key(gate);
                    try (FileChannel channel = FileChannel.open(gate, StandardOpenOption.WRITE);
                            FileLock _ = channel.lock()) {
                        if (Objects.equals(before, key(gate))) {
                            return action.run(folder);
                        }
                    }
                } catch (NoSuchFileException e) {
                    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.exists(gate)) {
                        throw e; // the action's own
                    }
                    // the last run that ended took folder and gate with it just now: once more
                }
            }
        }
    }

    private static void make(Path folder) throws IOException {
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
        Object uid = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!attributes.isDirectory() || !mode.equals(PRIVATE) || !uid.equals(own)) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "it is not a folder of this user's alone: mode=" + mode + " uid=" + uid + " expected mode="
                            + PRIVATE + " uid=" + own
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
