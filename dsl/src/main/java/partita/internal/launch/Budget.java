package partita.internal.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many workers all notebooks of this user may have together: each takes one slot or, if its heap is larger than
 * a slot's share of the memory, several. A slot is a byte of a file; who holds the lock on it has the slot, and
 * the operating system gives it back when its holder dies. So cores and memory are shared without a daemon.
 */
public final class Budget {
    private static final String SLOTS_VARIABLE = "PARTITA_SLOTS";
    private static final String FILE = "slots";
    private static final int PER_CORE = 2;
    /** Where the places of those that stand by begin, behind all slots that there can be. */
    private static final int PLACES = 100_000;
    /** What one that stands by takes, and the part of the memory that all may take. */
    private static final long RESIDENT_MB = 64;

    private static final long PART = 50;

    /** The bytes that this JVM has locked. */
    private static final Set<Integer> HELD = new HashSet<>();

    private static @Nullable FileChannel file;

    private Budget() {}

    /** The slots of one worker. */
    public static final class Lease {
        /** For the first worker of a pool, which needs no slot if there is none. */
        public static final Lease NONE = new Lease(List.of());

        private List<FileLock> locks;

        private Lease(List<FileLock> locks) {
            this.locks = locks;
        }

        /**
         * Gives the slots back.
         *
         * @throws IOException if a lock cannot be released
         */
        public void end() throws IOException {
            synchronized (Budget.class) {
                List<FileLock> ending = locks;
                locks = List.of();
                if (!ending.isEmpty()) {
                    release(ending);
                    RunFolder.leave();
                }
            }
        }
    }

    /**
     * How many slots there are: two for each core, or PARTITA_SLOTS.
     *
     * @return at least 1
     * @throws IllegalArgumentException if PARTITA_SLOTS is no number
     */
    public static int slots() {
        String given = System.getenv(SLOTS_VARIABLE);
        if (given == null || given.isBlank()) {
            return PER_CORE * JvmCommand.cores();
        }
        if (!given.strip().matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("the environment variable " + SLOTS_VARIABLE + "=" + given
                    + " is no number of slots: give 1 or more");
        }
        return Integer.parseInt(given.strip());
    }

    /**
     * Takes the slots of one worker, without waiting.
     *
     * @param command how it is started
     * @return its slots, or nothing if too few are free
     * @throws IOException if the file that tells cannot be used
     */
    public static Optional<Lease> take(JvmCommand command) throws IOException {
        return take(Heap.slots(command.heapSize(), slots()), slots());
    }

    /**
     * Takes the place of one JVM that stands by. There are as many as slots, or as are a small part of the memory if that
     * is more; behind the slots, so that neither takes the other's.
     *
     * @return its place, or nothing if all are taken
     * @throws IOException if the file that tells cannot be used
     */
    static Optional<Lease> takePlace() throws IOException {
        return take(1, PLACES, PLACES + Math.max(slots(), memoryForStandBy()));
    }

    /** How many JVMs that stand by are a small part of the memory. */
    static int memoryForStandBy() {
        return (int) Math.min(PLACES, Heap.totalMb() / PART / RESIDENT_MB);
    }

    static Optional<Lease> take(int wanted, int slots) throws IOException {
        return take(wanted, 0, slots);
    }

    private static synchronized Optional<Lease> take(int wanted, int from, int to) throws IOException {
        Path run = RunFolder.enter();
        List<FileLock> locks = new ArrayList<>();
        try {
            FileChannel channel = file;
            if (channel == null) {
                channel =
                        FileChannel.open(run.resolveSibling(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                file = channel;
            }
            for (int i = from; i < to && locks.size() < wanted; i++) {
                FileLock lock = HELD.contains(i) ? null : channel.tryLock(i, 1, false);
                if (lock != null) {
                    HELD.add(i);
                    locks.add(lock);
                }
            }
            if (locks.size() == wanted) {
                return Optional.of(new Lease(List.copyOf(locks)));
            }
        } catch (IOException e) {
            release(locks);
            RunFolder.leave();
            throw e;
        }
        release(locks);
        RunFolder.leave();
        return Optional.empty();
    }

    private static void release(List<FileLock> locks) throws IOException {
        for (FileLock lock : locks) {
            HELD.remove((int) lock.position());
            lock.release();
        }
        FileChannel channel = file;
        if (HELD.isEmpty() && channel != null) {
            file = null;
            channel.close(); // the file may be removed now, and another made
        }
    }
}
