package partita.kernel.handler;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import partita.kernel.repl.Failure;

/** Bodies that several answers share. */
final class Reply {
    private Reply() {}

    static JsonObject ok() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "ok");
        return content;
    }

    static JsonObject error(Failure failure) {
        JsonObject content = new JsonObject();
        content.addProperty("status", "error");
        content.addProperty("ename", failure.name());
        content.addProperty("evalue", failure.message());
        content.add("traceback", array(failure.traceback()));
        return content;
    }

    static JsonArray array(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
