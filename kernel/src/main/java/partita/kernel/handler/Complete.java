package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.util.function.Supplier;
import partita.kernel.magic.Magics;
import partita.kernel.message.CodePoints;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.repl.Completion;
import partita.kernel.repl.Repl;

/** Offers what may stand at the cursor. */
final class Complete implements Handler {
    private final Supplier<Repl> repl;

    Complete(Supplier<Repl> repl) {
        this.repl = repl;
    }

    @Override
    public JsonObject handle(Message request) {
        String code = Magics.java(Json.text(request.content(), "code", ""));
        int cursor = CodePoints.toIndex(code, Json.number(request.content(), "cursor_pos", Integer.MAX_VALUE));
        Completion completion = repl.get().complete(code, cursor);
        JsonObject content = Reply.ok();
        content.add("matches", Reply.array(completion.matches()));
        content.addProperty("cursor_start", CodePoints.fromIndex(code, completion.start()));
        content.addProperty("cursor_end", CodePoints.fromIndex(code, completion.end()));
        content.add("metadata", new JsonObject());
        return content;
    }
}
