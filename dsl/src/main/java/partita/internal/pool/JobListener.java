package partita.internal.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.spi.Display;
import partita.spi.Engine;

/**
 * What an engine knows of a job. An engine keeps it for output that comes late; the job, with its function, items and
 * results, is let go at the end.
 */
final class JobListener implements Engine.Listener {
    private final Display.Cell cell;
    private volatile @Nullable Job job;

    JobListener(Job job, Display.Cell cell) {
        this.job = job;
        this.cell = cell;
    }

    private Job job() {
        Job lasting = job;
        if (lasting == null) {
            throw new IllegalStateException("the engine speaks of a job that has ended");
        }
        return lasting;
    }

    @Override
    public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
        job().result(work, worker, payload, last);
    }

    @Override
    public void output(WorkerInfo worker, boolean error, String text) {
        cell.write(error, text);
    }

    @Override
    public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
        return job().lost(work, worker, begunItem, exitCode, cause);
    }

    @Override
    public int overdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
        return job().overdue(work, worker, begunItem, limit);
    }

    /** Tells the job, on a thread that may wait where that is needed; then does the rest. */
    void ended(@Nullable Throwable failure, Runnable rest) {
        Job lasting = job();
        job = null;
        lasting.end(() -> {
            try {
                lasting.ended(failure);
            } finally {
                rest.run();
            }
        });
    }

    @Override
    public void ended(@Nullable Throwable failure) {
        ended(failure, () -> {});
    }
}
