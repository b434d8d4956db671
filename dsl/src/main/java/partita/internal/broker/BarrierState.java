package partita.internal.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where a number of parties meet. The last to arrive runs the action, in its own process, and then lets the
 * others go. Who gives up, or is killed after it was given the barrier, breaks
 * it: the others would wait for ever.
 */
final class BarrierState extends State {
    private final int parties;
    private final boolean action;
    private final Line line = new Line();
    private final Set<Client> known = new HashSet<>();
    /** Runs the action now. */
    private @Nullable Party acting;

    private @Nullable String broken;

    BarrierState(int parties, boolean action) {
        this.parties = parties;
        this.action = action;
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> arrive(request);
            case ATTACH -> {
                known.add(request.party.client());
                request.answer(Reply.DONE);
            }
            case DONE -> {
                if (request.party.equals(acting)) {
                    acting = null;
                    release();
                }
                request.answer(Reply.DONE);
            }
            case ABORT -> {
                breakIt("it was aborted by " + request.party);
                request.answer(Reply.DONE);
            }
            case RECOVER -> {
                breakIt("it was reset by " + request.party);
                broken = null;
                request.answer(Reply.DONE);
            }
            case LOOK ->
                request.answer(broken == null ? Reply.done(line.size()) : Reply.because(Outcome.BROKEN, broken));
            default -> unknown(request);
        }
    }

    /** The number of the answer is the index, and the payload is not empty for who is to run the action. */
    private void arrive(Request request) {
        if (broken != null) {
            request.answer(Reply.because(Outcome.BROKEN, broken));
            return;
        }
        known.add(request.party.client());
        if (acting != null || line.size() >= parties) {
            request.refuse("all parties=" + parties + " have arrived already and the action still runs in " + acting
                    + ": more threads use the barrier than it was made for");
            return;
        }
        if (line.size() + 1 < parties) {
            request.state = this;
            line.add(request);
        } else if (action) {
            acting = request.party;
            request.answer(new Reply(Outcome.DONE, parties - 1L, new byte[1]));
        } else {
            release();
            request.answer(Reply.done(parties - 1L));
        }
    }

    private void release() {
        long index = 0;
        for (Request next = line.poll(); next != null; next = line.poll()) {
            next.answer(Reply.done(index++));
        }
    }

    private void breakIt(String why) {
        broken = why;
        acting = null;
        line.answerAll(Reply.because(Outcome.BROKEN, why));
    }

    @Override
    void giveUp(Request request) {
        if (line.remove(request)) {
            request.answer(Reply.GIVEN_UP);
            breakIt("a party gave up waiting: " + request.party);
        }
    }

    @Override
    void ended(Client client, boolean killed) {
        boolean waited = line.forget(client) || (acting != null && acting.client() == client);
        if (known.remove(client) && (waited || killed) && broken == null) {
            breakIt("a party's process has ended: process=" + client.name + " pid=" + client.pid);
        }
    }

    @Override
    Exhibit exhibit(long id) {
        String state = broken != null ? "broken" : acting != null ? "acting" : "";
        return new Exhibit("barrier", id, state, line.size(), parties, List.of(), line.waiters());
    }
}
