package partita.internal.local;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import partita.internal.transport.Desk;

/** What an engine looks at again after a while: items' time limits, pieces that begin, idle workers. On its desk. */
final class Watches {
    private static final Duration FIRST_LOOK = Duration.ofMillis(3);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(100);

    /** Idle workers that stay. */
    private static final int KEPT = 1;

    private final Desk desk;
    private final Fleet fleet;
    private final List<ActiveRun> runs;
    private final BooleanSupplier closed;
    private final Duration idleLimit;
    private final Duration dismissLimit;
    private boolean watching;
    private boolean looking;
    private boolean dismissing;

    /** For an engine's runs, as they come and go. */
    Watches(
            Desk desk,
            Fleet fleet,
            List<ActiveRun> runs,
            BooleanSupplier closed,
            Duration idleLimit,
            Duration dismissLimit) {
        this.desk = desk;
        this.fleet = fleet;
        this.runs = runs;
        this.closed = closed;
        this.idleLimit = idleLimit;
        this.dismissLimit = dismissLimit;
    }

    /** Looks after items that may run for a limited time only, as long as there are such. */
    void watchItems() {
        if (!watching) {
            watchItemsAgain();
        }
    }

    private void watchItemsAgain() {
        fleet.all().forEach(LocalWorker::watchItem);
        Optional<Duration> shortest =
                runs.stream().map(ActiveRun::itemLimit).filter(Objects::nonNull).min(Comparator.naturalOrder());
        watching = shortest.isPresent() && !closed.getAsBoolean();
        if (watching) {
            long millis = Math.clamp(shortest.get().toMillis() / 10, 2, 50);
            desk.after(Duration.ofMillis(millis), this::watchItemsAgain);
        }
    }

    /** A worker that works through memory sends no word of a piece that it begins; a little later is soon enough. */
    void lookForBegun() {
        lookForBegun(FIRST_LOOK);
    }

    private void lookForBegun(Duration delay) {
        if (looking || !fleet.inMemory() || fleet.load() == 0) {
            return;
        }
        looking = true;
        desk.after(delay, () -> {
            looking = false;
            boolean more = false;
            for (LocalWorker worker : fleet.all()) {
                more |= worker.lookForBegun();
            }
            if (more) {
                Duration longer = delay.multipliedBy(2);
                lookForBegun(longer.compareTo(LONGEST_LOOK) < 0 ? longer : LONGEST_LOOK);
            }
        });
    }

    /**
     * Workers without work give their memory and slots back, but for one, so that the next work begins at once.
     *
     * @param cold is told when some do
     */
    void dismissLater(Runnable cold) {
        if (dismissing || !runs.isEmpty() || fleet.all().size() <= KEPT) {
            return;
        }
        dismissing = true;
        desk.after(idleLimit, () -> {
            dismissing = false;
            if (runs.isEmpty() && !closed.getAsBoolean()) {
                cold.run();
                if (fleet.dismissIdle(idleLimit, KEPT, dismissLimit)) {
                    dismissLater(cold);
                }
            }
        });
    }
}
