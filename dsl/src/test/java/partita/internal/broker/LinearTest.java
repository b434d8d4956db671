package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Linear} in a JVM of its own; {@code -Dpartita.linear=200} for 66 times as many programs. */
class LinearTest {
    private static final long LIMIT_SECONDS = 600;

    @Test
    void cells_randomProgramsOfThreeThreads_areLinear(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("linear.txt");
        Process linear = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Xmx512m",
                        "-Dpartita.linear=" + Integer.getInteger("partita.linear", 3),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Linear.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(linear.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> read(log));
            System.out.println(read(log));
            assertEquals(0, linear.exitValue(), () -> read(log));
        } finally {
            linear.destroyForcibly();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (java.io.IOException e) {
            return "no output: " + e;
        }
    }
}
