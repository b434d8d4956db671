package partita.internal.broker;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition of a lock: a waiter gives the lock back and gets it again before it goes on. */
final class ConditionState extends State {
    private record Sleeper(Request request, int count) {}

    private final LockState lock;
    private final ArrayDeque<Sleeper> sleepers = new ArrayDeque<>();

    ConditionState(LockState lock) {
        this.lock = lock;
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> {
                if (mayUse(request)) {
                    int count = lock.freeAll();
                    request.state = this;
                    sleepers.add(new Sleeper(request, count));
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
            case LOOK -> request.answer(Reply.done(sleepers.size()));
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

    private boolean signal() {
        Sleeper sleeper = sleepers.poll();
        if (sleeper == null) {
            return false;
        }
        lock.want(sleeper.request(), sleeper.count(), true, this);
        return true;
    }

    @Override
    void giveUp(Request request) {
        Sleeper sleeper = find(request);
        if (sleeper != null) {
            sleepers.remove(sleeper);
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
        sleepers.removeIf(sleeper -> sleeper.request().from(client));
    }

    @Override
    Exhibit exhibit(long id) {
        return Exhibit.of(
                "condition",
                id,
                "",
                List.of(),
                sleepers.stream()
                        .map(sleeper -> Exhibit.Who.waits(sleeper.request()))
                        .toList());
    }
}
