package partita.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Hands large bytes over in files, in memory where there is a file system there: the sender writes one and names it, the
 * receiver reads it and removes it. Written and read, not mapped: new pages are cheaper so, and a full file system is an
 * error and not the end of the JVM.
 */
public final class Post {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final int STEP = 1 << 20;

    private final Path folder;
    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    /**
     * One end.
     *
     * @param folder where the files are, for both ends
     * @param prefix what the names begin with of those that this end writes
     */
    public Post(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /**
     * Leaves bytes for the other end.
     *
     * @param bytes the bytes
     * @return the file's name; nothing if there is no room for it
     */
    public Optional<String> leave(byte[] bytes) {
        String name = prefix + count.incrementAndGet();
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, NEW, PRIVATE)) {
            // in parts, since a channel copies what it is given to memory that it keeps for the thread
            for (int at = 0; at < bytes.length; ) {
                at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(STEP, bytes.length - at)));
            }
            return Optional.of(name);
        } catch (IOException _) {
            removeQuietly(file); // another way is slower, and needs no room
            return Optional.empty();
        }
    }

    private static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            return; // it goes with its folder
        }
    }

    /**
     * Takes what the other end left.
     *
     * @param name the file's name
     * @return the bytes
     * @throws IOException if it is not there or cannot be read
     */
    public byte[] take(String name) throws IOException {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new FileSystemException(name, null, "it is no name of a file that was left in folder=" + folder);
        }
        Path file = folder.resolve(name);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE)) {
            byte[] bytes = new byte[Math.toIntExact(channel.size())];
            for (int at = 0; at < bytes.length; ) {
                int read = channel.read(ByteBuffer.wrap(bytes, at, Math.min(STEP, bytes.length - at)));
                if (read < 0) {
                    throw new FileSystemException(name, null, "it ends early: bytes=" + at + " of=" + bytes.length);
                }
                at += read;
            }
            return bytes;
        }
    }

    /**
     * Removes what was left and never taken.
     *
     * @param folder where the files are
     * @param prefix what their names begin with
     * @throws IOException if one cannot be removed
     */
    public static void clear(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
