package partita;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain Java programs with nothing but the dsl on their class path, in JVMs without agent or flags. */
class ExamplesTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "Primes.java");
    private static final String SHOWN = "primes below 100000: 9592\nhello from a child\n";

    private static String run(String classPath, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    private static String dsl() {
        return Path.of("target", "classes")
                + System.getProperty("path.separator")
                + System.getProperty("java.class.path");
    }

    @Test
    void main_compiled_countsAndGreetsWithoutAWarning(@TempDir Path classes) throws IOException, InterruptedException {
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", dsl(), "-d", classes.toString(), EXAMPLE.toString()));
        assertEquals(SHOWN, run(dsl() + System.getProperty("path.separator") + classes, "Primes"));
    }

    @Test
    void main_startedFromItsSource_countsAndGreetsWithoutAWarning() throws IOException, InterruptedException {
        assertEquals(SHOWN, run(dsl(), EXAMPLE.toString()));
    }
}
