package partita.internal.broker;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection with the ends 0 and 1. An end is closed by a call, or when every process that ever used it has
 * ended; the other one then reads what was sent, and learns that no more will come.
 */
final class PipeState extends State {
    private static final class End {
        /** What was sent to it. */
        final ArrayDeque<byte[]> inbox = new ArrayDeque<>();

        final Line readers = new Line();
        final Line watchers = new Line();
        final Set<Client> users = new HashSet<>();

        @Nullable
        String closed;
    }

    private final List<End> ends = List.of(new End(), new End());

    /** A process has an end, even if it has not used it yet. */
    void hold(int end, Client client) {
        ends.get(end).users.add(client);
    }

    /** Closes an end that nobody has. */
    void close(int end, String why) {
        close(ends.get(end), ends.get(1 - end), why);
    }

    @Override
    void ask(Request request) {
        End own = ends.get(request.a == 0 ? 0 : 1);
        End other = ends.get(request.a == 0 ? 1 : 0);
        if (request.op == Op.CLOSE) {
            close(own, other, "its other end was closed by " + request.party);
            request.answer(Reply.DONE);
            return;
        }
        if (own.closed != null) {
            request.answer(Reply.because(Outcome.CLOSED, "this end is closed"));
            return;
        }
        own.users.add(request.party.client());
        switch (request.op) {
            case PUT -> send(request, other);
            case TAKE -> receive(request, own, other);
            case WATCH -> watch(request, own, other);
            case LOOK -> request.answer(Reply.done(own.inbox.size()));
            case GIVE_BACK -> {
                own.inbox.addFirst(request.payload);
                wake(own);
                request.answer(Reply.DONE);
            }
            default -> unknown(request);
        }
    }

    private static void send(Request request, End other) {
        if (other.closed != null) {
            request.answer(Reply.because(Outcome.CLOSED, other.closed));
            return;
        }
        other.inbox.add(request.payload);
        wake(other);
        request.answer(Reply.DONE);
    }

    private static void wake(End end) {
        while (!end.inbox.isEmpty()) {
            Request reader = end.readers.poll();
            if (reader == null) {
                end.watchers.answerAll(Reply.DONE);
                return;
            }
            reader.answer(Reply.done(end.inbox.remove()));
        }
    }

    private void receive(Request request, End own, End other) {
        byte[] message = own.inbox.poll();
        if (message != null) {
            request.answer(Reply.done(message));
        } else if (other.closed != null) {
            request.answer(Reply.because(Outcome.CLOSED, other.closed));
        } else {
            request.state = this;
            own.readers.add(request);
        }
    }

    /** Ready when a receive would not wait: a message is there, or none will ever come. */
    private void watch(Request request, End own, End other) {
        if (!own.inbox.isEmpty() || other.closed != null) {
            request.answer(Reply.DONE);
        } else {
            request.state = this;
            own.watchers.add(request);
        }
    }

    private static void close(End own, End other, String why) {
        if (own.closed != null) {
            return;
        }
        own.closed = why;
        own.inbox.clear();
        own.readers.answerAll(Reply.because(Outcome.CLOSED, "this end is closed"));
        own.watchers.answerAll(Reply.because(Outcome.CLOSED, "this end is closed"));
        other.readers.answerAll(Reply.because(Outcome.CLOSED, why));
        other.watchers.answerAll(Reply.DONE);
    }

    @Override
    void giveUp(Request request) {
        for (End end : ends) {
            end.readers.giveUp(request);
            end.watchers.giveUp(request);
        }
    }

    @Override
    void ended(Client client, boolean killed) {
        for (End end : ends) {
            end.readers.forget(client);
            end.watchers.forget(client);
            if (end.users.remove(client) && end.users.isEmpty()) {
                End other = ends.get(end == ends.get(0) ? 1 : 0);
                close(
                        end,
                        other,
                        "every process that used its other end has ended, the last process=" + client.name + " pid="
                                + client.pid);
            }
        }
    }
}
