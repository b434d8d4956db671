package partita.kernel.display;

import com.google.gson.JsonObject;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import partita.kernel.message.Json;

/** What Jupyter shows of a value: one text for each MIME type, with remarks. */
public record Bundle(JsonObject data, JsonObject metadata, JsonObject remarks) {
    public static Bundle of(DisplayData data) {
        JsonObject json = Json.tree(data).getAsJsonObject();
        return new Bundle(Json.member(json, "data"), Json.member(json, "metadata"), Json.member(json, "transient"));
    }

    /**
     * The bundle as a message's body.
     *
     * @return an object with {@code data}, {@code metadata} and {@code transient}
     */
    public JsonObject content() {
        JsonObject content = new JsonObject();
        content.add("data", data);
        content.add("metadata", metadata);
        content.add("transient", remarks);
        return content;
    }
}
