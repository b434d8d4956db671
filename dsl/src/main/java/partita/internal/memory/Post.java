package partita.internal.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
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
import partita.spi.Store;

/**
 * Hands large bytes over in files, in memory where there is a file system there: the sender writes one and names it, the
 * receiver reads it and removes it. What is new is written, not mapped: new pages are cheaper so, and a full file system
 * is an error and not the end of the JVM. What was removed is used again, since new pages cost more than all copying, and
 * stays mapped at both ends meanwhile. No file is ever made shorter: it may be mapped elsewhere.
 */
public final class Post implements Store {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> ANEW = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private static final int STEP = 1 << 20;

    private final Path folder;
    private final String prefix;
    private final AtomicLong count = new AtomicLong();
    private final Mappings mappings = new Mappings();
    private final Spare spares;
    private volatile long used;

    /**
     * One end.
     *
     * @param folder where the files are, for both ends
     * @param prefix what the names begin with of those that this end writes
     */
    public Post(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
        this.spares = new Spare(folder, mappings);
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
        try {
            undisturbed(() -> write(MemorySegment.ofArray(bytes), file)); // a spare one may be longer
            return Optional.of(name);
        } catch (IOException _) {
            removeQuietly(file); // another way is slower, and needs no room
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> put(MemorySegment content) {
        String name = prefix + count.incrementAndGet();
        Path file = folder.resolve(name);
        try {
            used = System.nanoTime();
            long there = spares.use(name, content.byteSize());
            undisturbed(() -> {
                if (there < content.byteSize()
                        || !mappings.use(file, content.byteSize(), memory -> memory.copyFrom(content))) {
                    write(content, file);
                }
            });
            spares.made(name, Math.max(there, content.byteSize()));
            return Optional.of(name);
        } catch (IOException _) {
            removeQuietly(file);
            return Optional.empty();
        }
    }

    private static void write(MemorySegment content, Path file) throws IOException {
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

    @FunctionalInterface
    private interface Transfer {
        void run() throws IOException;
    }

    /** An interrupt closes a channel: it is begun anew, and the interrupt kept for afterwards. */
    private static void undisturbed(Transfer transfer) throws IOException {
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

    static void removeQuietly(Path file) {
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
        byte[] bytes = new byte[Math.toIntExact(Files.size(file(name)))];
        undisturbed(() -> read(name, MemorySegment.ofArray(bytes)));
        removeQuietly(folder.resolve(name));
        return bytes;
    }

    private Path file(String name) throws FileSystemException {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new FileSystemException(name, null, "it is no name of a file that was left in folder=" + folder);
        }
        return folder.resolve(name);
    }

    @Override
    public void get(String name, MemorySegment target) throws IOException {
        used = System.nanoTime();
        undisturbed(() -> {
            if (target.byteSize() < LEAST_BYTES || !mappings.use(file(name), target.byteSize(), target::copyFrom)) {
                read(name, target);
            }
        });
    }

    private void read(String name, MemorySegment target) throws IOException {
        long size = target.byteSize();
        try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            if (channel.size() < size) {
                throw new FileSystemException(name, null, "it has bytes=" + channel.size() + " instead of " + size);
            }
            MemorySegment step = arena.allocate(Math.clamp(size, 1, STEP));
            for (long at = 0; at < size; ) {
                int read = channel.read(step.asByteBuffer());
                if (read < 0) {
                    throw new FileSystemException(name, null, "it ends early: bytes=" + at + " of=" + size);
                }
                MemorySegment.copy(step, 0, target, at, read);
                at += read;
            }
        }
    }

    @Override
    public void remove(String name) {
        spares.keep(name);
    }

    /** Lets go of the memory of removed contents, which is kept for the next ones. */
    public void trim() {
        spares.trim();
        mappings.clear();
    }

    /**
     * As {@link #trim}, if nothing was left or taken for a while.
     *
     * @param nanos how long
     */
    public void trimAfter(long nanos) {
        if (used != 0 && System.nanoTime() - used > nanos) {
            used = 0;
            trim();
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
