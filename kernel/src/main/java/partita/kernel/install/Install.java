package partita.kernel.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes {@code kernel.json}: how Jupyter starts this kernel. */
public final class Install {
    private static final Set<String> OPTIONS = Set.of("--dir", "--java", "--kernel-jar", "--dsl-jar");

    private Install() {}

    /**
     * Writes the kernelspec.
     *
     * @param arguments {@code --dir} the spec's folder, {@code --java} a JDK's java, {@code --kernel-jar} and
     *     {@code --dsl-jar} the two shaded jars
     * @throws IOException if the folder cannot be written
     * @throws IllegalArgumentException if an option is missing or unknown, or names no file
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        Path directory = Path.of(required(options, "--dir"));
        Path file =
                write(directory, file(options, "--java"), file(options, "--kernel-jar"), file(options, "--dsl-jar"));
        System.out.println("kernelspec written: " + file);
    }

    static Path write(Path directory, Path java, Path kernelJar, Path dslJar) throws IOException {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("argv", CommandLine.of(java, kernelJar, dslJar));
        spec.put("display_name", "Java (Partita)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("env", Map.of());
        spec.put("metadata", Map.of("debugger", false));
        spec.put("kernel_protocol_version", "5.5");
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("kernel.json"), gson.toJson(spec) + "\n");
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("the kernelspec cannot be written: argument=" + arguments[i]
                        + " is no option with a value; options are " + List.copyOf(OPTIONS));
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the kernelspec cannot be written: the option " + name
                    + " is missing; give all of " + List.copyOf(OPTIONS));
        }
        return value;
    }

    private static Path file(Map<String, String> options, String name) {
        Path path = Path.of(required(options, name)).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("the kernelspec cannot be written: " + name + "=" + path
                    + " does not exist; build the project first");
        }
        return path;
    }
}
