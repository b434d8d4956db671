package partita.kernel.magic;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of Java that a cell loads. */
final class Scripts {
    private Scripts() {}

    /** The cells of a notebook, or any other file's text as one cell. */
    static List<String> cells(Path file) throws IOException {
        String text = Files.readString(file);
        if (!file.toString().endsWith(".ipynb")) {
            return List.of(text);
        }
        var cells = new ArrayList<String>();
        try {
            JsonObject notebook = JsonParser.parseString(text).getAsJsonObject();
            for (JsonElement element : notebook.getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    cells.add(source(cell.get("source")));
                }
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException("file=" + file + " is not a notebook: " + e.getMessage(), e);
        }
        return cells;
    }

    private static String source(JsonElement source) {
        if (source instanceof JsonArray lines) {
            var text = new StringBuilder();
            lines.forEach(line -> text.append(line.getAsString()));
            return text.toString();
        }
        return source.getAsString();
    }
}
