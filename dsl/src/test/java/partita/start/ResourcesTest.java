package partita.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;

/** What of the machine's cores and memory workers take. */
class ResourcesTest {
    private static final int GARBAGE = 200 << 20;

    @TempDir
    Path folder;

    @AfterAll
    static void closeWorkers() {
        Par.closeDefault();
    }

    @Test
    void availableProcessors_inAWorker_isItsShare() {
        int cores = par.cpuCount();
        assertEquals(Math.max(1, cores / 2), par.workers(2).apply(() -> Runtime.getRuntime()
                .availableProcessors()));
        assertEquals(cores, par.workers(2).apply(() -> par.cpuCount()));
        Path file = folder.resolve("processors");
        par.process(() -> Files.writeString(file, Runtime.getRuntime().availableProcessors() + " " + par.cpuCount()))
                .start()
                .join();
        assertEquals(cores + " " + cores, read(file), "a child has no others to care for");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void rss_ofAWorkerWithNothingToDo_shrinks() {
        Par one = par.workers(1).heap("400m");
        long pid = one.apply(() -> {
            byte[][] garbage = new byte[GARBAGE >> 20][];
            for (int i = 0; i < garbage.length; i++) {
                garbage[i] = new byte[1 << 20];
            }
            return garbage.length > 0 ? ProcessHandle.current().pid() : 0;
        });
        assertTrue(rssMb(pid) > 200, () -> "rss=" + rssMb(pid));
        await().atMost(ofSeconds(30)).until(() -> rssMb(pid) < 150);
        assertEquals(pid, one.apply(() -> ProcessHandle.current().pid()), "it is there still");
    }

    private static long rssMb(long pid) {
        return read(Path.of("/proc/" + pid + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void environment_setsWorkersAndHeap() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EnvironmentProgram.class.getName(),
                folder.toString()));
        builder.environment().put("PARTITA_WORKERS", "3");
        builder.environment().put("PARTITA_HEAP", "96m");
        builder.environment().put("PARTITA_STANDBY", "0");
        builder.environment().put("PARTITA_SLOTS", "64");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("workers=3 heap<=96m true standby=0\n", said);
    }
}
