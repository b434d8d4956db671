package partita.internal.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import partita.api.ParInterruptedException;
import partita.api.WorkerStatus;
import partita.spi.ClassSource;

/**
 * What the threads of workers do just now. Asks by the JDK's own {@code jcmd}, so that a worker that heeds nobody any
 * more answers too.
 */
public final class Dumps {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern FRAME = Pattern.compile("\\bat ([\\w.$/]+)\\.([\\w$<>]+)\\(([^:()]+):(\\d{1,9})\\)");

    private Dumps() {}

    /**
     * The stacks of all threads of workers.
     *
     * @param workers whose
     * @param source names frames by cell and line
     * @return a text; says of a worker that does not answer that it does not
     * @throws ParInterruptedException if the wait is interrupted
     */
    public static String of(List<WorkerStatus> workers, ClassSource source) {
        var text = new StringBuilder();
        for (WorkerStatus worker : workers) {
            text.append(worker.name()).append(" (pid=").append(worker.pid()).append(")\n");
            if (worker.pid() > 0) {
                text.append(FRAME.matcher(stacks(worker.pid())).replaceAll(found -> locate(found, source)));
            }
            text.append('\n');
        }
        return text.isEmpty() ? "no worker has been started yet\n" : text.toString();
    }

    private static String locate(MatchResult found, ClassSource source) {
        String type = found.group(1).substring(found.group(1).lastIndexOf('/') + 1);
        var frame = new StackTraceElement(type, found.group(2), found.group(3), Integer.parseInt(found.group(4)));
        StackTraceElement located = source.locate(frame);
        return Matcher.quoteReplacement(
                located == frame ? found.group() : "at " + located.getFileName() + ", line " + located.getLineNumber());
    }

    private static String stacks(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            CompletableFuture<String> text = CompletableFuture.supplyAsync(
                    () -> process.inputReader(StandardCharsets.UTF_8)
                            .lines()
                            .collect(Collectors.joining("\n", "", "\n")),
                    task -> Thread.ofVirtual().start(task));
            try {
                return text.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                process.destroyForcibly();
            }
        } catch (TimeoutException e) {
            return "it did not answer within " + PATIENCE.toSeconds() + " s\n";
        } catch (IOException | ExecutionException e) {
            return "its stacks cannot be had: " + e.getMessage() + "\n";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParInterruptedException("interrupted while asking for the stacks of pid=" + pid, e);
        }
    }
}
