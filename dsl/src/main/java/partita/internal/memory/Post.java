package partita.internal.memory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import partita.spi.Store;

/**
 * Hands large bytes over in files, in memory where there is a file system there: the sender writes one and names it, the
 * receiver reads it and removes it ({@link ContentFile}). What was removed is used again, since new pages cost more than
 * all copying, and stays mapped at both ends meanwhile. No file is ever made shorter: it may be mapped elsewhere.
 */
public final class Post implements Store {
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
            ContentFile.write(file, MemorySegment.ofArray(bytes)); // a spare one may be longer
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
            ContentFile.undisturbed(() -> {
                if (there < content.byteSize()
                        || !mappings.use(file, content.byteSize(), memory -> memory.copyFrom(content))) {
                    ContentFile.write(file, content);
                }
            });
            spares.made(name, Math.max(there, content.byteSize()));
            return Optional.of(name);
        } catch (IOException _) {
            removeQuietly(file);
            return Optional.empty();
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
        ContentFile.read(file(name), MemorySegment.ofArray(bytes));
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
        ContentFile.undisturbed(() -> {
            if (target.byteSize() < LEAST_BYTES || !mappings.use(file(name), target.byteSize(), target::copyFrom)) {
                ContentFile.read(file(name), target);
            }
        });
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
