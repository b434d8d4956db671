package partita.internal.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import partita.api.Status;
import partita.api.WorkerStatus;

/** The jobs of this JVM that have not ended. */
public final class Running {
    /** Each with whether nobody wants more of it. */
    private static final Map<Meter, BooleanSupplier> METERS = new ConcurrentHashMap<>();

    private Running() {}

    static void begun(Meter meter, BooleanSupplier settled) {
        METERS.put(meter, settled);
        if (meter.closed()) { // a short job may have ended before it was known to have begun
            METERS.remove(meter);
        }
    }

    static void ended(Meter meter) {
        METERS.remove(meter);
    }

    /**
     * What goes on.
     *
     * @param workers the workers to tell of
     * @param others what else there is
     * @return the workers, then this JVM's jobs from the oldest to the newest, then the others
     */
    public static Status status(List<WorkerStatus> workers, List<Status.Row> others) {
        var rows = new ArrayList<Status.Row>();
        for (WorkerStatus worker : workers) {
            rows.add(new Status.Row(
                    "worker",
                    worker.name(),
                    worker.pid(),
                    worker.state().name().toLowerCase(Locale.ROOT),
                    worker.tasksDone(),
                    -1,
                    worker.rss(),
                    -1));
        }
        METERS.entrySet().stream()
                .filter(job -> !job.getValue().getAsBoolean())
                .map(job -> job.getKey().row())
                .sorted(Comparator.comparingDouble(Status.Row::seconds).reversed())
                .forEach(rows::add);
        rows.addAll(others);
        return new Status(rows);
    }
}
