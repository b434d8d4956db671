package partita.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JVMs that this one started, directly or through others. */
public final class Jvms {
    static final String WORKER_MAIN = "partita.internal.worker.WorkerMain";
    /** Makes a cache of classes in the background, for later. */
    private static final String TRAINS = WORKER_MAIN + " train";

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
        String line = commandLine(process);
        return line.contains(WORKER_MAIN) && !line.endsWith(TRAINS);
    }

    /**
     * The whole command line of a process: Java gives the first 4,096 bytes on Linux, which a class path fills.
     *
     * @param process the process
     * @return program and arguments with spaces between; empty if it has ended or the system does not tell
     */
    public static String commandLine(ProcessHandle process) {
        Path all = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.readString(all).replace('\0', ' ').strip();
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    static String describe(ProcessHandle process) {
        return "pid=" + process.pid() + " alive=" + process.isAlive() + " command=" + commandLine(process);
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
