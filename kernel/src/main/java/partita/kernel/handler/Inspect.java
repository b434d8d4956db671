package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.util.function.Supplier;
import partita.kernel.magic.Magics;
import partita.kernel.message.CodePoints;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.repl.Repl;

/** Says what is known of the name at the cursor. */
final class Inspect implements Handler {
    private final Supplier<Repl> repl;

    Inspect(Supplier<Repl> repl) {
        this.repl = repl;
    }

    @Override
    public JsonObject handle(Message request) {
        String code = Magics.java(Json.text(request.content(), "code", ""));
        int cursor = CodePoints.toIndex(code, Json.number(request.content(), "cursor_pos", Integer.MAX_VALUE));
        String text = repl.get().inspect(code, cursor, true);
        JsonObject data = new JsonObject();
        if (!text.isEmpty()) {
            data.addProperty("text/plain", text);
        }
        JsonObject content = Reply.ok();
        content.addProperty("found", !text.isEmpty());
        content.add("data", data);
        content.add("metadata", new JsonObject());
        return content;
    }
}
