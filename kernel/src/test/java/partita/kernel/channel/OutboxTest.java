package partita.kernel.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import partita.kernel.message.Json;
import partita.kernel.message.Session;

class OutboxTest {
    private final AtomicLong clock = new AtomicLong(1_000);
    private final Session session = new Session();
    private final Outbox outbox = new Outbox(session, Duration.ofNanos(50), 10, clock::get);

    private static JsonObject cell(String id) {
        JsonObject parent = new JsonObject();
        parent.addProperty("msg_id", id);
        return parent;
    }

    private static List<String> texts(Outbox.Due due) {
        return due.messages().stream()
                .map(out ->
                        Json.text(out.message().content(), "text", out.message().type()))
                .toList();
    }

    @Test
    void text_beforeItsTime_isHeldAndGathered() {
        assertTrue(outbox.text(cell("a"), "stdout", "1"));
        assertFalse(outbox.text(cell("a"), "stdout", "2"));
        Outbox.Due due = outbox.take(false);
        assertEquals(List.of(), texts(due));
        assertEquals(50, due.next());
        clock.addAndGet(50);
        assertEquals(List.of("12"), texts(outbox.take(false)));
        assertEquals(-1, outbox.take(false).next());
    }

    @Test
    void text_pastTheLimit_isDueAtOnce() {
        outbox.text(cell("a"), "stdout", "123456");
        assertTrue(outbox.text(cell("a"), "stdout", "7890"));
        assertEquals(List.of("1234567890"), texts(outbox.take(false)));
    }

    @Test
    void add_ofTheSameCell_comesBehindItsText() {
        outbox.text(cell("a"), "stdout", "1");
        outbox.add(Channel.IOPUB, session.broadcast(cell("a"), "status", new JsonObject()));
        assertEquals(List.of("1", "status"), texts(outbox.take(false)));
    }

    @Test
    void add_ofAnotherCell_leavesTextHeld() {
        outbox.text(cell("a"), "stdout", "1");
        outbox.add(Channel.IOPUB, session.broadcast(cell("b"), "status", new JsonObject()));
        assertEquals(List.of("status"), texts(outbox.take(false)));
        assertEquals(List.of("1"), texts(outbox.take(true)));
    }

    @Test
    void text_onTheOtherStream_keepsTheOrder() {
        outbox.text(cell("a"), "stdout", "1");
        assertTrue(outbox.text(cell("a"), "stderr", "2"));
        outbox.text(cell("a"), "stdout", "3");
        assertEquals(List.of("1", "2", "3"), texts(outbox.take(true)));
    }

    @Test
    void text_twoCellsByTurns_isGatheredForEach() {
        for (int i = 0; i < 3; i++) {
            outbox.text(cell("a"), "stdout", "a");
            outbox.text(cell("b"), "stdout", "b");
        }
        assertEquals(List.of("aaa", "bbb"), texts(outbox.take(true)));
    }
}
