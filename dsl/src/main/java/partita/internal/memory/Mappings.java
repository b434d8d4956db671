package partita.internal.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files that stay mapped while they are used again and again under new names: a copy to or from pages that are mapped
 * takes half as long as a read or a write. A file is known by what the system knows it by, and since a mapping keeps it,
 * no other can be taken for it. Safe for use by several threads.
 *
 * <p>Whoever maps a file relies on nobody making it shorter; {@link Post} never does.
 */
final class Mappings {
    /** So many are kept at the most, and so many bytes, but for the newest. */
    private static final int MOST = 8;

    private static final long MOST_BYTES = 512L << 20;

    /** Linux maps so many bytes around a page that is read, where they are in memory; of one that is written, none. */
    private static final int AROUND = 1 << 16;

    private final Map<Object, Mapping> all = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private static final class Mapping {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment memory;
        private int users;
        private boolean kept = true;

        Mapping(FileChannel channel) throws IOException {
            try {
                memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
            } catch (IOException | RuntimeException | Error e) {
                arena.close();
                throw e;
            }
        }

        void closeUnused() {
            if (users == 0 && !kept) {
                arena.close();
            }
        }
    }

    /**
     * Does something with the beginning of a file's memory.
     *
     * @param file the file, which is in memory
     * @param length how many bytes of it
     * @param copying is given them
     * @return false if this system cannot tell which file it is; nothing was done then
     * @throws IOException if it is not there, shorter, or cannot be mapped
     */
    boolean use(Path file, long length, Consumer<MemorySegment> copying) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        if (key == null) {
            return false;
        }
        if (attributes.size() < length) {
            throw new FileSystemException(
                    file.toString(), null, "it has bytes=" + attributes.size() + " instead of " + length);
        }
        Mapping mapping = acquire(key, file, length);
        try {
            copying.accept(mapping.memory.asSlice(0, length));
        } finally {
            release(mapping);
        }
        return true;
    }

    private synchronized Mapping acquire(Object key, Path file, long length) throws IOException {
        Mapping mapping = all.get(key);
        if (mapping == null || mapping.memory.byteSize() < length) {
            drop(all.remove(key));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                mapping = new Mapping(channel);
            }
            touch(mapping.memory);
            bytes += mapping.memory.byteSize();
            dropEldest();
            all.put(key, mapping);
        }
        mapping.users++;
        return mapping;
    }

    private static void touch(MemorySegment memory) {
        for (long at = 0; at < memory.byteSize(); at += AROUND) {
            var _ = memory.get(ValueLayout.JAVA_BYTE, at);
        }
    }

    private void dropEldest() {
        Iterator<Mapping> eldest = all.values().iterator();
        while (eldest.hasNext() && (all.size() >= MOST || bytes > MOST_BYTES)) {
            drop(eldest.next());
            eldest.remove();
        }
    }

    private void drop(@Nullable Mapping mapping) {
        if (mapping != null) {
            mapping.kept = false;
            bytes -= mapping.memory.byteSize();
            mapping.closeUnused();
        }
    }

    private synchronized void release(Mapping mapping) {
        mapping.users--;
        mapping.closeUnused();
    }

    /** A file is about to be removed. */
    void forget(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        synchronized (this) {
            drop(all.remove(key));
        }
    }

    /** Keeps none any more. */
    synchronized void clear() {
        all.values().forEach(this::drop);
        all.clear();
    }
}
