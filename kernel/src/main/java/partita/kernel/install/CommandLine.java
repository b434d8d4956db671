package partita.kernel.install;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The command that starts the kernel's JVM. */
final class CommandLine {
    private CommandLine() {}

    static List<String> of(Path java, Path kernelJar, Path dslJar) {
        return List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dkryo.unsafe=true",
                // exceptions, lambdas and views of the JDK's own travel to workers
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.function=ALL-UNNAMED",
                "--add-opens=java.base/java.util.regex=ALL-UNNAMED",
                "--add-opens=java.base/java.util.stream=ALL-UNNAMED",
                "--add-opens=java.base/java.time.format=ALL-UNNAMED",
                // lets go of snippets that are no more
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                // makes lambdas shippable and lets cells redefine their methods
                "-javaagent:" + dslJar,
                "-cp",
                kernelJar + File.pathSeparator + dslJar,
                "partita.kernel.Main",
                "{connection_file}");
    }
}
