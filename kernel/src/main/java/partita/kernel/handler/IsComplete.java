package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.function.Supplier;
import partita.kernel.magic.Magics;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.repl.Completeness;
import partita.kernel.repl.Repl;

/** Says whether a text is a whole cell. */
final class IsComplete implements Handler {
    private final Supplier<Repl> repl;

    IsComplete(Supplier<Repl> repl) {
        this.repl = repl;
    }

    @Override
    public JsonObject handle(Message request) {
        Completeness completeness = repl.get().completeness(Magics.java(Json.text(request.content(), "code", "")));
        JsonObject content = new JsonObject();
        content.addProperty("status", completeness.name().toLowerCase(Locale.ROOT));
        if (completeness == Completeness.INCOMPLETE) {
            content.addProperty("indent", "    ");
        }
        return content;
    }
}
