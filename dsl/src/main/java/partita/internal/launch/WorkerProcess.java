package partita.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import partita.api.EngineException;

/**
 * A JVM that was started for work. It gets its orders over its standard input, which then stays open: its end
 * tells the JVM that its owner is gone. What it writes to its raw standard output and standard error is given to
 * a receiver, and its last part is kept for explanations.
 */
public final class WorkerProcess {
    /** The order that names the journal's file. */
    public static final String JOURNAL = "journal";

    /** A process of the user's may have inherited the pipes and outlive the worker. */
    private static final Duration DRAIN_LIMIT = Duration.ofMillis(500);

    private static final int BUFFER = 8_192;

    /** Receives what a process writes. Called by one thread for each stream. */
    @FunctionalInterface
    public interface RawOutput {
        /**
         * Takes text.
         *
         * @param error whether from standard error
         * @param text the text
         */
        void write(boolean error, String text);
    }

    private final Process process;
    private final Journal journal;
    private final Tail tail = new Tail();
    private final CompletableFuture<Integer> exit;

    private WorkerProcess(Process process, Journal journal, RawOutput output) {
        this.process = process;
        this.journal = journal;
        CompletableFuture<Boolean> out = drain(process.getInputStream(), false, output);
        CompletableFuture<Boolean> err = drain(process.getErrorStream(), true, output);
        CompletableFuture<Boolean> drained = out.thenCombine(err, Boolean::logicalAnd);
        exit = process.onExit()
                .thenCompose(ended -> drained.completeOnTimeout(false, DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(_ -> ended(ended)));
    }

    /**
     * Starts a JVM.
     *
     * @param command its command line
     * @param orders what to tell it
     * @param output is given what it writes
     * @return the running process
     * @throws EngineException if the operating system starts no process
     */
    public static WorkerProcess start(JvmCommand command, Orders orders, RawOutput output) {
        List<String> line = command.line();
        Path folder = Path.of(System.getProperty("user.dir"));
        try {
            Path files = RunFolder.enter();
            try {
                Journal journal = Journal.create(files);
                Process process =
                        new ProcessBuilder(line).directory(folder.toFile()).start();
                WorkerProcess worker = new WorkerProcess(process, journal, output);
                worker.tell(orders.with(JOURNAL, journal.file().toString()).bytes());
                return worker;
            } catch (IOException | RuntimeException e) {
                RunFolder.leave(); // and its journal goes with the folder
                throw e;
            }
        } catch (IOException e) {
            throw new EngineException(
                    "cannot start a worker process: program=" + line.getFirst() + " folder=" + folder
                            + "; are there too many processes, or too little memory or room for files? " + e,
                    e);
        }
    }

    /**
     * Writes to its standard input. A process that has ended does not mind.
     *
     * @param bytes what to write
     */
    public void tell(byte[] bytes) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(bytes);
            in.flush();
        } catch (IOException e) {
            // it ended before it read all; its exit tells why, this tells when
            tail.add("[standard input closed early: " + e.getMessage() + "]\n");
        }
    }

    /**
     * Its process id.
     *
     * @return the operating system's number for it
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Whether it runs.
     *
     * @return true until it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * What it had begun and what it kept; stays readable after its end.
     *
     * @return the memory that it shares with this JVM
     */
    public Journal journal() {
        return journal;
    }

    /**
     * What it wrote last.
     *
     * @return some thousand characters at most
     */
    public String tail() {
        return tail.toString();
    }

    /**
     * Adds to what it wrote last, for explanations.
     *
     * @param text what to add
     */
    public void note(String text) {
        tail.add(text);
    }

    /**
     * Tells of its end.
     *
     * @return completed with its exit code, or minus the signal that ended it, once its output was received
     */
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    /** Asks it and the processes that it started to end (SIGTERM). */
    public void terminate() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.toHandle().destroy(); // Process.destroy closes our ends of its streams, so it would take us for gone
        descendants.forEach(ProcessHandle::destroy);
    }

    /** Ends it and the processes that it started at once (SIGKILL). */
    public void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.toHandle().destroyForcibly(); // what it wrote can still be read
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private int ended(Process ended) {
        int raw = ended.exitValue();
        try {
            journal.remove();
            RunFolder.leave();
            ended.getOutputStream().close();
        } catch (IOException e) {
            tail.add("[" + e.getMessage() + "]\n");
        }
        return ExitCode.of(raw, journal.endedBy());
    }

    private CompletableFuture<Boolean> drain(InputStream from, boolean error, RawOutput output) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        // a read of a pipe holds on to a virtual thread's carrier, of which there are few
        Thread.ofPlatform().name("partita-drain-" + process.pid()).daemon().start(() -> {
            char[] buffer = new char[BUFFER];
            try (Reader reader = new InputStreamReader(from, UTF_8)) {
                for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                    String text = new String(buffer, 0, n);
                    tail.add(text);
                    output.write(error, text);
                }
            } catch (IOException e) {
                tail.add("[cannot read on: " + e.getMessage() + "]\n"); // the pipe broke; the exit says more
            } finally {
                done.complete(true);
            }
        });
        return done;
    }
}
