package partita.kernel.display;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.common.Image;
import org.dflib.jjava.jupyter.kernel.display.common.Text;
import org.dflib.jjava.jupyter.kernel.display.common.Url;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;
import partita.api.Timeline;

/**
 * From a value to what is shown of it: the IJava family's registry of renderers, to which libraries add their
 * own, with arrays as text and tables for what has rows.
 */
public final class Values extends Renderer {
    private final UnaryOperator<String> clean;

    /**
     * Makes it with the family's renderers for text, pictures and addresses.
     *
     * @param clean takes out of a text what only the kernel understands
     */
    public Values(UnaryOperator<String> clean) {
        this.clean = clean;
        Text.registerAll(this);
        Image.registerAll(this);
        Url.registerAll(this);
        createRegistration(Timeline.class)
                .preferring(MIMEType.IMAGE_SVG)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((timeline, context) -> {
                    context.renderIfRequested(MIMEType.IMAGE_SVG, () -> TimelinePicture.svg(timeline));
                    context.renderIfRequested(MIMEType.TEXT_PLAIN, timeline::toString);
                });
    }

    /**
     * What is shown of a value.
     *
     * @param value any value
     * @return its bundle, text always among it
     */
    public Bundle bundle(Object value) {
        return Bundle.of(value instanceof DisplayData data ? data : render(value));
    }

    @Override
    public DisplayData render(Object value, @Nullable Map<String, Object> parameters) {
        DisplayData data = super.render(value, parameters == null ? Map.of() : parameters);
        addTable(data, value);
        return data;
    }

    @Override
    public DisplayData renderAs(Object value, @Nullable Map<String, Object> parameters, String... types) {
        DisplayData data = super.renderAs(value, parameters == null ? Map.of() : parameters, types);
        if (Arrays.asList(types).contains("text/html")) {
            addTable(data, value);
        }
        return data;
    }

    private void addTable(DisplayData data, @Nullable Object value) {
        String table = value == null || data.hasDataForType(MIMEType.TEXT_HTML) ? null : Table.html(value);
        if (table != null) {
            data.putHTML(clean.apply(table));
        }
    }

    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, @Nullable Object value) {
        if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(clean.apply(PlainText.of(value)));
        }
        return data;
    }
}
