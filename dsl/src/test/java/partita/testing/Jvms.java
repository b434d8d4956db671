package partita.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JVMs that this one started, directly or through others. */
final class Jvms {
    static final String WORKER_MAIN = "partita.internal.worker.WorkerMain";
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final long JCMD_SECONDS = 10;

    private Jvms() {}

    static List<ProcessHandle> descendants() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(command ->
                                Path.of(command).getFileName().toString().startsWith("java"))
                        .isPresent())
                .toList();
    }

    static boolean isWorker(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(WORKER_MAIN))
                .isPresent();
    }

    static String describe(ProcessHandle process) {
        return "pid=" + process.pid() + " alive=" + process.isAlive() + " command="
                + process.info().commandLine().orElse("unknown");
    }

    /**
     * All stacks of a JVM, or why they cannot be had. They go through a file: a JVM that is asked for its own stands still
     * until they are written, and would never read them from a pipe that is full.
     */
    static String stacksOf(ProcessHandle process) throws InterruptedException {
        Path answer = null;
        Process jcmd = null;
        try {
            answer = Files.createTempFile("stacks", ".txt");
            jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(process.pid()), "Thread.print", "-l")
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            // a JVM that is stopped or stuck at a safepoint never answers
            return jcmd.waitFor(JCMD_SECONDS, TimeUnit.SECONDS)
                    ? Files.readString(answer)
                    : "no answer from jcmd within " + JCMD_SECONDS + " s";
        } catch (IOException e) {
            return "jcmd failed: " + e;
        } finally {
            if (jcmd != null) {
                jcmd.destroyForcibly();
            }
            delete(answer);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("a file with stacks stays: " + e);
        }
    }
}
