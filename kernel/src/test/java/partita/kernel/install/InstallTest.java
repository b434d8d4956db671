package partita.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {
    @TempDir
    Path folder;

    @Test
    void write_spec_startsMainWithAgentAndConnectionFile() throws IOException {
        Path file = Install.write(folder.resolve("spec"), Path.of("java"), Path.of("k.jar"), Path.of("d.jar"));
        JsonObject spec = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals("message", spec.get("interrupt_mode").getAsString());
        assertEquals("Java (Partita)", spec.get("display_name").getAsString());
        var argv = spec.getAsJsonArray("argv");
        assertEquals("{connection_file}", argv.get(argv.size() - 1).getAsString());
        assertTrue(argv.toString().contains("-javaagent:d.jar"));
    }

    @Test
    void main_missingOrUnknownOption_saysWhich() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Install.main(new String[] {"--dir", "x"}))
                .getMessage()
                .contains("--java"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Install.main(new String[] {"--nonsense", "x"}))
                .getMessage()
                .contains("--nonsense"));
    }
}
