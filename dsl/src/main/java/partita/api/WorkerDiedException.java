package partita.api;

import org.jspecify.annotations.Nullable;

/** A worker process ended while it had work; the message names its pid, exit code or signal, and the likely cause. */
public final class WorkerDiedException extends ParException {
    private final transient WorkerInfo worker;
    private final int exitCode;
    private final transient @Nullable Object item;

    /**
     * Makes the exception.
     *
     * @param message what died, how, the likely cause and what to do
     * @param worker the worker that died
     * @param exitCode its exit code; minus the number of the signal that ended it
     * @param item the item that it was running, or null where that is not known
     */
    public WorkerDiedException(String message, WorkerInfo worker, int exitCode, @Nullable Object item) {
        super(message, null);
        this.worker = worker;
        this.exitCode = exitCode;
        this.item = item;
    }

    /**
     * The process id of the worker that died.
     *
     * @return its pid on its host
     */
    public long pid() {
        return worker.pid();
    }

    /**
     * How it ended.
     *
     * @return its exit code; minus the number of the signal that ended it; {@link Integer#MIN_VALUE} where nobody saw
     *     it, since it was on another machine
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * What it was running.
     *
     * @return the item, or null where that is not known
     */
    public @Nullable Object item() {
        return item;
    }
}
