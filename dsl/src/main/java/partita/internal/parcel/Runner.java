package partita.internal.parcel;

import java.util.function.BiConsumer;

/** Runs work on a worker: loads bundles, runs the items of a payload, packs what comes of them. */
public final class Runner {
    /** Where results go while a payload runs. */
    @FunctionalInterface
    public interface Sink extends BiConsumer<byte[], Boolean> {}

    /**
     * Whether a bundle is loaded already.
     *
     * @param hash the bundle's hash
     * @return whether {@link #run} can use it
     */
    public boolean has(String hash) {
        return false;
    }

    /**
     * Takes a bundle; it is loaded at its first use, so that its failure is that work's.
     *
     * @param hash its hash
     * @param bytes its bytes
     */
    public void add(String hash, byte[] bytes) {}

    /**
     * Runs a payload. Failures of items are results too; this throws nothing.
     *
     * @param run names the run; bundles with mutable state are loaded anew for each
     * @param hash the bundle's hash
     * @param payload the packed items
     * @param sink given packed results, and whether they are the last of this payload; from this thread
     */
    public void run(long run, String hash, byte[] payload, Sink sink) {}

    /**
     * Runs a payload's single item in a process of its own.
     *
     * @param run names the run
     * @param hash the bundle's hash
     * @param payload the packed item
     * @throws Throwable what the item throws
     */
    public void runTask(long run, String hash, byte[] payload) throws Throwable {}
}
