package partita.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import partita.internal.parcel.Runner;
import partita.internal.worker.WorkerMain;
import partita.internal.worker.Workload;
import partita.spi.Store;

/**
 * The real worker with points at which it kills itself (kill -9), one kind in each JVM, when it has passed a
 * random number of them. It writes down first whom that hits.
 */
public final class ChaosWorker implements Workload {
    /** Where a worker may die. */
    enum Phase {
        /** A piece was taken; none of its items has begun. Nothing may be lost. */
        CLAIM(false),
        /** An item is being unpacked. */
        DECODE(true),
        /** An item runs. */
        RUN(true),
        /** An item has run, and what came of it is nowhere yet. */
        PUBLISH(true),
        /** What came of an item is in the journal and has not been sent. Nothing may be lost. */
        KEEP(false),
        /** Results have been given to the socket's thread and may not have left. Nothing may be lost. */
        ACKNOWLEDGE(false);

        final boolean loses;

        Phase(boolean loses) {
            this.loses = loses;
        }
    }

    static final String PHASE = "chaos.phase";
    static final String FOLDER = "chaos.folder";
    private static final int NOBODY = -1;
    /** The first two pass, so that every worker does something. */
    private static final int LEAST = 3;

    private static final int MOST = 24;

    private static final String MY_PHASE = System.getProperty(PHASE, "");
    private static int left = ThreadLocalRandom.current().nextInt(LEAST, MY_PHASE.equals("CLAIM") ? 6 : MOST);
    private static int running = NOBODY;

    private final Workload real = Workload.real();

    public static void main(String[] args) throws Throwable {
        WorkerMain.main(new ChaosWorker());
    }

    /** An item that tells when it is unpacked. */
    record Item(int index) {
        Item {
            if (Boolean.getBoolean("partita.worker")) {
                running = index;
                point(Phase.DECODE);
            }
        }

        /** What each item does: says that it runs, works a little. */
        int run() {
            note("ran", index);
            point(Phase.RUN);
            return index * index;
        }
    }

    private static void note(String file, int index) {
        try {
            Files.writeString(
                    Path.of(System.getProperty(FOLDER), file),
                    index + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void point(Phase phase) {
        if (!MY_PHASE.equals(phase.name()) || --left > 0) {
            return;
        }
        note("killed", phase.loses ? running : NOBODY);
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            throw new IllegalStateException("survived kill -9");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot kill this worker", e);
        }
    }

    @Override
    public boolean has(String hash) {
        point(Phase.CLAIM);
        return real.has(hash);
    }

    @Override
    public void add(String hash, byte[] bytes) {
        real.add(hash, bytes);
    }

    @Override
    public void run(long run, String hash, byte[] payload, int from, Runner.Sink sink) {
        real.run(run, hash, payload, from, new Runner.Sink() {
            @Override
            public void begin(int offset) {
                sink.begin(offset);
            }

            @Override
            public boolean keep(byte[] buffer, int start, int length) {
                point(Phase.PUBLISH);
                boolean mayWait = sink.keep(buffer, start, length);
                point(Phase.KEEP);
                return mayWait;
            }

            @Override
            public boolean keepNumbers(byte[] buffer, int start, int length) {
                point(Phase.PUBLISH);
                boolean mayWait = sink.keepNumbers(buffer, start, length);
                point(Phase.KEEP);
                return mayWait;
            }

            @Override
            public boolean keepMore(long nanos, long bits) {
                point(Phase.PUBLISH);
                boolean kept = sink.keepMore(nanos, bits);
                point(Phase.KEEP);
                return kept;
            }

            @Override
            public Optional<Store> store() {
                return sink.store();
            }

            @Override
            public void accept(byte[] results, Boolean last) {
                sink.accept(results, last);
                point(Phase.ACKNOWLEDGE);
            }

            @Override
            public boolean stopped() {
                return sink.stopped();
            }
        });
    }

    @Override
    public void runTask(long run, String hash, byte[] payload) throws Throwable {
        real.runTask(run, hash, payload);
    }
}
