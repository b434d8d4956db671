package partita.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import partita.internal.parcel.Runner;
import partita.internal.worker.WorkerMain;
import partita.internal.worker.Workload;

/** The real worker, which writes down how many bytes of bundles and of their parts it was sent. */
public final class CountingWorker implements Workload {
    static final String FOLDER = "counting.folder";

    private final Workload real = Workload.real();

    public static void main(String[] args) throws Throwable {
        WorkerMain.main(new CountingWorker());
    }

    private static void note(String file, int bytes) {
        Path path = Path.of(
                System.getProperty(FOLDER), file + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(path, bytes + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean has(String hash) {
        return real.has(hash);
    }

    @Override
    public void add(String hash, byte[] bytes) {
        note("bundles", bytes.length);
        real.add(hash, bytes);
    }

    @Override
    public void addBlob(String hash, byte[] bytes) {
        note("blobs", bytes.length);
        real.addBlob(hash, bytes);
    }

    @Override
    public List<String> missing(long run, String hash) {
        return real.missing(run, hash);
    }

    @Override
    public void run(long run, String hash, byte[] payload, int from, Runner.Sink sink) {
        real.run(run, hash, payload, from, sink);
    }

    @Override
    public void runTask(long run, String hash, byte[] payload) throws Throwable {
        real.runTask(run, hash, payload);
    }
}
