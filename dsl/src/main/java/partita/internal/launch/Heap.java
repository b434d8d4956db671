package partita.internal.launch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much heap each worker may take, so that all workers of this user's notebooks, see {@link Budget}, and their
 * owner fit the memory that there is.
 */
final class Heap {
    private static final long MEGABYTE = 1L << 20;
    /** What the operating system and the page cache keep. */
    private static final double SHARE = 0.85;
    /** What a JVM takes beside its heap. */
    private static final long OVERHEAD_MB = 80;

    private static final long LEAST_MB = 64;
    /** Up to here a JVM addresses its heap with 32 bits. */
    private static final long MOST_MB = 30 * 1024;

    private Heap() {}

    /** The default for {@code -Xmx} of each of so many workers. */
    static String fitting(int workers) {
        return share(workers) + "m";
    }

    private static long share(int workers) {
        return fitting(totalMb(), Runtime.getRuntime().maxMemory() / MEGABYTE, workers);
    }

    /** The memory of this machine, or of the cgroup, where there is one. */
    static long totalMb() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MEGABYTE;
    }

    /** How many of so many slots' shares of the memory a worker takes, all of them at the most. */
    static int slots(String heap, int slots) {
        return slots(megabytes(heap), share(slots), slots);
    }

    static int slots(long heapMb, long shareMb, int slots) {
        return (int) Math.clamp(Math.ceilDiv(heapMb, shareMb), 1L, slots);
    }

    /** What follows {@code -Xmx}, in megabytes; what is no size, the JVM itself will refuse. */
    static long megabytes(String heap) {
        if (!heap.matches("[0-9]{1,15}[kKmMgGtT]?")) {
            return 0;
        }
        long number = Long.parseLong(heap.replaceAll("[^0-9]", ""));
        return switch (Character.toLowerCase(heap.charAt(heap.length() - 1))) {
            case 't' -> number << 20;
            case 'g' -> number << 10;
            case 'm' -> number;
            case 'k' -> number >> 10;
            default -> number / MEGABYTE;
        };
    }

    static long fitting(long totalMb, long ownerMb, int workers) {
        long free = (long) (totalMb * SHARE) - ownerMb;
        return Math.clamp(free / workers - OVERHEAD_MB, LEAST_MB, MOST_MB);
    }
}
