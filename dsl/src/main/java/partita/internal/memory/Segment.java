package partita.internal.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Memory in a file that this user's processes map. Whoever makes one has all of its room at once, or an error: a page
 * that the system cannot give when it is touched would end the JVM. Zeros to begin with. The memory stays for as long as
 * anybody has it mapped, also without its file.
 */
public final class Segment implements AutoCloseable {
    private static final int STEP = 1 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(STEP).asReadOnlyBuffer();
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final @Nullable Arena own;
    private final MemorySegment memory;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Segment(Path file, FileChannel channel, long bytes, @Nullable Arena given) throws IOException {
        this.file = file;
        own = given == null ? Arena.ofShared() : null;
        Arena arena = own != null ? own : given;
        try {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Objects.requireNonNull(arena));
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Makes a new one.
     *
     * @param file a file that is not there yet, in a folder that no other user can write to
     * @param bytes its size
     * @return the segment
     * @throws IllegalArgumentException if the size is not positive
     * @throws IOException if there is no room for it, or the file is there already or cannot be made
     */
    public static Segment create(Path file, long bytes) throws IOException {
        return create(file, bytes, null);
    }

    /**
     * Makes a new one that is mapped as long as an arena says.
     *
     * @param file a file that is not there yet, in a folder that no other user can write to
     * @param bytes its size
     * @param arena unmaps it; null for {@link #close}
     * @return the segment
     * @throws IllegalArgumentException if the size is not positive
     * @throws IOException if there is no room for it, or the file is there already or cannot be made
     */
    public static Segment create(Path file, long bytes, @Nullable Arena arena) throws IOException {
        if (bytes <= 0) {
            throw new IllegalArgumentException("shared memory needs a positive size: bytes=" + bytes);
        }
        checkRoom(file, bytes);
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PRIVATE)) {
            try {
                reserve(channel, bytes);
                return new Segment(file, channel, bytes, arena);
            } catch (IOException | RuntimeException | Error e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }

    /**
     * Maps one that another process, or this one, has made.
     *
     * @param file its file
     * @return the segment
     * @throws IOException if there is no such file, or it is empty or cannot be mapped
     */
    public static Segment attach(Path file) throws IOException {
        return attach(file, null);
    }

    /**
     * Maps one that another process, or this one, has made, for as long as an arena says.
     *
     * @param file its file
     * @param arena unmaps it; null for {@link #close}
     * @return the segment
     * @throws IOException if there is no such file, or it is empty or cannot be mapped
     */
    public static Segment attach(Path file, @Nullable Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = channel.size();
            if (bytes == 0) {
                throw new FileSystemException(file.toString(), null, "it is no shared memory: bytes=0");
            }
            return new Segment(file, channel, bytes, arena);
        }
    }

    /** A hopeless attempt is not even begun: it would take what others need until it failed. */
    private static void checkRoom(Path file, long bytes) throws IOException {
        long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
        if (bytes > free) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "no room for shared memory: bytes=" + bytes + " free=" + free
                            + "; close what is not needed, or make the file system larger (df -h, --shm-size)");
        }
    }

    /**
     * Fills the beginning of a file with zeros. Written, not just sized: so the room is there, and it is quicker than
     * touching page by page.
     *
     * @param channel the file
     * @param bytes how many
     * @throws IOException if there is no room for all of them, or the file cannot be written
     */
    public static void reserve(FileChannel channel, long bytes) throws IOException {
        for (long at = 0; at < bytes; ) {
            ByteBuffer zeros = ZEROS.duplicate().limit((int) Math.min(STEP, bytes - at));
            while (zeros.hasRemaining()) {
                at += channel.write(zeros, at);
            }
        }
    }

    /**
     * Its memory.
     *
     * @return all of it; IllegalStateException on access once this is closed
     */
    public MemorySegment memory() {
        return memory;
    }

    /**
     * Its size.
     *
     * @return in bytes
     */
    public long size() {
        return memory.byteSize();
    }

    /**
     * Its file.
     *
     * @return where it was made, whether or not it is there still
     */
    public Path file() {
        return file;
    }

    /**
     * Removes its file, if that is there still: nobody else can attach it any more, who has keeps it.
     *
     * @throws IOException if it cannot be removed
     */
    public void unlink() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Unmaps it here, unless an arena of its user's does; its file and others' mappings stay. Once is enough. */
    @Override
    public void close() {
        if (own != null && closed.compareAndSet(false, true)) {
            own.close();
        }
    }
}
