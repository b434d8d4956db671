package partita.internal.worker;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import partita.internal.memory.NativeHeap;

/**
 * Gives the memory of a worker that has nothing to do back to the operating system. One that works keeps what it has
 * (see the flags in {@code JvmCommand}), so the limits are others for this one collection.
 */
final class IdleHeap {
    /** Less than this is not worth a collection. */
    private static final long WORTH_BYTES = 32L << 20;

    /** How much of the heap may be free afterwards, in percent. */
    private static final String LEAST = "MinHeapFreeRatio";

    private static final String MOST = "MaxHeapFreeRatio";
    private static final int FREE = 40;

    private IdleHeap() {}

    static void shrink() {
        if (Runtime.getRuntime().totalMemory() > WORTH_BYTES) {
            collect();
        }
        NativeHeap.trim();
    }

    private static void collect() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm == null) {
            System.gc();
            return;
        }
        String least = jvm.getVMOption(LEAST).getValue();
        String most = jvm.getVMOption(MOST).getValue();
        jvm.setVMOption(LEAST, "10");
        jvm.setVMOption(MOST, Integer.toString(FREE));
        System.gc();
        jvm.setVMOption(MOST, most);
        jvm.setVMOption(LEAST, least);
    }
}
