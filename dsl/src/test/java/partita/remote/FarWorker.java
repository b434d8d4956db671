package partita.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What {@code ./partita worker} starts, as a process of a test. */
final class FarWorker implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<String> said;

    FarWorker(String address, byte[] key, String... before) {
        var line = new ArrayList<>(List.of(before));
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dkryo.unsafe=true",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.function=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "partita.internal.worker.FarMain",
                address));
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a worker: address=" + address, e);
        }
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        said = CompletableFuture.supplyAsync(
                () -> out.lines().collect(Collectors.joining("\n")),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** All that it said, once it has ended. */
    String said() {
        return said.orTimeout(40, TimeUnit.SECONDS).join();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker has not ended: pid=" + process.pid());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
