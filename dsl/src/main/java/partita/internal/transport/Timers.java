package partita.internal.transport;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What an owner thread is to do later. Used by that thread alone. */
final class Timers {
    private record Timer(long at, Runnable task) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));

    void after(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    /** How long a poller may wait: -1 for ever. */
    long millisToNext() {
        Timer next = timers.peek();
        return next == null ? -1 : Math.max(0, (next.at() - System.nanoTime() + 999_999) / 1_000_000);
    }

    /** Runs the next task that is due; whether there was one. */
    boolean runDue(Consumer<Runnable> runner) {
        Timer next = timers.peek();
        if (next == null || next.at() - System.nanoTime() > 0) {
            return false;
        }
        timers.remove();
        runner.accept(next.task());
        return true;
    }
}
