package partita.internal.worker;

/** Gives the memory of a worker that has nothing to do back to the operating system. */
final class IdleHeap {
    /** Less than this is not worth a collection. */
    private static final long WORTH_BYTES = 32L << 20;

    private IdleHeap() {}

    static void shrink() {
        Runtime runtime = Runtime.getRuntime();
        if (runtime.totalMemory() > WORTH_BYTES) {
            System.gc();
        }
    }
}
