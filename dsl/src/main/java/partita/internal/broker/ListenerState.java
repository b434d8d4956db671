package partita.internal.broker;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes in connections. Who asks for one ({@link Op#PUT}) has it at once and may send; the other end of the pipe waits
 * to be accepted ({@link Op#TAKE}).
 */
final class ListenerState extends State {
    /** A connection that nobody has accepted yet. */
    private record Arrival(long id, PipeState pipe) {}

    private static final String CLOSED = "the listener was closed";

    private final ToLongFunction<State> keeper;
    private final ArrayDeque<Arrival> arrived = new ArrayDeque<>();
    private final Line acceptors = new Line();
    private final Line watchers = new Line();
    /** The acceptor may have given up when it was granted; it then gives it back. */
    private @Nullable Arrival lastGranted;

    private boolean closed;

    /**
     * Makes one that nobody has come to yet.
     *
     * @param keeper keeps a new object and gives its number
     */
    ListenerState(ToLongFunction<State> keeper) {
        this.keeper = keeper;
    }

    @Override
    void ask(Request request) {
        if (request.op == Op.CLOSE) {
            close();
            request.answer(Reply.DONE);
        } else if (closed && request.op != Op.GIVE_BACK) {
            request.answer(Reply.because(Outcome.CLOSED, CLOSED));
        } else {
            switch (request.op) {
                case PUT -> connect(request);
                case TAKE -> accept(request);
                case WATCH -> watch(request);
                case GIVE_BACK -> giveBack(request);
                default -> unknown(request);
            }
        }
    }

    private void connect(Request request) {
        var pipe = new PipeState();
        pipe.hold(1, request.party.client());
        long id = keeper.applyAsLong(pipe);
        request.answer(Reply.done(id));
        arrived.add(new Arrival(id, pipe));
        serve();
    }

    private void serve() {
        while (!arrived.isEmpty()) {
            Request acceptor = acceptors.poll();
            if (acceptor == null) {
                watchers.answerAll(Reply.DONE);
                return;
            }
            grant(acceptor);
        }
    }

    private void grant(Request acceptor) {
        Arrival next = arrived.remove();
        next.pipe().hold(0, acceptor.party.client());
        lastGranted = next;
        acceptor.answer(Reply.done(next.id()));
    }

    private void giveBack(Request request) {
        Arrival last = lastGranted;
        if (last == null || last.id() != request.a) {
            request.refuse("no connection was accepted last that has number=" + request.a);
            return;
        }
        if (closed) {
            hangUp(last);
        } else {
            arrived.addFirst(last);
            serve();
        }
        request.answer(Reply.DONE);
    }

    private void accept(Request request) {
        if (!arrived.isEmpty()) {
            grant(request);
        } else {
            request.state = this;
            acceptors.add(request);
        }
    }

    private void watch(Request request) {
        if (!arrived.isEmpty()) {
            request.answer(Reply.DONE);
        } else {
            request.state = this;
            watchers.add(request);
        }
    }

    private void close() {
        closed = true;
        arrived.forEach(ListenerState::hangUp);
        arrived.clear();
        acceptors.answerAll(Reply.because(Outcome.CLOSED, CLOSED));
        watchers.answerAll(Reply.because(Outcome.CLOSED, CLOSED));
    }

    private static void hangUp(Arrival arrival) {
        arrival.pipe().close(0, CLOSED + " before it accepted this connection");
    }

    @Override
    void giveUp(Request request) {
        acceptors.giveUp(request);
        watchers.giveUp(request);
    }

    @Override
    void ended(Client client, boolean killed) {
        acceptors.forget(client);
        watchers.forget(client);
    }

    @Override
    Exhibit exhibit(long id) {
        List<Exhibit.Who> waiters = Stream.of(acceptors, watchers)
                .flatMap(line -> line.waiters().stream())
                .toList();
        return new Exhibit("listener", id, closed ? "closed" : "", arrived.size(), -1, List.of(), waiters);
    }
}
