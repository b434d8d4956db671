package partita.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /** All stacks of another JVM, or why they cannot be had. */
    static String stacksOf(ProcessHandle process) throws InterruptedException {
        Process jcmd = null;
        try {
            jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(process.pid()), "Thread.print", "-l")
                    .redirectErrorStream(true)
                    .start();
            // a JVM that is stopped or stuck at a safepoint never answers: end jcmd, and with it the read below
            Process asked = jcmd;
            Thread limit = Thread.startVirtualThread(() -> endAfterLimit(asked));
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            limit.interrupt();
            return answer.isBlank() ? "no answer from jcmd within " + JCMD_SECONDS + " s" : answer;
        } catch (IOException e) {
            return "jcmd failed: " + e;
        } finally {
            if (jcmd != null) {
                jcmd.destroyForcibly();
            }
        }
    }

    private static void endAfterLimit(Process process) {
        try {
            if (!process.waitFor(JCMD_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // jcmd answered in time
            Thread.currentThread().interrupt();
        }
    }
}
