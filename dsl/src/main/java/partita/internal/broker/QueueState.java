package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A queue: first in, first out, whoever puts and takes. An item belongs to it until a taker has been given it. */
final class QueueState extends State {
    private final long maxSize;
    private final boolean counted;
    private final ArrayDeque<byte[]> items = new ArrayDeque<>();
    private final Line takers = new Line();
    private final Line putters = new Line();
    private final Line joiners = new Line();
    private final Line watchers = new Line();
    /** What they posted came when it was closed; they are about to ask. */
    private final Set<Party> refused = new HashSet<>();

    private long unfinished;
    private boolean closed;

    private final @Nullable PostCell cell;

    /** A limit of 0 is none; the content is one byte for a joinable queue, or the address of a cell, or empty. */
    QueueState(long maxSize, byte[] content) {
        this.maxSize = maxSize == 0 ? Long.MAX_VALUE : maxSize;
        this.counted = content.length == 1;
        MemorySegment memory = counted ? null : Cells.find(new String(content, UTF_8));
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
        return cell != null
                && switch (op) {
                    case PUT, TRY_PUT, TRY_TAKE, PEEK, LOOK, ALL, CLOSE -> true;
                    default -> false;
                };
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case PUT, TRY_PUT -> put(request);
            case POST -> {
                if (closed) {
                    refused.add(request.party);
                } else {
                    accept(request);
                }
            }
            case POSTED -> request.answer(refused.remove(request.party) ? closedReply() : Reply.DONE);
            case TAKE, TRY_TAKE -> take(request);
            case GIVE_BACK -> {
                giveBack(request.payload);
                request.answer(Reply.DONE);
            }
            case PEEK -> request.answer(items.isEmpty() ? Reply.NO : Reply.done(items.element()));
            case LOOK -> request.answer(Reply.done(items.size()));
            case ALL -> request.answer(new Reply(Outcome.DONE, items.size(), Sheaf.pack(items)));
            case CLOSE -> {
                close();
                request.answer(Reply.DONE);
            }
            case DONE -> done(request);
            case WATCH -> {
                if (!items.isEmpty() || closed) {
                    request.answer(Reply.DONE);
                } else {
                    request.state = this;
                    watchers.add(request);
                }
            }
            case JOIN -> {
                if (unfinished == 0) {
                    request.answer(Reply.DONE);
                } else {
                    request.state = this;
                    joiners.add(request);
                }
            }
            default -> unknown(request);
        }
    }

    @Override
    int lettersAt() {
        return 0;
    }

    @Override
    List<byte[]> lost(boolean forgotten) {
        return forgotten ? List.copyOf(items) : List.of();
    }

    private Reply closedReply() {
        return Reply.because(Outcome.CLOSED, "the queue was closed");
    }

    private void put(Request request) {
        if (closed) {
            request.answer(closedReply());
        } else if (items.size() < maxSize) {
            accept(request);
        } else if (request.op == Op.TRY_PUT) {
            request.answer(Reply.NO);
        } else {
            request.state = this;
            putters.add(request);
        }
    }

    private void accept(Request put) {
        if (counted) {
            unfinished++;
        }
        put.answer(Reply.DONE); // first, since the item is its sender's until then
        Request taker = takers.poll();
        if (taker == null) {
            items.add(put.payload);
            watchers.answerAll(Reply.DONE);
        } else {
            taker.answer(Reply.done(put.payload));
        }
    }

    private void take(Request request) {
        byte[] item = items.poll();
        if (item != null) {
            request.answer(Reply.done(item));
            refill();
        } else if (closed) {
            request.answer(closedReply());
        } else if (request.op == Op.TRY_TAKE) {
            request.answer(Reply.NO);
        } else {
            request.state = this;
            takers.add(request);
        }
    }

    private void refill() {
        while (items.size() < maxSize) {
            Request putter = putters.poll();
            if (putter == null) {
                return;
            }
            accept(putter);
        }
    }

    /** One that could not use what it was given; it goes to the head again. */
    void giveBack(byte[] item) {
        Request taker = takers.poll();
        if (taker == null) {
            items.addFirst(item);
            watchers.answerAll(Reply.DONE);
        } else {
            taker.answer(Reply.done(item));
        }
    }

    private void close() {
        closed = true;
        if (cell != null) {
            cell.shut();
        }
        putters.answerAll(closedReply());
        takers.answerAll(closedReply());
        watchers.answerAll(Reply.DONE);
    }

    private void done(Request request) {
        if (unfinished == 0) {
            request.refuse("taskDone() was called more often than items were put");
            return;
        }
        unfinished--;
        if (unfinished == 0) {
            joiners.answerAll(Reply.DONE);
        }
        request.answer(Reply.DONE);
    }

    @Override
    void giveUp(Request request) {
        takers.giveUp(request);
        putters.giveUp(request);
        joiners.giveUp(request);
        watchers.giveUp(request);
    }

    @Override
    void ended(Client client, boolean killed) {
        if (cell != null) {
            cell.ended(client.number);
        }
        refused.removeIf(party -> party.client() == client);
        takers.forget(client);
        putters.forget(client);
        joiners.forget(client);
        watchers.forget(client);
    }

    @Override
    Exhibit exhibit(long id) {
        List<Exhibit.Who> waiters = Stream.of(takers, putters, joiners, watchers)
                .flatMap(line -> line.waiters().stream())
                .toList();
        long limit = maxSize == Long.MAX_VALUE ? -1 : maxSize;
        return new Exhibit("queue", id, closed ? "closed" : "", items.size(), limit, List.of(), waiters);
    }
}
