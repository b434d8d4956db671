package partita.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
    /** After its last word a JVM has nothing left to do but to end. */
    private static final Duration LINGER_LIMIT = Duration.ofSeconds(5);

    private static final int BUFFER = 8_192;
    private static final byte[] NOTHING = {};

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
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile RawOutput output = (_, _) -> {};

    private WorkerProcess(Process process, Journal journal) {
        this.process = process;
        this.journal = journal;
        CompletableFuture<Boolean> out = drain(process.getInputStream(), false);
        CompletableFuture<Boolean> err = drain(process.getErrorStream(), true);
        CompletableFuture<Boolean> drained = out.thenCombine(err, Boolean::logicalAnd);
        drained.thenRun(this::hearLastWord);
        process.onExit()
                .thenCompose(ended -> drained.completeOnTimeout(false, DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(_ -> ended(ended)))
                .whenComplete((code, e) -> {
                    var _ = e == null ? exit.complete(code) : exit.completeExceptionally(e);
                });
        ChildExits.add(process.pid(), exit);
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
        return start(command, orders, NOTHING, output);
    }

    static WorkerProcess start(JvmCommand command, Orders orders, byte[] parcel, RawOutput output) {
        WorkerProcess worker = launch(command);
        worker.output = output;
        worker.tell(worker.withJournal(orders), parcel);
        return worker;
    }

    /** Starts a JVM that warms up, with what it is told already, and then waits for its orders. */
    static WorkerProcess standBy(JvmCommand command, String role, Map<String, String> first, byte[] following) {
        WorkerProcess worker = launch(command, Role.STAND_BY, role);
        Orders orders = new Orders(Self.current().orders(Role.STAND_BY, Role.STAND_BY, true)).with(first);
        worker.tell(worker.withJournal(orders), following);
        return worker;
    }

    private Orders withJournal(Orders orders) {
        return orders.with(JOURNAL, journal.file().toString());
    }

    private static WorkerProcess launch(JvmCommand command, String... arguments) {
        List<String> line = command.line(arguments);
        Path folder = Path.of(System.getProperty("user.dir"));
        try {
            Path files = RunFolder.enter();
            try {
                Journal journal = journal(files);
                Process process =
                        new ProcessBuilder(line).directory(folder.toFile()).start();
                return new WorkerProcess(process, journal);
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

    /** In memory, where there is room. */
    private static Journal journal(Path files) throws IOException {
        Path memory = RunFolder.enterMemory();
        try {
            return Journal.create(memory);
        } catch (IOException e) {
            if (memory.equals(files)) {
                throw e;
            }
            return Journal.create(files);
        } finally {
            RunFolder.leave(); // the process has a use of its own
        }
    }

    /**
     * Gives one that stands by its orders. What was just killed may look alive for a moment, so it has to say that it
     * took them; it does not wait for that to be heard.
     *
     * @return false if it did not take them and never will
     */
    boolean takes(Orders orders, byte[] parcel, RawOutput receiver) {
        output = receiver;
        tell(orders, parcel);
        return answer.completeOnTimeout(false, ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .join()
                || !journal.withdrawOrders();
    }

    private void tell(Orders orders, byte[] parcel) {
        byte[] lines = orders.bytes();
        byte[] all = Arrays.copyOf(lines, lines.length + parcel.length);
        System.arraycopy(parcel, 0, all, lines.length, parcel.length);
        tell(all);
    }

    /** Completed once one that stands by is warm, or with false when it ends. */
    CompletableFuture<Boolean> ready() {
        return ready;
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
     * Tells of its end: of its code's and its shutdown hooks', where it can say so, else of the process's.
     *
     * @return completed with its exit code, or minus the signal that ended it, once its output was received
     */
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    /**
     * Tells that it does nothing any more, whether or not its output was received.
     *
     * @return completed at the process's end, or once its code and hooks have ended
     */
    public CompletableFuture<?> silence() {
        return CompletableFuture.anyOf(process.onExit(), exit.exceptionally(_ -> -1));
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

    /** All that it wrote has been received. If it has ended its work too, nobody needs to wait for the JVM to go. */
    private void hearLastWord() {
        journal.lastWord().ifPresent(code -> {
            if (exit.complete(code)) {
                ProcessHandle going = process.toHandle();
                CompletableFuture.delayedExecutor(LINGER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(going::destroyForcibly); // does nothing to one that is gone
            }
        });
    }

    private int ended(Process ended) {
        int raw = ended.exitValue();
        ready.complete(false);
        answer.complete(false);
        try {
            journal.remove();
            RunFolder.leave();
            ended.getOutputStream().close();
        } catch (IOException e) {
            tail.add("[" + e.getMessage() + "]\n");
        }
        int code = ExitCode.of(raw, journal.endedBy(), journal.hasCodeEnded());
        if (code < 0) {
            Thread.ofVirtual().name("partita-sweeper").start(this::sweep);
        }
        return code;
    }

    /** One that was killed may have left files of its own. */
    private void sweep() {
        try {
            RunFolder.removeAbandoned();
        } catch (IOException e) {
            tail.add("[" + e.getMessage() + "]\n"); // the next run does it
        }
    }

    private CompletableFuture<Boolean> drain(InputStream from, boolean error) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        // a read of a pipe holds on to a virtual thread's carrier, of which there are few
        Thread.ofPlatform().name("partita-drain-" + process.pid()).daemon().start(() -> {
            char[] buffer = new char[BUFFER];
            try (Reader reader = new InputStreamReader(from, UTF_8)) {
                for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                    received(error, new String(buffer, 0, n));
                }
            } catch (IOException e) {
                tail.add("[cannot read on: " + e.getMessage() + "]\n"); // the pipe broke; the exit says more
            } finally {
                done.complete(true);
            }
        });
        return done;
    }

    /** What one that stands by writes first is a sign; then another, when it was asked for it. */
    private void received(boolean error, String text) {
        boolean sign = !error
                && !text.isEmpty()
                && text.charAt(0) == Role.READY
                && (ready.complete(true) || answer.complete(true));
        String rest = sign ? text.substring(1) : text;
        if (!rest.isEmpty()) {
            tail.add(rest);
            output.write(error, rest);
        }
    }
}
