package partita.api;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What workers, jobs and shared objects do just now, row by row; a table in a notebook. Made by {@code par.status()}. */
public final class Status extends AbstractList<Status.Row> {
    /**
     * A worker, a job that has not ended, a manager, a shared object, a thread that waits for one, or a cycle of such
     * threads.
     *
     * @param kind {@code worker}, {@code job}, {@code manager}, what kind of shared object, {@code waiter} or
     *     {@code deadlock}
     * @param name what it is called; a job has the label of its progress bar, or none, and who waits what it waits for
     * @param pid the process id of a worker, of who waits or of who holds; else of the JVM that keeps it
     * @param state what it does
     * @param done how many items it has finished; of a manager, how many calls it has answered; how many items, permits
     *     or parties are there; -1 where that says nothing
     * @param of how many items a job has, or there can be; -1 where there is no limit, and where nobody knows
     * @param memory the resident memory of a worker, in bytes; -1 where nobody knows, and for a job
     * @param seconds how long a job runs, a thread waits or holds; -1 for others
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
            return "no workers, no jobs and nothing shared";
        }
        int name = width(Row::name, 16);
        int state = width(Row::state, 9);
        String format = "%-9s %-" + name + "s %8s %-" + state + "s %10s %10s %9s %8s";
        var text = new StringBuilder(
                String.format(format, "kind", "name", "pid", "state", "done", "of", "memory", "seconds"));
        for (Row row : rows) {
            text.append(System.lineSeparator())
                    .append(String.format(
                                    Locale.ROOT,
                                    format,
                                    row.kind(),
                                    row.name(),
                                    row.pid(),
                                    row.state(),
                                    row.done() < 0 ? "" : row.done(),
                                    row.of() < 0 ? "" : row.of(),
                                    row.memory() < 0 ? "" : row.memory() / 1_000_000 + " MB",
                                    row.seconds() < 0 ? "" : String.format(Locale.ROOT, "%.1f", row.seconds()))
                            .stripTrailing());
        }
        return text.toString();
    }

    private int width(Function<Row, String> column, int least) {
        return Math.max(
                least,
                rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(0));
    }
}
