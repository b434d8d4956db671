package partita.internal.launch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much heap each worker may take, so that all of them and their owner fit the memory that there is. */
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
        long total = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize(); // of the cgroup, where there is one
        return fitting(total / MEGABYTE, Runtime.getRuntime().maxMemory() / MEGABYTE, workers) + "m";
    }

    static long fitting(long totalMb, long ownerMb, int workers) {
        long free = (long) (totalMb * SHARE) - ownerMb;
        return Math.clamp(free / workers - OVERHEAD_MB, LEAST_MB, MOST_MB);
    }
}
