package partita.internal.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A large content in a file, in memory where there is a file system there. Written and read, not mapped: new pages are
 * cheaper so, and a full file system is an error and not the end of the JVM. An interrupt stops neither; it is kept for
 * afterwards.
 */
public final class ContentFile {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> ANEW = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private static final int STEP = 1 << 20;

    private ContentFile() {}

    /**
     * Writes a content, to a new file or over what is there, which is made no shorter: it may be mapped elsewhere.
     *
     * @param file the file
     * @param content what it begins with afterwards
     * @throws IOException if there is no room, or the file cannot be written
     */
    public static void write(Path file, MemorySegment content) throws IOException {
        undisturbed(() -> writeOnce(file, content));
    }

    private static void writeOnce(Path file, MemorySegment content) throws IOException {
        long size = content.byteSize();
        try (FileChannel channel = FileChannel.open(file, ANEW, PRIVATE);
                Arena arena = Arena.ofConfined()) {
            // in parts that stay in the processor's cache: a channel needs memory outside the heap
            MemorySegment step = arena.allocate(Math.clamp(size, 1, STEP));
            for (long at = 0; at < size; ) {
                int length = (int) Math.min(STEP, size - at);
                MemorySegment.copy(content, at, step, 0, length);
                ByteBuffer part = step.asByteBuffer().limit(length);
                while (part.hasRemaining()) {
                    at += channel.write(part);
                }
            }
        }
    }

    /**
     * Reads a content.
     *
     * @param file the file
     * @param target where to; as long as the content
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it is shorter, or cannot be read
     */
    public static void read(Path file, MemorySegment target) throws IOException {
        undisturbed(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (channel.size() < target.byteSize()) {
                    throw new FileSystemException(
                            file.toString(),
                            null,
                            "it has bytes=" + channel.size() + " instead of " + target.byteSize());
                }
                read(file, channel, target);
            }
        });
    }

    /**
     * Reads a part of a content.
     *
     * @param file the file
     * @param from where the part begins
     * @param target where to; as long as the part
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it ends before the part does, or cannot be read
     */
    public static void read(Path file, long from, MemorySegment target) throws IOException {
        undisturbed(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.position(from);
                read(file, channel, target);
            }
        });
    }

    private static void read(Path file, FileChannel channel, MemorySegment target) throws IOException {
        long size = target.byteSize();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment step = arena.allocate(Math.clamp(size, 1, STEP));
            for (long at = 0; at < size; ) {
                int read = channel.read(step.asByteBuffer().limit((int) Math.min(STEP, size - at)));
                if (read < 0) {
                    throw new FileSystemException(file.toString(), null, "it ends early: bytes=" + at + " of=" + size);
                }
                MemorySegment.copy(step, 0, target, at, read);
                at += read;
            }
        }
    }

    @FunctionalInterface
    interface Transfer {
        void run() throws IOException;
    }

    /** An interrupt closes a channel: it is begun anew, and the interrupt kept for afterwards. */
    static void undisturbed(Transfer transfer) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    transfer.run();
                    return;
                } catch (ClosedByInterruptException _) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
