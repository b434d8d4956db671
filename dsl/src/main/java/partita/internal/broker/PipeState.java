package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection with the ends 0 and 1. An end is closed by a call, or when every process that ever used it has
 * ended; the other one then reads what was sent, and learns that no more will come. Who sends waits while as much as
 * fits is unread.
 */
final class PipeState extends State {
    /** What may be unread at one end. A larger message goes when there is no other. */
    static final long BOUND = 8L << 20;

    /** Behind the byte that says whether a message is a letter. */
    private static final int LETTERS_AT = 1;

    private static final String OWN_END_CLOSED = "this end is closed";

    private static final class End {
        /** What was sent to it. */
        final ArrayDeque<byte[]> inbox = new ArrayDeque<>();

        final Line readers = new Line();
        final Line watchers = new Line();
        /** Who waits for room in the inbox; they are at the other end. */
        final Line senders = new Line();

        final Set<Client> users = new HashSet<>();
        long unread;

        @Nullable
        String closed;

        boolean hasRoom(byte[] message) {
            return inbox.isEmpty() || unread + Contents.weight(message, LETTERS_AT) <= BOUND;
        }

        void add(byte[] message) {
            inbox.add(message);
            unread += Contents.weight(message, LETTERS_AT);
        }

        byte @Nullable [] poll() {
            byte[] message = inbox.poll();
            if (message != null) {
                unread -= Contents.weight(message, LETTERS_AT);
            }
            return message;
        }

        Stream<Line> lines() {
            return Stream.of(readers, watchers, senders);
        }
    }

    private final List<End> ends = List.of(new End(), new End());

    /** What they posted came when it was closed; they are about to ask. */
    private final Set<Party> refused = new HashSet<>();

    /** What was sent to an end that was closed before it read that. */
    private final List<byte[]> lost = new ArrayList<>();

    private final @Nullable PostCell cell;

    PipeState() {
        this(new byte[0]);
    }

    /** The address is empty, or that of a cell that this JVM lends. */
    PipeState(byte[] address) {
        MemorySegment memory = Cells.find(new String(address, UTF_8));
        this.cell = memory == null ? null : new PostCell(memory);
    }

    @Override
    void announced(Op op) {
        if (op == Op.CLOSE && cell != null) {
            cell.shut();
        }
    }

    @Override
    boolean tellsWhatArrived(Op op) {
        return cell != null && (op == Op.PUT || op == Op.LOOK || op == Op.CLOSE || op == Op.TRY_TAKE);
    }

    @Override
    int lettersAt() {
        return LETTERS_AT;
    }

    @Override
    List<byte[]> lost(boolean forgotten) {
        List<byte[]> all = new ArrayList<>(lost);
        lost.clear();
        if (forgotten) {
            ends.forEach(end -> all.addAll(end.inbox));
        }
        return all;
    }

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
        if (request.op == Op.POSTED) {
            request.answer(
                    refused.remove(request.party)
                            ? Reply.because(Outcome.CLOSED, "it was closed before the message came")
                            : Reply.DONE);
            return;
        }
        End own = ends.get(request.a == 0 ? 0 : 1);
        End other = ends.get(request.a == 0 ? 1 : 0);
        if (request.op == Op.CLOSE) {
            close(own, other, "its other end was closed by " + request.party);
            request.answer(Reply.DONE);
            return;
        }
        if (own.closed != null) {
            refuse(request, OWN_END_CLOSED);
            return;
        }
        if (request.op == Op.PUT
                || request.op == Op.POST
                || request.op == Op.TAKE) { // who only looks has not taken it over from its maker
            own.users.add(request.party.client());
        }
        switch (request.op) {
            case PUT, POST -> send(request, other);
            case TAKE -> receive(request, own, other);
            case WATCH -> watch(request, own, other);
            case LOOK -> request.answer(Reply.done(own.inbox.size()));
            case GIVE_BACK -> {
                own.inbox.addFirst(request.payload);
                own.unread += Contents.weight(request.payload, LETTERS_AT);
                wake(own);
                request.answer(Reply.DONE);
            }
            default -> unknown(request);
        }
    }

    private void refuse(Request request, String why) {
        if (request.op == Op.POST) {
            refused.add(request.party);
        }
        request.answer(Reply.because(Outcome.CLOSED, why));
    }

    private void send(Request request, End other) {
        if (other.closed != null) {
            refuse(request, other.closed);
        } else if (request.op == Op.POST || (other.senders.isEmpty() && other.hasRoom(request.payload))) {
            other.add(request.payload);
            request.answer(Reply.DONE);
            wake(other);
        } else {
            request.state = this;
            other.senders.add(request);
        }
    }

    private static void wake(End end) {
        while (!end.inbox.isEmpty()) {
            Request reader = end.readers.poll();
            if (reader == null) {
                end.watchers.answerAll(Reply.DONE);
                return;
            }
            answer(reader, end);
        }
    }

    private static void answer(Request reader, End end) {
        byte[] message = end.poll();
        reader.answer(message == null ? Reply.NO : Reply.done(message));
        for (Request next = end.senders.peek(); next != null && end.hasRoom(next.payload); next = end.senders.peek()) {
            end.senders.remove(next);
            end.add(next.payload);
            next.answer(Reply.DONE);
        }
    }

    private void receive(Request request, End own, End other) {
        if (!own.inbox.isEmpty()) {
            answer(request, own);
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

    private void close(End own, End other, String why) {
        if (own.closed != null) {
            return;
        }
        if (cell != null) {
            cell.shut();
        }
        own.closed = why;
        lost.addAll(own.inbox);
        own.inbox.clear();
        own.unread = 0;
        Reply here = Reply.because(Outcome.CLOSED, OWN_END_CLOSED);
        own.readers.answerAll(here);
        own.watchers.answerAll(here);
        other.senders.answerAll(here); // they are at this end
        Reply there = Reply.because(Outcome.CLOSED, why);
        own.senders.answerAll(there);
        other.readers.answerAll(there);
        other.watchers.answerAll(Reply.DONE);
    }

    @Override
    void giveUp(Request request) {
        ends.stream().flatMap(End::lines).forEach(line -> line.giveUp(request));
    }

    @Override
    void ended(Client client, boolean killed) {
        if (cell != null) {
            cell.ended(client.number);
        }
        refused.removeIf(party -> party.client() == client);
        for (End end : ends) {
            end.lines().forEach(line -> line.forget(client));
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

    @Override
    Exhibit exhibit(long id) {
        long unread = ends.stream().mapToLong(end -> end.inbox.size()).sum();
        boolean closed = ends.stream().anyMatch(end -> end.closed != null);
        List<Exhibit.Who> waiters = ends.stream()
                .flatMap(End::lines)
                .flatMap(line -> line.waiters().stream())
                .toList();
        return new Exhibit("pipe", id, closed ? "closed" : "", unread, -1, List.of(), waiters);
    }
}
