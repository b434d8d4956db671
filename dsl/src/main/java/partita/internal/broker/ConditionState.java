package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a lock, as the broker sees it: a waiter gives the lock back and gets it again before it goes on. Where
 * its cell lies in lent memory, other processes wait and signal there, and come here only to say where they wait, or
 * where somebody waits here.
 */
final class ConditionState extends State {
    /** One who waits here; the number is older the smaller it is, there and here. */
    private record Sleeper(Request request, int count, long number) {}

    private final LockState lock;
    private final ConditionCell cell;
    private final ArrayDeque<Sleeper> sleepers = new ArrayDeque<>();
    /** Those who wait at the cell. */
    private final Line elsewhere = new Line();

    /** The address is empty, or that of a cell that this JVM lends. */
    ConditionState(LockState lock, byte[] address) {
        this.lock = lock;
        var found = Cells.find(new String(address, UTF_8));
        this.cell = new ConditionCell(found == null ? Arena.ofAuto().allocate(ConditionCell.BYTES, Long.BYTES) : found);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> {
                if (mayUse(request)) {
                    request.state = this;
                    sleepers.add(new Sleeper(request, lock.heldTimes(), cell.begin()));
                    cell.atBroker(sleepers.size());
                    lock.freeAll(); // whoever has it next sees that somebody waits here
                }
            }
            case SIGNAL -> {
                if (mayUse(request)) {
                    long woken = 0;
                    while (woken < request.a && signal()) {
                        woken++;
                    }
                    request.answer(Reply.done(woken));
                }
            }
            case WATCH -> {
                request.state = this;
                elsewhere.add(request);
            }
            case LOOK -> request.answer(Reply.done((long) sleepers.size() + cell.waiting()));
            default -> unknown(request);
        }
    }

    private boolean mayUse(Request request) {
        boolean may = lock.holds(request.party);
        if (!may) {
            request.answer(lock.notHolder());
        }
        return may;
    }

    /** A signal that reached nobody who lives goes to the next. */
    void signalOne() {
        var _ = signal();
    }

    /** The one who has waited longest, here or there. */
    private boolean signal() {
        Sleeper sleeper = sleepers.peek();
        if (sleeper == null || cell.hasOlder(sleeper.number())) {
            return cell.signal(lock.cell()) || (sleeper != null && signal());
        }
        sleepers.remove();
        cell.atBroker(sleepers.size());
        lock.want(sleeper.request(), sleeper.count(), true, this);
        return true;
    }

    @Override
    void giveUp(Request request) {
        elsewhere.giveUp(request);
        Sleeper sleeper = find(request);
        if (sleeper != null) {
            sleepers.remove(sleeper);
            cell.atBroker(sleepers.size());
            lock.want(request, sleeper.count(), false, null);
        }
    }

    private @Nullable Sleeper find(Request request) {
        for (Sleeper sleeper : sleepers) {
            if (sleeper.request() == request) {
                return sleeper;
            }
        }
        return null;
    }

    @Override
    void ended(Client client, boolean killed) {
        elsewhere.forget(client);
        sleepers.removeIf(sleeper -> sleeper.request().from(client));
        cell.atBroker(sleepers.size());
        for (int unused = cell.ended(client.number); unused > 0; unused--) {
            signalOne();
        }
    }

    @Override
    Exhibit exhibit(long id) {
        List<Exhibit.Who> waiters = new ArrayList<>(elsewhere.waiters());
        sleepers.forEach(sleeper -> waiters.add(Exhibit.Who.waits(sleeper.request())));
        return Exhibit.of("condition", id, "", List.of(), waiters);
    }
}
