package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.kernel.channel.Channels;
import partita.kernel.message.Json;
import partita.kernel.message.Message;

/** Comms: this kernel offers no target, so whoever opens one learns at once that it is closed. */
final class Comms {
    private final Channels channels;

    Comms(Channels channels) {
        this.channels = channels;
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "comm_info_request", request -> info(),
                "comm_open", this::open,
                "comm_msg", request -> null,
                "comm_close", request -> null);
    }

    private static JsonObject info() {
        JsonObject content = Reply.ok();
        content.add("comms", new JsonObject());
        return content;
    }

    private @Nullable JsonObject open(Message request) {
        JsonObject content = new JsonObject();
        content.addProperty("comm_id", Json.text(request.content(), "comm_id", ""));
        content.add("data", new JsonObject());
        channels.publish(request.header(), "comm_close", content);
        return null;
    }
}
