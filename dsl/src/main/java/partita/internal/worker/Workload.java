package partita.internal.worker;

import java.util.List;
import partita.internal.parcel.Runner;

/** What a worker does with bundles and payloads; see {@link Runner}, which does it. */
public interface Workload {
    /**
     * Whether a bundle is loaded.
     *
     * @param hash its hash
     * @return whether {@link #run} can use it
     */
    boolean has(String hash);

    /**
     * Takes a bundle.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    void add(String hash, byte[] bytes);

    /**
     * Loads a bundle that nobody wants to run yet; it runs no code of users.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    default void preload(String hash, byte[] bytes) {}

    /**
     * Takes a large part of bundles.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    default void addBlob(String hash, byte[] bytes) {
        throw new IllegalStateException("nobody asked for the blob hash=" + hash);
    }

    /**
     * Which parts of a bundle are not there. Those that are stay until it has run.
     *
     * @param run names the run
     * @param hash the bundle's hash
     * @return hashes of blobs that {@link #run} would need
     */
    default List<String> missing(long run, String hash) {
        return List.of();
    }

    /**
     * Runs a payload.
     *
     * @param run names the run
     * @param hash the bundle's hash
     * @param payload the packed items
     * @param from the offset of the first item to run
     * @param sink is given packed results
     */
    void run(long run, String hash, byte[] payload, int from, Runner.Sink sink);

    /**
     * Runs a payload's single item.
     *
     * @param run names the run
     * @param hash the bundle's hash
     * @param payload the packed item
     * @throws Throwable what the item throws
     */
    void runTask(long run, String hash, byte[] payload) throws Throwable;

    /**
     * The real one.
     *
     * @return one that hands everything to a {@link Runner}
     */
    static Workload real() {
        Runner runner = new Runner();
        return new Workload() {
            @Override
            public boolean has(String hash) {
                return runner.has(hash);
            }

            @Override
            public void add(String hash, byte[] bytes) {
                runner.add(hash, bytes);
            }

            @Override
            public void preload(String hash, byte[] bytes) {
                runner.preload(hash, bytes);
            }

            @Override
            public void addBlob(String hash, byte[] bytes) {
                runner.addBlob(hash, bytes);
            }

            @Override
            public List<String> missing(long run, String hash) {
                return runner.missing(run, hash);
            }

            @Override
            public void run(long run, String hash, byte[] payload, int from, Runner.Sink sink) {
                runner.run(run, hash, payload, from, sink);
            }

            @Override
            public void runTask(long run, String hash, byte[] payload) throws Throwable {
                runner.runTask(run, hash, payload);
            }
        };
    }
}
