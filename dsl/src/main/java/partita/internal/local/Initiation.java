package partita.internal.local;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import partita.api.EngineException;
import partita.api.WorkerInfo;
import partita.spi.Engine;

/** Is told how a worker's first task goes, before which it gets no work. On the hub's thread. */
final class Initiation implements Engine.Listener {
    /** Shows what the task writes. */
    @FunctionalInterface
    interface Output {
        void write(WorkerInfo worker, boolean error, String text);
    }

    private final Setup setup;
    private final Output shown;
    private final BiConsumer<WorkerInfo, @Nullable EngineException> ended;

    Initiation(Setup setup, Output shown, BiConsumer<WorkerInfo, @Nullable EngineException> ended) {
        this.setup = setup;
        this.shown = shown;
        this.ended = ended;
    }

    @Override
    public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
        Throwable thrown = setup.failure(payload);
        if (thrown != null) {
            ended.accept(worker, failure(worker, thrown.toString(), thrown));
        } else if (last) {
            ended.accept(worker, null);
        }
    }

    @Override
    public void output(WorkerInfo worker, boolean error, String text) {
        shown.write(worker, error, text);
    }

    @Override
    public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
        String end = exitCode < 0 ? "signal=" + -exitCode : "exitCode=" + exitCode;
        ended.accept(worker, failure(worker, "the worker ended with " + end + " (" + cause + ")", null));
        return NOTHING_LEFT;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
        // a run of its own for each worker, which nobody waits for
    }

    /** The same failure for another run, which may add to it. */
    static EngineException again(EngineException failure) {
        return new EngineException(String.valueOf(failure.getMessage()), failure.getCause());
    }

    private static EngineException failure(WorkerInfo worker, String what, @Nullable Throwable cause) {
        return new EngineException(
                "the initializer failed on " + worker + ", so no work was begun on these workers: " + what
                        + "; mend it and make the context anew with par.initializer(...)",
                cause);
    }
}
