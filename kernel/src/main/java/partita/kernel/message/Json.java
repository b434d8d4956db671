package partita.kernel.message;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;

/** JSON as Jupyter's messages use it: bounded in depth, lenient about what is missing. */
public final class Json {
    /** Deeper documents overflow the stack of whoever walks them; no Jupyter message comes near. */
    static final int MAX_DEPTH = 512;

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    private Json() {}

    /**
     * Writes JSON.
     *
     * @param element what to write
     * @return its text in UTF-8
     */
    public static byte[] bytes(JsonElement element) {
        return GSON.toJson(element).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Turns any value into JSON, an object's fields becoming members.
     *
     * @param value what to convert
     * @return the JSON
     */
    public static JsonElement tree(Object value) {
        return GSON.toJsonTree(value);
    }

    static JsonObject object(byte[] text, String part) throws BadMessageException {
        checkDepth(text, part);
        JsonElement element;
        try {
            element = JsonParser.parseString(new String(text, StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new BadMessageException("its " + part + " is no JSON: bytes=" + text.length);
        }
        if (!element.isJsonObject()) {
            throw new BadMessageException("its " + part + " is no JSON object: bytes=" + text.length);
        }
        return element.getAsJsonObject();
    }

    private static void checkDepth(byte[] text, String part) throws BadMessageException {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            switch (text[i]) {
                case '"' -> quoted = !quoted;
                case '\\' -> i += quoted ? 1 : 0;
                case '{', '[' -> depth += quoted ? 0 : 1;
                case '}', ']' -> depth -= quoted ? 0 : 1;
                default -> {
                    // any other byte leaves the depth as it is
                }
            }
            if (depth > MAX_DEPTH) {
                throw new BadMessageException("its " + part + " is nested too deeply: limit=" + MAX_DEPTH);
            }
        }
    }

    /**
     * Reads a text member.
     *
     * @param object where to look
     * @param name the member's name
     * @param otherwise what counts where it is missing or no text
     * @return its value
     */
    public static String text(JsonObject object, String name, String otherwise) {
        return object.get(name) instanceof JsonPrimitive p && p.isString() ? p.getAsString() : otherwise;
    }

    /**
     * Reads a truth value.
     *
     * @param object where to look
     * @param name the member's name
     * @param otherwise what counts where it is missing or none
     * @return its value
     */
    public static boolean flag(JsonObject object, String name, boolean otherwise) {
        return object.get(name) instanceof JsonPrimitive p && p.isBoolean() ? p.getAsBoolean() : otherwise;
    }

    /**
     * Reads a whole number.
     *
     * @param object where to look
     * @param name the member's name
     * @param otherwise what counts where it is missing or no number
     * @return its value, cut to what an int holds
     */
    public static int number(JsonObject object, String name, int otherwise) {
        return object.get(name) instanceof JsonPrimitive p && p.isNumber() ? (int) p.getAsDouble() : otherwise;
    }

    /**
     * Reads an object member.
     *
     * @param object where to look
     * @param name the member's name
     * @return its value, or an empty object where it is missing or no object
     */
    public static JsonObject member(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject o ? o : new JsonObject();
    }
}
