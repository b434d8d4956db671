package partita.internal.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import partita.api.EngineException;

/** The {@code java} that workers and child processes are started with. */
final class JavaProgram {
    /** Names another one than that of the JDK that this JVM runs on; looked at before each start. */
    private static final String WANTED = "partita.java";

    private JavaProgram() {}

    static Path path() {
        String wanted = System.getProperty(WANTED);
        if (wanted != null) {
            return executable(Path.of(wanted), WANTED + "=" + wanted + ", which a system property names");
        }
        String home = System.getProperty("java.home");
        return executable(home == null ? null : Path.of(home, "bin", "java"), "java.home=" + home);
    }

    private static Path executable(@Nullable Path java, String from) {
        if (java == null || !Files.isExecutable(java)) {
            throw new EngineException(
                    "there is no java to start a process with: path=" + java + " from " + from
                            + "; name one of a JDK 25 by System.setProperty(\"" + WANTED + "\", \"/…/bin/java\")",
                    null);
        }
        return java.toAbsolutePath();
    }
}
