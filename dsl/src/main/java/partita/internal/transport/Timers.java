package partita.internal.transport;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What an owner thread is to do later. Used by that thread alone. */
public final class Timers {
    private record Timer(long at, Runnable task) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));

    /** Makes an empty one. */
    public Timers() {}

    /**
     * Adds a task.
     *
     * @param delay how much later it is due
     * @param task the task
     */
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    /**
     * How long a poller may wait.
     *
     * @return until the next task is due; -1 for ever
     */
    public long millisToNext() {
        Timer next = timers.peek();
        return next == null ? -1 : Math.max(0, (next.at() - System.nanoTime() + 999_999) / 1_000_000);
    }

    /**
     * Runs the next task that is due.
     *
     * @param runner runs it
     * @return whether there was one
     */
    public boolean runDue(Consumer<Runnable> runner) {
        Timer next = timers.peek();
        if (next == null || next.at() - System.nanoTime() > 0) {
            return false;
        }
        timers.remove();
        runner.accept(next.task());
        return true;
    }
}
