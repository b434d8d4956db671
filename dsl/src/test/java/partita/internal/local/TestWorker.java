package partita.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import partita.internal.parcel.Runner;
import partita.internal.worker.WorkerMain;
import partita.internal.worker.Workload;

/** A worker whose payloads are commands in plain text. */
public final class TestWorker implements Workload {
    private final Set<String> bundles = new HashSet<>();

    public static void main(String[] args) throws Throwable {
        WorkerMain.main(new TestWorker());
    }

    @Override
    public boolean has(String hash) {
        return bundles.contains(hash) && !hash.startsWith("forgotten");
    }

    @Override
    public void add(String hash, byte[] bytes) {
        if (!new String(bytes, UTF_8).equals("bundle " + hash)) {
            throw new IllegalArgumentException("not the bytes of hash=" + hash);
        }
        bundles.add(hash);
    }

    @Override
    public void run(long run, String hash, byte[] payload, int from, Runner.Sink sink) {
        if (!bundles.contains(hash)) {
            throw new IllegalStateException("never got hash=" + hash);
        }
        String command = new String(payload, UTF_8);
        sink.begin(0);
        byte[] answer;
        try {
            answer = answer(command);
        } catch (InterruptedException e) {
            answer = "interrupted".getBytes(UTF_8);
        }
        sink.keep(answer, 0, answer.length);
        sink.accept(answer, true);
    }

    @Override
    public void runTask(long run, String hash, byte[] payload) throws Throwable {
        answer(new String(payload, UTF_8));
    }

    /** One byte more. */
    private static void note(String file) {
        try {
            Files.writeString(Path.of(file), "m", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] answer(String command) throws InterruptedException {
        String[] words = command.split(" ", 2);
        String rest = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case "echo" -> {
                return rest.getBytes(UTF_8);
            }
            case "pid" -> {
                return Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
            }
            case "wait" -> new CountDownLatch(1).await();
            case "spin" -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }
            case "busy" -> {
                long end = System.nanoTime() + Long.parseLong(rest) * 1_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
            case "exit" -> System.exit(Integer.parseInt(rest));
            case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(rest));
            case "print" -> System.out.println(rest);
            case "printAndExit" -> {
                System.out.println(rest);
                System.exit(7);
            }
            case "err" -> System.err.println(rest);
            case "rest" -> System.out.print(rest);
            case "lines" -> {
                for (int i = 0; i < Integer.parseInt(rest); i++) {
                    System.out.println("line " + i + " of a text that is long enough to matter, with ä and €");
                }
            }
            case "printForEver" -> {
                String line = "x".repeat(1023);
                for (int kilobytes = 1; !Thread.currentThread().isInterrupted(); kilobytes++) {
                    System.out.println(line);
                    if (kilobytes % 1024 == 0) {
                        note(rest);
                    }
                }
            }
            case "late" ->
                Thread.ofPlatform().start(() -> {
                    long end = System.nanoTime() + 200_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    System.out.println(rest);
                });
            case "bytes" -> {
                return new byte[Integer.parseInt(rest)];
            }
            case "length" -> {
                return Integer.toString(rest.length()).getBytes(UTF_8);
            }
            case "stdin" -> {
                try {
                    return Integer.toString(System.in.read()).getBytes(UTF_8);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            case "throw" -> throw new IllegalStateException(rest);
            case "break" -> throw new StackOverflowError(rest);
            case "threads" ->
                Thread.ofPlatform().start(() -> {
                    long end = System.nanoTime() + 300_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    System.out.println("the thread ended");
                });
            case "hook" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("the hook ran")));
            default -> throw new IllegalArgumentException("unknown command=" + command);
        }
        return "done".getBytes(UTF_8);
    }
}
