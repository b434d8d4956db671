package partita.internal.launch;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes an {@link AotCache}, in the background and with the lowest priority: a JVM does once what workers do, and writes
 * down what it loaded; another is started with the result and has to accept it. Only then does the file get its name, in
 * one step. One build at a time for all of a user's notebooks.
 */
final class AotBuild {
    /** The first work of a notebook comes first. */
    private static final Duration DELAY = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration KEPT_UNUSED = Duration.ofDays(30);
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final String UNFINISHED = ".unfinished";

    /**
     * What was compiled here is not remembered: each JVM that starts would compile all of it again, which takes a quarter
     * of the processor's time that a child's start takes, and 10 MB.
     */
    private static final List<String> UNTRAINED = List.of(AotCache.UNLOCKED, "-XX:-AOTRecordTraining");

    private final Path java;
    private final List<String> flags;
    private final List<Path> classPath;
    private final Path file;

    AotBuild(Path java, List<String> flags, List<Path> classPath, Path file) {
        this.java = java;
        this.flags = flags;
        this.classPath = classPath;
        this.file = file;
    }

    /** Begins soon, and returns at once. */
    void begin() {
        Thread.Builder thread = Thread.ofPlatform().name("partita-aot").daemon().priority(Thread.MIN_PRIORITY);
        CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS, thread::start)
                .execute(() -> {
                    try {
                        run();
                    } catch (IOException | RuntimeException e) {
                        AotCache.say(e);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt(); // somebody ends this JVM's threads: then without
                    }
                });
    }

    /** Makes it, if nobody else does. */
    void run() throws IOException, InterruptedException {
        Path folder = file.resolveSibling("lock");
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || Files.exists(file)) {
                return;
            }
            sweep();
            Path unfinished = Path.of(file + "." + ProcessHandle.current().pid() + UNFINISHED);
            try {
                java(Stream.concat(Stream.of("-XX:AOTCacheOutput=" + unfinished), UNTRAINED.stream())
                        .toList());
                java(Stream.concat(
                                Stream.of("-XX:AOTCache=" + unfinished, "-XX:AOTMode=on"),
                                AotCache.SHARED_PAGES.stream())
                        .toList());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
                Files.deleteIfExists(Path.of(unfinished + ".config"));
            }
        }
    }

    private void java(List<String> more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        Programs.find("nice").ifPresent(nice -> line.addAll(List.of(nice.toString(), "-n", "19")));
        line.add(java.toString());
        line.addAll(flags);
        line.addAll(more);
        line.add("-cp");
        line.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        line.add(JvmCommand.WORKER_MAIN);
        line.add(Role.TRAIN);
        Path log = Path.of(file + "." + ProcessHandle.current().pid() + UNFINISHED + ".log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread end = Thread.ofPlatform().name("partita-aot-end").unstarted(() -> {
            endTree(process);
            removeOwn();
        });
        try {
            Runtime.getRuntime().addShutdownHook(end);
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IOException("a JVM that trains a cache did not end well: flags=" + more + " "
                        + (process.isAlive() ? "it still runs" : "exitCode=" + process.exitValue()) + " log="
                        + Files.readString(log).strip());
            }
            Runtime.getRuntime().removeShutdownHook(end);
        } finally {
            endTree(process);
            Files.deleteIfExists(log);
        }
    }

    /** At the end of this JVM in the middle of a build; what cannot be removed is swept by a later one. */
    private void removeOwn() {
        File[] left = file.resolveSibling(".")
                .toFile()
                .listFiles((_, name) -> name.contains(
                        file.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED));
        for (File one : left == null ? new File[0] : left) {
            var _ = one.delete();
        }
    }

    private static void endTree(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** What no JVM has used for a long time, and what a killed one left. */
    private void sweep() throws IOException {
        try (Stream<Path> entries = Files.list(file.getParent())) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Instant changed = Files.getLastModifiedTime(entry).toInstant();
                Duration age = Duration.between(changed, Instant.now());
                boolean old = entry.toString().endsWith(AotCache.SUFFIX) && age.compareTo(KEPT_UNUSED) > 0;
                boolean left = entry.toString().contains(UNFINISHED) && age.compareTo(ABANDONED) > 0;
                if (old || left) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }
}
