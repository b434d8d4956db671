package partita.internal.pool;

import partita.api.WorkerInfo;

/** Adds up the results that came in one message, for the timeline. */
final class Batch {
    private final long base;
    private long first = Long.MAX_VALUE;
    private long last;
    private int items;
    private int failed;
    private long nanos;

    /** Starts with none; offsets count from the piece's first item. */
    Batch(long base) {
        this.base = base;
    }

    void add(int offset, long took, int more) {
        first = Math.min(first, base + offset);
        last = base + offset + more - 1;
        items += more;
        nanos += took;
    }

    void failed(int offset, long took) {
        add(offset, took, 1);
        failed++;
    }

    /** How many there were. */
    int items() {
        return items;
    }

    void tell(Recorder recorder, WorkerInfo worker) {
        if (items > 0) {
            recorder.ran(worker, first, last, items, failed, nanos);
        }
    }
}
