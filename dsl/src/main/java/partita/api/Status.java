package partita.api;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;

/** What workers and jobs do just now, row by row; a table in a notebook. Made by {@code par.status()}. */
public final class Status extends AbstractList<Status.Row> {
    /**
     * A worker, a job that has not ended, or a manager.
     *
     * @param kind {@code worker}, {@code job} or {@code manager}
     * @param name what it is called; a job has the label of its progress bar, or none
     * @param pid the process id of a worker; of a job, this JVM's
     * @param state what it does
     * @param done how many items it has finished; of a manager, how many calls it has answered
     * @param of how many items a job has; -1 for a worker, and where nobody knows
     * @param memory the resident memory of a worker, in bytes; -1 where nobody knows, and for a job
     * @param seconds how long a job runs; -1 for a worker
     */
    public record Row(
            String kind, String name, long pid, String state, long done, long of, long memory, double seconds) {}

    private final List<Row> rows;

    /**
     * Makes it.
     *
     * @param rows what there is
     */
    public Status(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    @Override
    public Row get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String toString() {
        if (rows.isEmpty()) {
            return "no workers and no jobs";
        }
        var text = new StringBuilder(String.format(
                "%-7s %-16s %8s %-9s %10s %10s %9s %8s",
                "kind", "name", "pid", "state", "done", "of", "memory", "seconds"));
        for (Row row : rows) {
            text.append(System.lineSeparator())
                    .append(String.format(
                                    Locale.ROOT,
                                    "%-7s %-16s %8d %-9s %10d %10s %9s %8s",
                                    row.kind(),
                                    row.name(),
                                    row.pid(),
                                    row.state(),
                                    row.done(),
                                    row.of() < 0 ? "" : row.of(),
                                    row.memory() < 0 ? "" : row.memory() / 1_000_000 + " MB",
                                    row.seconds() < 0 ? "" : String.format(Locale.ROOT, "%.1f", row.seconds()))
                            .stripTrailing());
        }
        return text.toString();
    }
}
