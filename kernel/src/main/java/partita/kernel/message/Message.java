package partita.kernel.message;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * One Jupyter message. Headers stay JSON, so that what a newer client adds to them comes back to it whole.
 *
 * @param identities the routing frames that stand before the delimiter
 * @param header who sent what, when
 * @param parent the header of the message that this one answers, or an empty object
 * @param metadata additions that no one needs to understand
 * @param content the message's body
 * @param buffers raw frames behind the message
 */
public record Message(
        List<byte[]> identities,
        JsonObject header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {
    /** Copies the lists. */
    public Message {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }

    /**
     * What kind of message it is.
     *
     * @return its {@code msg_type}
     */
    public String type() {
        return Json.text(header, "msg_type", "");
    }

    /**
     * Which message it answers.
     *
     * @return the parent's {@code msg_id}, or an empty text where it answers none
     */
    public String parentId() {
        return Json.text(parent, "msg_id", "");
    }
}
