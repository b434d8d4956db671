package partita.internal.broker;

import java.util.List;

/** A flag to wait for. */
final class EventState extends State {
    private final Line line = new Line();
    private boolean set;

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> {
                if (set) {
                    request.answer(Reply.DONE);
                } else {
                    request.state = this;
                    line.add(request);
                }
            }
            case SET -> {
                set = true;
                line.answerAll(Reply.DONE);
                request.answer(Reply.DONE);
            }
            case CLEAR -> {
                set = false;
                request.answer(Reply.DONE);
            }
            case LOOK -> request.answer(set ? Reply.DONE : Reply.NO);
            default -> unknown(request);
        }
    }

    @Override
    void giveUp(Request request) {
        line.giveUp(request);
    }

    @Override
    void ended(Client client, boolean killed) {
        line.forget(client);
    }

    @Override
    Exhibit exhibit(long id) {
        return Exhibit.of("event", id, set ? "set" : "unset", List.of(), line.waiters());
    }
}
