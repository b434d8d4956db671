package partita.internal.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IdleHeapTest {
    private static List<String> ratios() {
        var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Stream.of("MinHeapFreeRatio", "MaxHeapFreeRatio")
                .map(name -> jvm.getVMOption(name).getValue())
                .toList();
    }

    @Test
    void shrink_heapIsLarge_leavesTheJvmsSettings() {
        List<String> before = ratios();
        byte[][] grown = new byte[64][];
        for (int i = 0; i < grown.length; i++) {
            grown[i] = new byte[1 << 20];
        }
        IdleHeap.shrink();
        assertEquals(before, ratios());
        assertEquals(64, grown.length);
    }
}
