package partita.kernel.display;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import partita.kernel.repl.FailureReport;
import partita.kernel.repl.FailureReport.Fact;
import partita.kernel.repl.FailureReport.Frame;

/** What a notebook shows of work that failed on a worker. Its colours are those of the reader's theme. */
public final class FailureCard {
    private static final String CARD = "border-left:4px solid var(--jp-error-color1,#d32f2f);padding:0.4em 1em;"
            + "margin:0.2em 0;font-family:var(--jp-content-font-family,sans-serif)";
    private static final String TITLE = "font-weight:bold;color:var(--jp-error-color1,#d32f2f)";
    private static final String NAME = "padding:0 1em 0 0;vertical-align:baseline;opacity:0.7;white-space:nowrap";
    private static final String CODE =
            "font-family:var(--jp-code-font-family,monospace);white-space:pre-wrap;" + "overflow-wrap:anywhere";
    private static final int INDENT = 14;

    private FailureCard() {}

    /**
     * The card.
     *
     * @param report what is known of the failure
     * @return HTML, and a text that says as much
     */
    public static Bundle of(FailureReport report) {
        DisplayData data = new DisplayData();
        data.putText(text(report));
        data.putHTML(html(report));
        return Bundle.of(data);
    }

    private static String text(FailureReport report) {
        StringBuilder text = new StringBuilder(report.title());
        for (Fact fact : report.facts()) {
            text.append("\n  ")
                    .append(fact.name())
                    .repeat(" ", Math.max(1, INDENT - fact.name().length()));
            text.append(fact.value().replace("\n", "\n" + " ".repeat(INDENT + 2)));
        }
        for (Frame frame : report.frames()) {
            text.append("\n  at ").append(frame.place());
            if (frame.source() != null) {
                text.append("\n    > ").append(frame.source());
            }
        }
        if (report.moreCount() > 0) {
            text.append("\n  ").append(more(report)).append(':');
            report.more().forEach(line -> text.append("\n    ").append(line));
            if (report.moreCount() > report.more().size()) {
                text.append("\n    …");
            }
        }
        return text.toString();
    }

    private static String html(FailureReport report) {
        StringBuilder html = new StringBuilder();
        html.append("<div class=\"partita-failure\" style=\"").append(CARD).append("\">");
        html.append("<div style=\"").append(TITLE).append("\">").append(Html.escape(report.title()));
        html.append("</div><table style=\"margin:0.3em 0;border:none\">");
        for (Fact fact : report.facts()) {
            html.append("<tr style=\"background:none\"><td style=\"text-align:left;")
                    .append(NAME)
                    .append("\">");
            html.append(Html.escape(fact.name()))
                    .append("</td><td style=\"text-align:left;padding:0;vertical-align:baseline;")
                    .append(CODE);
            html.append("\">").append(Html.escape(fact.value())).append("</td></tr>");
        }
        html.append("</table>");
        for (Frame frame : report.frames()) {
            html.append("<div>at ").append(Html.escape(frame.place())).append("</div>");
            if (frame.source() != null) {
                html.append("<div style=\"margin-left:1.5em;").append(CODE).append("\">");
                html.append(Html.escape(frame.source())).append("</div>");
            }
        }
        if (report.trace() != null) {
            html.append("<details><summary>the worker's whole trace</summary>");
            html.append("<div style=\"")
                    .append(CODE)
                    .append("\">")
                    .append(Html.escape(report.trace().strip()));
            html.append("</div></details>");
        }
        if (report.moreCount() > 0) {
            html.append("<details><summary>").append(more(report)).append("</summary><ul>");
            report.more()
                    .forEach(line ->
                            html.append("<li>").append(Html.escape(line)).append("</li>"));
            if (report.moreCount() > report.more().size()) {
                html.append("<li>…</li>");
            }
            html.append("</ul></details>");
        }
        return html.append("</div>").toString();
    }

    private static String more(FailureReport report) {
        return "and " + report.moreCount() + (report.moreCount() == 1 ? " more item failed" : " more items failed");
    }
}
