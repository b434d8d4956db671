package partita.kernel.message;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes this kernel's own messages. Safe for use by many threads. */
public final class Session {
    /** The version of Jupyter's messaging protocol that this kernel speaks. */
    public static final String PROTOCOL = "5.5";

    private final String id = UUID.randomUUID().toString();
    private final AtomicLong count = new AtomicLong();

    /** Makes a session with an id of its own. */
    public Session() {}

    /**
     * Makes the answer to a request.
     *
     * @param request what it answers
     * @param type its {@code msg_type}
     * @param content its body
     * @return the message, addressed to whoever asked
     */
    public Message reply(Message request, String type, JsonObject content) {
        return message(request.identities(), type, request.header(), content);
    }

    /**
     * Makes a message for all who listen.
     *
     * @param parent the header of the request that it belongs to, or an empty object
     * @param type its {@code msg_type}, which is its topic too
     * @param content its body
     * @return the message
     */
    public Message broadcast(JsonObject parent, String type, JsonObject content) {
        return message(List.of(type.getBytes(StandardCharsets.UTF_8)), type, parent, content);
    }

    /**
     * Makes the message that greets a new listener.
     *
     * @param topic what the listener subscribed to
     * @return the message, under that very topic so that the listener gets it
     */
    public Message welcome(byte[] topic) {
        JsonObject content = new JsonObject();
        content.addProperty("subscription", new String(topic, StandardCharsets.UTF_8));
        return message(List.of(topic), "iopub_welcome", new JsonObject(), content);
    }

    private Message message(List<byte[]> identities, String type, JsonObject parent, JsonObject content) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id + "_" + count.incrementAndGet());
        header.addProperty("session", id);
        header.addProperty("username", "kernel");
        header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL);
        return new Message(identities, header, parent, new JsonObject(), content, List.of());
    }
}
