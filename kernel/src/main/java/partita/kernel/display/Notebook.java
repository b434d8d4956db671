package partita.kernel.display;

import com.google.gson.JsonObject;
import java.util.UUID;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.jspecify.annotations.Nullable;

/** What code in a cell may say without an import, under the names that users of IJava know. */
public final class Notebook {
    private record Live(Values values, Outlet outlet) {}

    private static volatile @Nullable Live live;
    private static volatile @Nullable Function<String, @Nullable Object> eval;

    private Notebook() {}

    /**
     * Connects these functions to a kernel. Called by the kernel as it starts.
     *
     * @param values renders what is shown
     * @param outlet takes it
     */
    public static void connect(Values values, Outlet outlet) {
        live = new Live(values, outlet);
    }

    /**
     * Connects {@link #eval} to a kernel. Called by the kernel as it starts.
     *
     * @param evaluator runs Java for the running cell
     */
    public static void connect(Function<String, @Nullable Object> evaluator) {
        eval = evaluator;
    }

    /**
     * Runs Java that stands in a text, as if the cell had it.
     *
     * @param source one or more snippets
     * @return the value of the last expression, or null
     * @throws IllegalArgumentException if it does not compile
     * @throws IllegalStateException outside a notebook, on a thread that is not the cell's, or with a checked exception
     *     as its cause
     */
    public static @Nullable Object eval(String source) {
        Function<String, @Nullable Object> now = eval;
        if (now == null) {
            throw new IllegalStateException("there is no notebook to run this in; call it from a cell of a kernel");
        }
        return now.apply(source);
    }

    private static Live live() {
        Live now = live;
        if (now == null) {
            throw new IllegalStateException(
                    "there is no notebook to show this in; call it from a cell of a running kernel");
        }
        return now;
    }

    /**
     * The registry of renderers, where a type can be given its own look.
     *
     * @return the live one
     * @throws IllegalStateException outside a notebook
     */
    public static Renderer renderer() {
        return live().values();
    }

    /**
     * Renders a value without showing it.
     *
     * @param value what to render
     * @return what would be shown
     * @throws IllegalStateException outside a notebook
     */
    public static DisplayData render(Object value) {
        return value instanceof DisplayData data ? data : live().values().render(value);
    }

    /**
     * Renders a value as certain MIME types without showing it.
     *
     * @param value what to render
     * @param as the MIME types
     * @return what would be shown
     * @throws IllegalStateException outside a notebook
     */
    public static DisplayData render(Object value, String... as) {
        return value instanceof DisplayData data ? data : live().values().renderAs(value, as);
    }

    /**
     * Shows a value below the cell.
     *
     * @param value what to show
     * @return the id by which {@link #updateDisplay(String, Object)} can change it later
     * @throws IllegalStateException outside a notebook
     */
    public static String display(Object value) {
        return show(render(value));
    }

    /**
     * Shows a value below the cell as certain MIME types.
     *
     * @param value what to show
     * @param as the MIME types
     * @return the id by which {@link #updateDisplay(String, Object)} can change it later
     * @throws IllegalStateException outside a notebook
     */
    public static String display(Object value, String... as) {
        return show(render(value, as));
    }

    private static String show(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        live().outlet().publish("display_data", Bundle.of(data).content());
        return data.getDisplayId();
    }

    /**
     * Changes what was shown.
     *
     * @param id what {@link #display(Object)} returned
     * @param value what to show instead
     * @throws IllegalStateException outside a notebook
     */
    public static void updateDisplay(String id, Object value) {
        update(id, render(value));
    }

    /**
     * Changes what was shown, as certain MIME types.
     *
     * @param id what {@link #display(Object)} returned
     * @param value what to show instead
     * @param as the MIME types
     * @throws IllegalStateException outside a notebook
     */
    public static void updateDisplay(String id, Object value, String... as) {
        update(id, render(value, as));
    }

    private static void update(String id, DisplayData data) {
        DisplayData copy = new DisplayData(data);
        copy.setDisplayId(id);
        live().outlet().publish("update_display_data", Bundle.of(copy).content());
    }

    /**
     * Takes away what the cell has shown so far.
     *
     * @param wait whether to keep it until something new is shown
     * @throws IllegalStateException outside a notebook
     */
    public static void clearOutput(boolean wait) {
        JsonObject content = new JsonObject();
        content.addProperty("wait", wait);
        live().outlet().publish("clear_output", content);
    }

    /**
     * Prints as {@code System.out.printf} does.
     *
     * @param format the format
     * @param arguments its arguments
     */
    public static void printf(String format, @Nullable Object... arguments) {
        System.out.printf(format, arguments);
    }

    /**
     * Asks for a line of input.
     *
     * @param prompt what to ask
     * @return the line, without its end
     * @throws partita.api.ParInterruptedException if the cell is interrupted meanwhile
     * @throws IllegalStateException if the notebook runs where nobody can be asked
     */
    public static String readLine(String prompt) {
        return live().outlet().readLine(prompt, false);
    }

    /**
     * Asks for a line of input.
     *
     * @return the line, without its end
     * @throws partita.api.ParInterruptedException if the cell is interrupted meanwhile
     * @throws IllegalStateException if the notebook runs where nobody can be asked
     */
    public static String readLine() {
        return readLine("");
    }

    /**
     * Asks for a secret, which is not shown while it is typed.
     *
     * @param prompt what to ask
     * @return the line, without its end
     * @throws partita.api.ParInterruptedException if the cell is interrupted meanwhile
     * @throws IllegalStateException if the notebook runs where nobody can be asked
     */
    public static String readPassword(String prompt) {
        return live().outlet().readLine(prompt, true);
    }
}
