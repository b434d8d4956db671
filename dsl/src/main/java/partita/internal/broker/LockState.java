package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lock as the broker sees it: goes to those who wait here in their order. Where its cell lies in lent memory, other
 * processes take it there and come here only to say where they wait. If its holder's process ends it goes to the next,
 * who is told by the payload of the answer.
 */
final class LockState extends State {
    /**
     * Who wants it.
     *
     * @param count how often it will then hold it
     * @param number the number of the answer
     * @param mustHave whether it had the lock and waited for a condition: it cannot go on without
     * @param signalledBy whose signal woke it, if one did
     */
    private record Wish(
            Request request,
            int count,
            long number,
            boolean mustHave,
            @Nullable ConditionState signalledBy) {}

    private final boolean reentrant;
    private final LockCell cell;
    private final Map<Long, Client> clients;
    private final ArrayDeque<Wish> wishes = new ArrayDeque<>();
    /** Those who wait at the cell. */
    private final Line elsewhere = new Line();

    /** The address is empty, or that of a cell that this JVM lends. */
    LockState(boolean reentrant, byte[] address, Map<Long, Client> clients) {
        this.reentrant = reentrant;
        this.clients = clients;
        var found = Cells.find(new String(address, UTF_8));
        this.cell = new LockCell(found == null ? Arena.ofAuto().allocate(Cells.BYTES, Long.BYTES) : found);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE, TRY_TAKE -> take(request);
            case GIVE_BACK -> release(request);
            case DONE -> {
                grantNext();
                request.answer(Reply.DONE);
            }
            case LOOK -> request.answer(look());
            case ALL -> request.answer(cell.abandoned() ? Reply.DONE : Reply.NO);
            case RECOVER -> {
                cell.recover();
                request.answer(Reply.DONE);
            }
            case WATCH -> {
                request.state = this;
                elsewhere.add(request);
            }
            default -> unknown(request);
        }
    }

    private @Nullable Party party() {
        long holder = cell.holder();
        Client client = clients.get(LockCell.client(holder));
        return client == null ? null : new Party(client, LockCell.thread(holder));
    }

    private Reply look() {
        Party holder = party();
        return holder == null ? Reply.NO : new Reply(Outcome.DONE, cell.more() + 1L, Ends.pack(holder));
    }

    private static long me(Request request) {
        return LockCell.holder(request.party.client().number, request.party.thread());
    }

    private void take(Request request) {
        boolean own = holds(request.party);
        if (wishes.isEmpty() && cell.tryTakeAtBroker(me(request))) {
            answer(new Wish(request, 1, 0, false, null));
        } else if (own && reentrant) {
            cell.more(cell.more() + 1);
            request.answer(Reply.DONE);
        } else if (request.op == Op.TRY_TAKE) {
            request.answer(Reply.NO);
        } else if (own && request.a == 0) {
            request.refuse("this thread holds the lock already, holder=" + party()
                    + ", and would wait for itself for ever: release it first, or use par.rlock()");
        } else {
            add(new Wish(request, 1, 0, false, null));
        }
    }

    private void add(Wish wish) {
        wish.request().state = this;
        wishes.add(wish);
        grantNext();
    }

    private void release(Request request) {
        if (!holds(request.party)) {
            request.answer(notHolder());
            return;
        }
        int more = cell.more();
        if (more > 0) {
            cell.more(more - 1);
        } else {
            free();
        }
        request.answer(Reply.DONE);
    }

    boolean holds(Party party) {
        return cell.holder() == LockCell.holder(party.client().number, party.thread());
    }

    Reply notHolder() {
        Party holder = party();
        return Reply.because(Outcome.NOT_HOLDER, holder == null ? "nobody holds it" : "holder=" + holder);
    }

    /** How often its holder has it. */
    int heldTimes() {
        return cell.more() + 1;
    }

    /** Gives it back whole, however often it was taken. */
    void freeAll() {
        cell.more(0);
        free();
    }

    LockCell cell() {
        return cell;
    }

    private void free() {
        cell.release();
        grantNext();
    }

    /** A waiter of a condition wants it back as often as it had it. */
    void want(Request request, int times, boolean signalled, @Nullable ConditionState by) {
        add(new Wish(request, times, signalled ? 1 : 0, true, signalled ? by : null));
    }

    /** To the first who waits here, if it is free; else its holder says so here when it gives it back. */
    private void grantNext() {
        if (wishes.isEmpty()) {
            cell.forgetRemote();
        }
        for (Wish next = wishes.peek(); next != null; next = wishes.peek()) {
            if (cell.tryTakeAtBroker(me(next.request()))) {
                wishes.remove();
                answer(next);
            } else if (cell.flag(LockCell.REMOTE | LockCell.HANDOFF)) {
                return;
            }
        }
    }

    private void answer(Wish wish) {
        cell.more(wish.count() - 1);
        if (!wishes.isEmpty()) {
            cell.flag(LockCell.REMOTE | LockCell.HANDOFF);
        }
        Client before = clients.get(cell.news());
        byte[] news = before == null ? Reply.NOTHING : Ends.pack(new Party(before, 0));
        wish.request().answer(new Reply(Outcome.DONE, wish.number(), news));
    }

    @Override
    void giveUp(Request request) {
        elsewhere.giveUp(request);
        if (wishes.removeIf(wish -> wish.request() == request && !wish.mustHave())) {
            request.answer(Reply.GIVEN_UP);
        }
    }

    @Override
    void ended(Client client, boolean killed) {
        List<ConditionState> lost = new ArrayList<>();
        wishes.removeIf(wish -> {
            boolean its = wish.request().from(client);
            if (its && wish.signalledBy() != null) {
                lost.add(wish.signalledBy());
            }
            return its;
        });
        elsewhere.forget(client);
        lost.forEach(ConditionState::signalOne); // a signal is not to die with the one whom it woke
        cell.ended(client.number);
        grantNext();
    }

    @Override
    Exhibit exhibit(long id) {
        Party holder = party();
        List<Exhibit.Who> holders = holder == null ? List.of() : List.of(Exhibit.Who.holds(holder, cell.since()));
        List<Exhibit.Who> waiters = Stream.concat(
                        elsewhere.waiters().stream(), wishes.stream().map(wish -> Exhibit.Who.waits(wish.request())))
                .toList();
        String state = (holder == null ? "free" : "held") + (cell.abandoned() ? " abandoned" : "");
        return Exhibit.of(reentrant ? "rlock" : "lock", id, state, holders, waiters);
    }
}
