package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A flag to wait for, as the broker sees it. Where its cell lies in lent memory, other processes set it and wait there,
 * and come here only to say where they wait.
 */
final class EventState extends State {
    /** Who waits here, since when the cell was so. */
    private record Wait(Request request, int word) {}

    private final EventCell cell;
    private final Deque<Wait> waits = new ArrayDeque<>();
    /** Those who wait at the cell. */
    private final Line elsewhere = new Line();

    /** The address is empty, or that of a cell that this JVM lends. */
    EventState(byte[] address) {
        var found = Cells.find(new String(address, UTF_8));
        this.cell = new EventCell(found == null ? Arena.ofAuto().allocate(Cells.BYTES, Long.BYTES) : found);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> {
                request.state = this;
                waits.add(new Wait(request, cell.word()));
                answerAll();
            }
            case SET -> {
                var _ = cell.set();
                answerAll();
                request.answer(Reply.DONE);
            }
            case DONE -> {
                answerAll();
                request.answer(Reply.DONE);
            }
            case CLEAR -> {
                cell.clear();
                request.answer(Reply.DONE);
            }
            case WATCH -> {
                request.state = this;
                elsewhere.add(request);
            }
            case LOOK -> request.answer(cell.isSet() ? Reply.DONE : Reply.NO);
            default -> unknown(request);
        }
    }

    /** Who still waits then is told of by whoever sets it. */
    private void answerAll() {
        if (!waits.isEmpty()) {
            cell.remote();
        }
        waits.removeIf(wait -> {
            boolean over = cell.happened(wait.word());
            if (over) {
                wait.request().answer(Reply.DONE);
            }
            return over;
        });
    }

    @Override
    void giveUp(Request request) {
        elsewhere.giveUp(request);
        if (waits.removeIf(wait -> wait.request() == request)) {
            request.answer(Reply.GIVEN_UP);
        }
    }

    @Override
    void ended(Client client, boolean killed) {
        elsewhere.forget(client);
        waits.removeIf(wait -> wait.request().from(client));
        var _ = cell.wake(); // it may have set it and gone no further
        answerAll();
    }

    @Override
    Exhibit exhibit(long id) {
        List<Exhibit.Who> waiters = new ArrayList<>(elsewhere.waiters());
        waits.forEach(wait -> waiters.add(Exhibit.Who.waits(wait.request())));
        return Exhibit.of("event", id, cell.isSet() ? "set" : "unset", List.of(), waiters);
    }
}
