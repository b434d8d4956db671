package partita.internal.broker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.RunFolder;
import partita.internal.memory.Futex;
import partita.internal.memory.Segment;
import partita.internal.memory.Words;

/**
 * Shared memory that has no name: its file is removed as soon as it is made, and this JVM lends its descriptor to those
 * that know it ({@code /proc/…/fd/…}, which this user's processes alone may open). So nothing is left of it when the
 * last process that uses it ends, however that happens. Where there is no such thing, the broker keeps what would lie
 * in it.
 */
public final class Lent implements AutoCloseable {
    /** Switches all use of shared memory off where it is {@code off}. */
    private static final String PROPERTY = "partita.memory";

    /** In front of the memory: tells that a descriptor is still what it was. */
    private static final long HEADER = 64;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Map<String, WeakReference<MemorySegment>> MAPPED = new ConcurrentHashMap<>();

    private final MemorySegment memory;
    private final FileChannel channel;
    private final String address;

    private Lent(MemorySegment memory, FileChannel channel, String address) {
        this.memory = memory;
        this.channel = channel;
        this.address = address;
    }

    private static final class Possible {
        static final boolean HERE = !"off".equals(System.getProperty(PROPERTY))
                && Files.isDirectory(Path.of("/proc/self/fd"))
                && Futex.available();
    }

    /**
     * Whether this JVM uses shared memory.
     *
     * @return false where it was switched off, or the system has none
     */
    public static boolean possible() {
        return Possible.HERE;
    }

    /**
     * Makes new memory, all zeros.
     *
     * @param bytes how much
     * @return the memory, lent until it is closed
     * @throws IOException if there is no room for it
     */
    public static Lent create(long bytes) throws IOException {
        Path folder = RunFolder.enterMemory();
        try {
            Path file = folder.resolve("lent-" + COUNT.incrementAndGet());
            try {
                Segment.create(file, HEADER + bytes).close(); // it has its room; the mapping below ends by itself
                return of(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } finally {
            RunFolder.leave();
        }
    }

    private static Lent of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            MemorySegment all = map(channel);
            long key = RANDOM.nextLong();
            Words.setLong(all, 0, key);
            String address = "/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor(file) + "#" + key;
            MemorySegment memory = all.asSlice(HEADER);
            MAPPED.put(address, new WeakReference<>(memory));
            return new Lent(memory, channel, address);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static MemorySegment map(FileChannel channel) throws IOException {
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), Arena.ofAuto());
    }

    private static String descriptor(Path file) throws IOException {
        Path real = file.toRealPath();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> leadsTo(link, real))
                    .map(link -> link.getFileName().toString())
                    .findFirst()
                    .orElseThrow(() -> new FileSystemException(
                            file.toString(), null, "this process has it open and finds no descriptor of it"));
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException _) {
            return false; // closed since the listing
        }
    }

    /**
     * Maps memory that this or another process lends.
     *
     * @param address what {@link #address} gave
     * @return the memory, mapped for as long as it is reachable
     * @throws IOException if it cannot be mapped, or is lent no more
     */
    public static MemorySegment borrow(String address) throws IOException {
        WeakReference<MemorySegment> reference = MAPPED.get(address);
        MemorySegment known = reference == null ? null : reference.get();
        if (known != null) {
            return known;
        }
        int end = address.indexOf('#');
        try (FileChannel channel = FileChannel.open(
                Path.of(address.substring(0, end)), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment all = map(channel);
            if (all.byteSize() <= HEADER || Words.getLong(all, 0) != Long.parseLong(address.substring(end + 1))) {
                throw new FileSystemException(address, null, "the process that lent this memory has closed it");
            }
            MemorySegment memory = all.asSlice(HEADER);
            MAPPED.values().removeIf(other -> other.get() == null);
            MAPPED.put(address, new WeakReference<>(memory));
            return memory;
        }
    }

    /**
     * The same, where there is another way.
     *
     * @param address what {@link #address} gave, or an empty text
     * @return the memory, or null where it cannot be had here
     */
    public static @Nullable MemorySegment tryBorrow(String address) {
        if (address.isEmpty() || !possible()) {
            return null;
        }
        try {
            return borrow(address);
        } catch (IOException _) {
            return null; // in another container, say: what lies there is to be had from the broker
        }
    }

    /**
     * The memory.
     *
     * @return mapped for as long as it is reachable
     */
    public MemorySegment memory() {
        return memory;
    }

    /**
     * How others get it.
     *
     * @return a text for {@link #borrow}
     */
    public String address() {
        return address;
    }

    /**
     * Nobody can borrow it from now on; who has keeps it.
     *
     * @throws IOException if the descriptor cannot be closed
     */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
