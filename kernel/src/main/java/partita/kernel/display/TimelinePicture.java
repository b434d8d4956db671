package partita.kernel.display;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import partita.api.Timeline;
import partita.api.WorkerInfo;

/** Draws a job's timeline as SVG, a lane for each worker. Its colours are readable on light and dark paper. */
final class TimelinePicture {
    private static final int LABEL = 170;
    private static final int WIDTH = 560;
    private static final int LANE = 24;
    private static final int BAR = 16;
    private static final int NOTE = 190;
    private static final int BASE = 12;
    private static final String GOOD = "#4285c8";
    private static final String FAILED = "#d9483b";
    private static final String TEXT = "<text x=\"%d\" y=\"%d\" fill=\"#888\" font-size=\"12\""
            + " font-family=\"sans-serif\" text-anchor=\"%s\">%s</text>";

    private TimelinePicture() {}

    static String svg(Timeline timeline) {
        Map<WorkerInfo, List<Timeline.Span>> lanes = timeline.byWorker();
        int height = lanes.size() * LANE + 28;
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">",
                LABEL + WIDTH + NOTE,
                height));
        int top = 4;
        for (Map.Entry<WorkerInfo, List<Timeline.Span>> lane : lanes.entrySet()) {
            lane(svg, timeline, lane.getKey(), lane.getValue(), top);
            top += LANE;
        }
        text(svg, LABEL, top + BASE, "start", "0 s");
        text(
                svg,
                LABEL + WIDTH,
                top + BASE,
                "end",
                String.format(Locale.ROOT, "%.3f s", timeline.wall().toNanos() / 1e9));
        return svg.append("</svg>").toString();
    }

    private static void lane(
            StringBuilder svg, Timeline timeline, WorkerInfo worker, List<Timeline.Span> spans, int top) {
        text(svg, LABEL - 8, top + BASE, "end", worker.toString());
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#888\" fill-opacity=\"0.15\"/>",
                LABEL,
                top,
                WIDTH,
                BAR));
        spans.forEach(span -> bar(svg, timeline, span, top));
        text(
                svg,
                LABEL + WIDTH + 8,
                top + BASE,
                "start",
                String.format(
                        Locale.ROOT,
                        "%.0f %% busy, %d items",
                        100 * timeline.busy(spans),
                        spans.stream().mapToInt(Timeline.Span::items).sum()));
    }

    private static void bar(StringBuilder svg, Timeline timeline, Timeline.Span span, int top) {
        double wall = Math.max(1, timeline.wall().toNanos());
        double from = Math.min(1, span.begin().toNanos() / wall) * WIDTH;
        double to = Math.min(1, span.end().toNanos() / wall) * WIDTH;
        String what = span.items() == 1 ? "item " + span.first() : "items " + span.first() + " to " + span.last();
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" stroke=\"#fff\""
                        + " stroke-width=\"0.3\"><title>%s%s, %.1f to %.1f ms</title></rect>",
                LABEL + from,
                top,
                Math.max(0.5, to - from),
                BAR,
                span.failed() > 0 ? FAILED : GOOD,
                what,
                span.failed() > 0 ? ", failed=" + span.failed() : "",
                span.begin().toNanos() / 1e6,
                span.end().toNanos() / 1e6));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(Locale.ROOT, TEXT, x, y, anchor, Html.escape(text)));
    }
}
