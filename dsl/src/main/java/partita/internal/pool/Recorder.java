package partita.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import partita.api.Timeline;
import partita.api.WorkerInfo;

/**
 * Keeps who ran what when, for the job that began last. Results tell how long each item took; when it ran follows
 * from when they arrived, since a worker hands results over within two milliseconds and runs one item at a time.
 */
public final class Recorder {
    /** Above this, neighbours on the same worker are taken together, two by two, so that memory is bounded. */
    private static final int MOST_SPANS = 20_000;

    private static final AtomicReference<@Nullable Recorder> LAST = new AtomicReference<>();

    private final long begun = System.nanoTime();
    private List<Timeline.Span> spans = new ArrayList<>();
    private long ended;

    private Recorder() {}

    /** Starts to record a job, which is the last one from now on. */
    static Recorder start() {
        var recorder = new Recorder();
        LAST.set(recorder);
        return recorder;
    }

    /**
     * The last job's timeline.
     *
     * @return what is known by now; empty before the first job
     */
    public static Timeline last() {
        Recorder recorder = LAST.get();
        return recorder == null ? new Timeline(List.of(), Duration.ZERO) : recorder.timeline();
    }

    /** Results that came together. */
    synchronized void ran(WorkerInfo worker, long first, long last, int items, int failed, long nanos) {
        long now = System.nanoTime() - begun;
        long begin = Math.max(0, now - nanos);
        spans.add(
                new Timeline.Span(worker, first, last, items, failed, Duration.ofNanos(begin), Duration.ofNanos(now)));
        if (spans.size() > MOST_SPANS) {
            spans = halved(spans);
        }
    }

    private static List<Timeline.Span> halved(List<Timeline.Span> all) {
        List<Timeline.Span> fewer = new ArrayList<>();
        Map<WorkerInfo, Timeline.Span> waiting = new HashMap<>();
        for (Timeline.Span span : all) {
            Timeline.Span before = waiting.remove(span.worker());
            if (before == null) {
                waiting.put(span.worker(), span);
            } else {
                fewer.add(new Timeline.Span(
                        span.worker(),
                        Math.min(before.first(), span.first()),
                        Math.max(before.last(), span.last()),
                        before.items() + span.items(),
                        before.failed() + span.failed(),
                        before.begin(),
                        span.end()));
            }
        }
        fewer.addAll(waiting.values());
        return fewer;
    }

    synchronized void ended() {
        ended = System.nanoTime() - begun;
    }

    private synchronized Timeline timeline() {
        return new Timeline(spans, Duration.ofNanos(ended > 0 ? ended : System.nanoTime() - begun));
    }
}
