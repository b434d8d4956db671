package partita.kernel.channel;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.message.Session;

/**
 * What waits to be sent. Printed text is gathered for each cell until it is worth a message, but any other
 * message of that cell pushes it out first: nothing overtakes, and a cell's idle stays its last word.
 */
final class Outbox {
    record Outgoing(Channel channel, Message message) {}

    /** What is due now, and when the next gathered text is due: nanoseconds from now, or -1 for never. */
    record Due(List<Outgoing> messages, long next) {}

    private static final class Gathered {
        final JsonObject parent;
        final String name;
        final long deadline;
        final StringBuilder text = new StringBuilder();

        Gathered(JsonObject parent, String name, long deadline) {
            this.parent = parent;
            this.name = name;
            this.deadline = deadline;
        }
    }

    private final Session session;
    private final long hold;
    private final int limit;
    private final LongSupplier clock;
    private final Map<String, Gathered> gathered = new LinkedHashMap<>();
    private List<Outgoing> ready = new ArrayList<>();

    Outbox(Session session, Duration hold, int limit, LongSupplier clock) {
        this.session = session;
        this.hold = hold.toNanos();
        this.limit = limit;
        this.clock = clock;
    }

    synchronized void add(Channel channel, Message message) {
        push(message.parentId());
        ready.add(new Outgoing(channel, message));
    }

    /** Returns whether the owner must look again: a new deadline, or a message that is ready. */
    synchronized boolean text(JsonObject parent, String name, String text) {
        String id = Json.text(parent, "msg_id", "");
        Gathered current = gathered.get(id);
        boolean wake = false;
        if (current != null && !current.name.equals(name)) {
            push(id);
            current = null;
            wake = true;
        }
        if (current == null) {
            current = new Gathered(parent, name, clock.getAsLong() + hold);
            gathered.put(id, current);
            wake = true;
        }
        current.text.append(text);
        if (current.text.length() >= limit) {
            push(id);
            wake = true;
        }
        return wake;
    }

    /** Takes what is due; all of it, whether due or not, when {@code everything}. */
    synchronized Due take(boolean everything) {
        long now = clock.getAsLong();
        long next = -1;
        for (String id : List.copyOf(gathered.keySet())) {
            Gathered g = gathered.get(id);
            long left = g == null ? 0 : g.deadline - now;
            if (everything || left <= 0) {
                push(id);
            } else {
                next = next < 0 ? left : Math.min(next, left);
            }
        }
        List<Outgoing> messages = ready;
        ready = new ArrayList<>();
        return new Due(messages, next);
    }

    private void push(String id) {
        Gathered g = gathered.remove(id);
        if (g != null) {
            JsonObject content = new JsonObject();
            content.addProperty("name", g.name);
            content.addProperty("text", g.text.toString());
            ready.add(new Outgoing(Channel.IOPUB, session.broadcast(g.parent, "stream", content)));
        }
    }
}
