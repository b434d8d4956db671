package partita.internal.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import partita.spi.Store;

/**
 * Files that hold nothing any more and are written to again. Who removes one renames it; who made it, in whatever
 * process, gives it a new name and writes. So a file is one's or the other's at any time, and where it was taken away
 * meanwhile a new one is made. A process knows which files it made, and which it put aside. Safe for use by several
 * threads.
 *
 * <pre>
 *  maker: writes name ──► reader: reads, renames to name.spare ──► maker: renames to its next name, writes
 *                                     └──► reader, after a while: deletes
 * </pre>
 */
final class Spare {
    private static final String SUFFIX = ".spare";
    /** So many are kept at the most, and so many bytes. */
    private static final int MOST = 4;

    private static final long MOST_BYTES = 512L << 20;

    private final Path folder;
    private final Mappings mappings;
    private final Deque<File> made = new ArrayDeque<>();
    private final Deque<File> aside = new ArrayDeque<>();

    private record File(String name, long bytes) {}

    Spare(Path folder, Mappings mappings) {
        this.folder = folder;
        this.mappings = mappings;
    }

    private Path aside(String name) {
        return folder.resolve(name + SUFFIX);
    }

    /** A file was made, or used again, and holds something now. */
    synchronized void made(String name, long bytes) {
        made.addLast(new File(name, bytes));
        if (made.size() > 2 * MOST) {
            made.removeFirst(); // if it is put aside, it is not used again
        }
    }

    /**
     * Gives a spare file of a like size a new name, where there is one that was made here.
     *
     * @return its size, or zero if there is none
     */
    synchronized long use(String name, long bytes) throws IOException {
        for (Iterator<File> all = made.iterator(); all.hasNext(); ) {
            File file = all.next();
            if (file.bytes() / 2 <= bytes && bytes <= 2 * file.bytes() && Files.exists(aside(file.name()))) {
                all.remove();
                try {
                    Files.move(aside(file.name()), folder.resolve(name));
                    return file.bytes();
                } catch (NoSuchFileException _) {
                    continue; // its reader needs the memory
                }
            }
        }
        return 0;
    }

    /** What a file held is needed no more: puts it aside, or removes it where enough are. */
    synchronized void keep(String name) {
        Path file = folder.resolve(name);
        try {
            aside.removeIf(each -> Files.notExists(aside(each.name())));
            long bytes = aside.stream().mapToLong(File::bytes).sum();
            long more = Files.size(file);
            if (more >= Store.LEAST_BYTES && aside.size() < MOST && bytes + more <= MOST_BYTES) {
                Files.move(file, aside(name));
                aside.add(new File(name, more));
            } else {
                mappings.forget(file);
                Files.delete(file);
            }
        } catch (NoSuchFileException _) {
            return; // it is gone
        } catch (IOException _) {
            Post.removeQuietly(file);
        }
    }

    /** Removes what was put aside here. */
    synchronized void trim() {
        aside.forEach(file -> Post.removeQuietly(aside(file.name())));
        aside.clear();
    }
}
