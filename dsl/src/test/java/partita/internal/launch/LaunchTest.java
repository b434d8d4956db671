package partita.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaunchTest {
    @Test
    void of_exitCodes_tellSignalsFromExits() {
        assertEquals(0, ExitCode.of(0, 0, false));
        assertEquals(3, ExitCode.of(3, 0, false));
        assertEquals(-9, ExitCode.of(137, -1, false));
        assertEquals(137, ExitCode.of(137, 0, false));
        assertEquals(-15, ExitCode.of(143, 15, false));
        assertEquals(143, ExitCode.of(143, 0, false));
        assertEquals(5, ExitCode.of(5, 15, false));
        assertEquals(255, ExitCode.of(255, -1, false));
        assertEquals(-9, ExitCode.of(137, 0, true)); // killed in a hook
        assertEquals(143, ExitCode.of(143, 0, true));
    }

    @Test
    void read_orders_takesNotAByteMore() throws IOException {
        Orders orders = new Orders(Map.of("name", "a = b\nc ä%", "token", ""));
        byte[] bytes = orders.bytes();
        byte[] more = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        more[bytes.length] = 'x';
        ByteArrayInputStream in = new ByteArrayInputStream(more);
        assertEquals(orders, Orders.read(in));
        assertEquals('x', in.read());
        assertThrows(IOException.class, () -> Orders.read(new ByteArrayInputStream(new byte[] {'a', '=', 'b'})));
        assertThrows(IllegalArgumentException.class, () -> orders.get("nothing"));
    }

    @Test
    void classPath_ofAKernel_isAbsoluteAndLeavesTheKernelOut() {
        String path = JvmCommand.classPath("lib" + File.separator + "a.jar" + File.pathSeparator + "x" + File.separator
                + "partita-kernel-0.1.0.jar");
        List<String> entries = List.of(path.split(File.pathSeparator));
        assertTrue(entries.stream().allMatch(entry -> new File(entry).isAbsolute()), path);
        assertTrue(entries.getFirst().endsWith("a.jar"), path);
        assertFalse(path.contains("partita-kernel"), path);
        assertEquals(2, entries.size(), path);
    }

    @Test
    void line_ofACommand_holdsHeapAndFlagsButNoSecret() {
        List<String> line = new JvmCommand("Main", "100m", 2, List.of("-Dx=y")).line();
        assertTrue(line.contains("-Xmx100m"));
        assertTrue(line.indexOf("-Dx=y") > line.indexOf("-Xmx100m"));
        assertEquals("Main", line.getLast());
    }

    @Test
    void fitting_workersAndOwner_stayWithinTheMemory() {
        for (int workers : new int[] {1, 2, 8, 64}) {
            long each = Heap.fitting(24_000, 6_000, workers);
            assertTrue(each * workers + 6_000 < 24_000, "each=" + each);
        }
        assertEquals(64, Heap.fitting(1_000, 900, 4));
    }

    @Test
    void attach_journal_sharesMemoryAndRemovesTheFile(@TempDir Path folder) throws IOException {
        Journal owner = Journal.create(folder);
        Journal worker = Journal.attach(owner.file());
        assertFalse(Files.exists(owner.file()));
        assertEquals(-1, owner.endedBy());
        worker.begin(42);
        worker.end(15);
        assertEquals(42, owner.begun());
        assertEquals(-1, owner.begunItem());
        worker.beginItem(42, 7);
        assertEquals(7, owner.begunItem());
        worker.begin(43);
        assertEquals(-1, owner.begunItem());
        assertEquals(15, owner.endedBy());
    }
}
