package partita.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which worker ran which items when, in one job. A picture in a notebook, text elsewhere. Made by
 * {@code par.timeline()}.
 *
 * @param spans what ran, in the order in which it ended
 * @param wall from the begin of the job to its end, or to now if it has not ended
 */
public record Timeline(List<Span> spans, Duration wall) {
    /** How many characters the text gives to the whole time. */
    private static final int WIDTH = 60;

    /**
     * Items that one worker ran one after the other, and whose results came together.
     *
     * @param worker who ran them
     * @param first the index of the first
     * @param last the index of the last; another worker may have run some of those between
     * @param items how many
     * @param failed how many of them failed
     * @param begin when the first began, from the begin of the job
     * @param end when the last ended, from the begin of the job
     */
    public record Span(WorkerInfo worker, long first, long last, int items, int failed, Duration begin, Duration end) {}

    /**
     * Makes a timeline.
     *
     * @param spans what ran
     * @param wall how long the job took
     */
    public Timeline {
        spans = List.copyOf(spans);
    }

    /**
     * What each worker did.
     *
     * @return its spans, for each worker in the order of their numbers
     */
    public Map<WorkerInfo, List<Span>> byWorker() {
        var lanes = new TreeMap<WorkerInfo, List<Span>>(
                Comparator.comparingInt(WorkerInfo::number).thenComparingLong(WorkerInfo::pid));
        for (Span span : spans) {
            lanes.computeIfAbsent(span.worker(), _ -> new ArrayList<>()).add(span);
        }
        return lanes;
    }

    /**
     * How much of the job's time a worker ran items.
     *
     * @param lane a worker's spans
     * @return a share from 0 to 1
     */
    public double busy(List<Span> lane) {
        long nanos =
                lane.stream().mapToLong(s -> s.end().minus(s.begin()).toNanos()).sum();
        return wall.isZero() ? 0 : Math.min(1, (double) nanos / wall.toNanos());
    }

    @Override
    public String toString() {
        if (spans.isEmpty()) {
            return "no item has ended yet";
        }
        var text = new StringBuilder();
        byWorker()
                .forEach((worker, lane) -> text.append(String.format(
                        Locale.ROOT,
                        "%-24s |%s| %3.0f %% busy, %d items%n",
                        worker,
                        bar(lane),
                        100 * busy(lane),
                        lane.stream().mapToInt(Span::items).sum())));
        return text.append(String.format(Locale.ROOT, "%24s  0%" + (WIDTH - 1) + ".3f s", "", wall.toNanos() / 1e9))
                .toString();
    }

    private String bar(List<Span> lane) {
        char[] bar = " ".repeat(WIDTH).toCharArray();
        for (Span span : lane) {
            int to = column(span.end());
            for (int i = column(span.begin()); i <= to; i++) {
                bar[i] = span.failed() > 0 || bar[i] == '!' ? '!' : '=';
            }
        }
        return new String(bar);
    }

    private int column(Duration at) {
        return wall.isZero() ? 0 : (int) Math.clamp((double) at.toNanos() / wall.toNanos() * WIDTH, 0, WIDTH - 1);
    }
}
