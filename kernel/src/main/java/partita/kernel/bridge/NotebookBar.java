package partita.kernel.bridge;

import java.util.Locale;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import partita.kernel.display.Bundle;
import partita.kernel.output.Cell;
import partita.spi.Display;
import partita.spi.Progress;

/** A bar in one display of a cell, updated in place; its colours are the theme's own. */
final class NotebookBar implements Display.Bar {
    private final Cell cell;
    private final String id = UUID.randomUUID().toString();
    private boolean shown;

    NotebookBar(Cell cell) {
        this.cell = cell;
    }

    @Override
    public void show(Progress progress) {
        var data = new DisplayData();
        data.setDisplayId(id);
        data.putText(progress.text());
        data.putHTML(html(progress));
        cell.publish(
                shown ? "update_display_data" : "display_data", Bundle.of(data).content());
        shown = true;
    }

    private static String html(Progress progress) {
        String bar = progress.total() > 0
                ? String.format(
                        Locale.ROOT,
                        "<progress style=\"flex:0 1 20em;min-width:6em;accent-color:var(--jp-brand-color1)\" max=\"%d\" value=\"%d\"></progress>",
                        progress.total(),
                        progress.done())
                : "";
        String text = progress.text().replace("&", "&amp;").replace("<", "&lt;");
        return "<div class=\"partita-progress\" style=\"display:flex;flex-wrap:wrap;align-items:center;gap:0 .8em\">"
                + bar + "<span>" + text + "</span></div>";
    }
}
