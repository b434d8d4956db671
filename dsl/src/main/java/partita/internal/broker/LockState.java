package partita.internal.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock: goes to those who wait in their order. If its holder's process ends it goes to the next, who is told by
 * the payload of the answer.
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
    private final ArrayDeque<Wish> wishes = new ArrayDeque<>();
    private @Nullable Party holder;
    private long since;
    private int count;
    /** Whose end left what the lock guards in doubt, until somebody says it is repaired. */
    private byte @Nullable [] abandoned;

    private boolean told;

    LockState(boolean reentrant) {
        this.reentrant = reentrant;
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE, TRY_TAKE -> take(request);
            case GIVE_BACK -> release(request);
            case LOOK -> request.answer(look());
            case ALL -> request.answer(abandoned == null ? Reply.NO : Reply.done(abandoned));
            case RECOVER -> {
                abandoned = null;
                request.answer(Reply.DONE);
            }
            default -> unknown(request);
        }
    }

    private Reply look() {
        return holder == null ? Reply.NO : new Reply(Outcome.DONE, count, Ends.pack(holder));
    }

    private void take(Request request) {
        if (holder == null) {
            grant(new Wish(request, 1, 0, false, null));
        } else if (holder.equals(request.party) && reentrant) {
            count++;
            request.answer(Reply.DONE);
        } else if (request.op == Op.TRY_TAKE) {
            request.answer(Reply.NO);
        } else if (holder.equals(request.party) && request.a == 0) {
            request.refuse("this thread holds the lock already, holder=" + holder
                    + ", and would wait for itself for ever: release it first, or use par.rlock()");
        } else {
            request.state = this;
            wishes.add(new Wish(request, 1, 0, false, null));
        }
    }

    private void release(Request request) {
        if (!holds(request.party)) {
            request.answer(notHolder());
            return;
        }
        count--;
        if (count == 0) {
            free();
        }
        request.answer(Reply.DONE);
    }

    boolean holds(Party party) {
        return party.equals(holder);
    }

    Reply notHolder() {
        return Reply.because(Outcome.NOT_HOLDER, holder == null ? "nobody holds it" : "holder=" + holder);
    }

    /** Gives it back whole, however often it was taken, and says how often. */
    int freeAll() {
        int held = count;
        free();
        return held;
    }

    private void free() {
        holder = null;
        count = 0;
        Wish next = wishes.poll();
        if (next != null) {
            grant(next);
        }
    }

    /** A waiter of a condition wants it back as often as it had it. */
    void want(Request request, int times, boolean signalled, @Nullable ConditionState by) {
        request.state = this;
        var wish = new Wish(request, times, signalled ? 1 : 0, true, signalled ? by : null);
        if (holder == null) {
            grant(wish);
        } else {
            wishes.add(wish);
        }
    }

    private void grant(Wish wish) {
        holder = wish.request().party;
        since = System.nanoTime();
        count = wish.count();
        byte[] news = abandoned != null && !told ? abandoned : Reply.NOTHING;
        told = true;
        wish.request().answer(new Reply(Outcome.DONE, wish.number(), news));
    }

    @Override
    void giveUp(Request request) {
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
        lost.forEach(ConditionState::signalOne); // a signal is not to die with the one whom it woke
        if (holder != null && holder.client() == client) {
            abandoned = Ends.pack(holder);
            told = false;
            free();
        }
    }

    @Override
    Exhibit exhibit(long id) {
        List<Exhibit.Who> holders = holder == null ? List.of() : List.of(Exhibit.Who.holds(holder, since));
        List<Exhibit.Who> waiters =
                wishes.stream().map(wish -> Exhibit.Who.waits(wish.request())).toList();
        String state = (holder == null ? "free" : "held") + (abandoned == null ? "" : " abandoned");
        return Exhibit.of(reentrant ? "rlock" : "lock", id, state, holders, waiters);
    }
}
