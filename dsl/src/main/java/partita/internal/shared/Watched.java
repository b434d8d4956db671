package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.internal.broker.Op;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** A wait in memory of which the broker was told, because it has taken long enough to be shown. */
record Watched(Port.Pending pending) implements AutoCloseable {
    /** How soon an interrupt is heard of, which does not end a sleep in native code. */
    static final long LONGEST_SLEEP_NANOS = 50_000_000;

    private static final long TELL_AFTER_NANOS = 100_000_000;

    /**
     * Before each sleep of a wait.
     *
     * @param proxy what it waits for
     * @param before what this gave before the last sleep
     * @param waited nanoseconds since it began
     * @param interruptibly whether an interrupt ends it
     * @throws partita.api.ParInterruptedException if this thread is interrupted
     * @throws partita.api.ClosedException if the process that keeps the object has ended
     */
    static @Nullable Watched pausing(Proxy proxy, @Nullable Watched before, long waited, boolean interruptibly) {
        if (interruptibly && Thread.currentThread().isInterrupted()) {
            throw proxy.interrupted(null);
        }
        proxy.checkKept();
        if (before != null || waited <= TELL_AFTER_NANOS) {
            return before;
        }
        Port.Pending told = proxy.port.ask(proxy.id, Op.WATCH, Proxy.thread(), waited / 1_000_000, 0, Reply.NOTHING);
        told.at(Whereabouts.here());
        return new Watched(told);
    }

    @Override
    public void close() {
        pending.giveUp();
    }
}
