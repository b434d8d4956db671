package partita.internal.shared;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.api.SharedMemory;
import partita.internal.launch.RunFolder;
import partita.internal.local.AtExit;
import partita.internal.memory.Segment;
import partita.internal.parcel.value.Travels;

/**
 * Shared memory with a name: a file in the folder of the run that made it, which goes with that however it ends. Names
 * are those of the user, so attaching looks into the folders of all runs.
 */
final class NamedMemory implements SharedMemory, Travels {
    private static final String PREFIX = "named-";
    private static final int LONGEST_NAME = 200;

    /**
     * What travels.
     *
     * @param file where it is
     */
    record Ticket(String file) implements Travels.Ticket {
        @Override
        public Object arrive(ClassLoader loader) {
            return attach(Path.of(file));
        }
    }

    private final Segment segment;
    private final boolean own;
    private boolean unlinked;
    private volatile boolean closed;

    private NamedMemory(Segment segment, boolean own) {
        this.segment = segment;
        this.own = own;
    }

    /** Makes one with a name that nobody has. */
    static NamedMemory create(long size) {
        return create("shm-" + UUID.randomUUID(), size);
    }

    static NamedMemory create(String name, long size) {
        check(name);
        if (size < 1) {
            throw new IllegalArgumentException("size=" + size + ": give the number of bytes, 1 or more");
        }
        try {
            if (!find(name).isEmpty()) {
                throw taken(name);
            }
            AtExit.prepare(); // this run's files are removed when it ends, also where it has no workers
            NamedMemory made = create(Path.of(PREFIX + name), size);
            if (find(name).size() > 1) { // another run made it at the same moment
                made.unlink();
                throw taken(name);
            }
            return made;
        } catch (IOException e) {
            throw new EngineException("shared memory cannot be made: name=" + name + " size=" + size + ": " + e, e);
        }
    }

    private static IllegalArgumentException taken(String name) {
        return new IllegalArgumentException(
                "name=" + name + " is taken by other shared memory: attach it by par.sharedMemory(name), unlink it, or"
                        + " choose another name");
    }

    /** In memory if there is room for it, else in a file on a disk. */
    private static NamedMemory create(Path file, long size) throws IOException {
        Path folder = RunFolder.enterMemory();
        try {
            return new NamedMemory(Segment.create(folder.resolve(file), size), true);
        } catch (IOException | RuntimeException | Error e) {
            Path other = RunFolder.enter();
            RunFolder.leave();
            if (!(e instanceof IOException) || other.equals(folder)) {
                RunFolder.leave();
                throw e;
            }
            try {
                return new NamedMemory(Segment.create(other.resolve(file), size), true);
            } catch (IOException | RuntimeException | Error also) {
                RunFolder.leave();
                also.addSuppressed(e);
                throw also;
            }
        }
    }

    static NamedMemory attach(String name) {
        check(name);
        try {
            List<Path> files = find(name);
            if (files.isEmpty()) {
                throw absent(name);
            }
            return attach(files.getFirst());
        } catch (IOException e) {
            throw new EngineException("shared memory cannot be looked for: name=" + name + ": " + e, e);
        }
    }

    private static NamedMemory attach(Path file) {
        try {
            return new NamedMemory(Segment.attach(file), false);
        } catch (NoSuchFileException e) {
            var absent = absent(name(file));
            absent.initCause(e);
            throw absent;
        } catch (IOException e) {
            throw new EngineException("shared memory cannot be mapped: name=" + name(file) + ": " + e, e);
        }
    }

    private static NoSuchElementException absent(String name) {
        return new NoSuchElementException("no shared memory has name=" + name
                + ": it was unlinked, the process that made it has ended, or it was never made");
    }

    private static void check(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("name=" + name.replace("\0", "\\0") + " length=" + name.length()
                    + ": give 1 to " + LONGEST_NAME + " characters, without '/' and '\\0'");
        }
    }

    /** All of that name, in the folders of all of this user's runs. */
    private static List<Path> find(String name) throws IOException {
        Set<Path> places = new LinkedHashSet<>();
        Path memory = RunFolder.enterMemory();
        try {
            Path files = RunFolder.enter();
            RunFolder.leave();
            for (Path run : List.of(memory, files)) {
                places.add(run.resolveSibling("."));
            }
            List<Path> found = new ArrayList<>();
            for (Path place : places) {
                look(place.normalize(), name, found);
            }
            return found;
        } finally {
            RunFolder.leave();
        }
    }

    private static void look(Path place, String name, List<Path> found) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(place, Files::isDirectory)) {
            for (Path run : runs) {
                Path file = run.resolve(PREFIX + name);
                if (Files.exists(file)) {
                    found.add(file);
                }
            }
        }
    }

    private static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? "" : last.toString().substring(PREFIX.length());
    }

    @Override
    public String name() {
        return name(segment.file());
    }

    @Override
    public long size() {
        return segment.size();
    }

    @Override
    public MemorySegment segment() {
        checkOpen();
        return segment.memory();
    }

    void checkOpen() {
        if (closed) {
            throw new ClosedException("shared memory name=" + name() + " was closed in this process", null);
        }
    }

    @Override
    public void close() {
        closed = true;
        segment.close();
    }

    @Override
    public synchronized void unlink() {
        try {
            if (!Files.deleteIfExists(segment.file())) {
                throw absent(name());
            }
        } catch (IOException e) {
            throw new EngineException("shared memory cannot be unlinked: name=" + name() + ": " + e, e);
        } finally {
            leave();
        }
    }

    /** Its file needs the run's folder no more. */
    private void leave() {
        if (own && !unlinked) {
            unlinked = true;
            try {
                RunFolder.leave();
            } catch (IOException e) {
                throw new EngineException("the folder of shared memory cannot be removed: " + e, e);
            }
        }
    }

    @Override
    public Travels.Ticket ticket() {
        checkOpen();
        return new Ticket(segment.file().toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedMemory memory && memory.segment.file().equals(segment.file());
    }

    @Override
    public int hashCode() {
        return segment.file().hashCode();
    }

    @Override
    public String toString() {
        return "SharedMemory[name=" + name() + " size=" + size() + "]";
    }
}
