package partita.internal.pool;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import partita.api.Status;
import partita.spi.Display;
import partita.spi.Progress;

/** Counts a job's items and shows how far it is, at most ten times a second. */
final class Meter {
    private static final long TICK_MILLIS = 100;

    private final String label;
    private final long total;
    private final int workers;
    private final Display.Cell cell;
    private final long begun = System.nanoTime();
    private final @Nullable ScheduledFuture<?> ticks;
    private Display.@Nullable Bar bar;
    private long done;
    private long failed;
    private long workedNanos;
    private volatile boolean over;

    private static final class Clock {
        static final ScheduledExecutorService TICKER = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("partita-progress").factory());
    }

    /**
     * Starts counting.
     *
     * @param wanted what to call the job if a bar was asked for; null to show one only in a notebook, and only
     *     for a job that takes over a second
     * @param total how many items there are, or -1
     * @param workers how many workers share them
     * @param cell where the bar is shown
     */
    Meter(@Nullable String wanted, long total, int workers, Display.Cell cell) {
        this.label = wanted == null ? "" : wanted;
        this.total = total;
        this.workers = workers;
        this.cell = cell;
        boolean shown = wanted != null || (cell.live() && total != 1);
        long first = wanted != null ? TICK_MILLIS : 1000;
        ticks = shown
                ? Clock.TICKER.scheduleWithFixedDelay(this::tick, first, TICK_MILLIS, TimeUnit.MILLISECONDS)
                : null;
        if (wanted != null) {
            tick();
        }
    }

    /** Whether the job has ended. */
    boolean closed() {
        return over;
    }

    /** The job as it is now. */
    synchronized Status.Row row() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Status.Row("job", label, ProcessHandle.current().pid(), "running", done, total, -1, seconds);
    }

    /** Items gave results. */
    synchronized void ended(long nanos, int items) {
        done += items;
        workedNanos += nanos;
    }

    /** An item failed. */
    synchronized void failed(long nanos) {
        ended(nanos, 1);
        failed++;
    }

    private synchronized void tick() {
        if (!over) {
            show();
        }
    }

    private void show() {
        if (bar == null) {
            bar = cell.bar();
        }
        bar.show(new Progress(
                label,
                done,
                failed,
                total,
                workers,
                Duration.ofNanos(System.nanoTime() - begun),
                Duration.ofNanos(workedNanos),
                over));
    }

    /** The job is over: shows the last state, if anything was shown before. */
    void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        synchronized (this) {
            if (!over) {
                over = true;
                if (bar != null) {
                    show();
                }
            }
        }
        Running.ended(this);
    }
}
