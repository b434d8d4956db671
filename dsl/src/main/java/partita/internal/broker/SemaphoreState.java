package partita.internal.broker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Permits. Which thread took how many is known, so that those of a process that was killed come back; who takes the
 * first of them is told.
 */
final class SemaphoreState extends State {
    /** What a thread took, and since when it has any. */
    private record Taken(long permits, long since) {
        Taken plus(Taken more) {
            return new Taken(permits + more.permits, since);
        }
    }

    private final long limit;
    private final Line line = new Line();
    private final Map<Party, Taken> taken = new LinkedHashMap<>();
    private long permits;
    private byte @Nullable [] abandoned;

    SemaphoreState(long permits, boolean bounded) {
        this.permits = permits;
        this.limit = bounded ? permits : Long.MAX_VALUE;
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> {
                request.state = this;
                line.add(request);
                grant();
            }
            case TRY_TAKE -> {
                if (permits > 0) {
                    grant(request);
                } else {
                    request.answer(Reply.NO);
                }
            }
            case GIVE_BACK -> release(request);
            case LOOK -> request.answer(Reply.done(permits));
            default -> unknown(request);
        }
    }

    private void release(Request request) {
        if (permits >= limit) {
            request.refuse("all permits of the bounded semaphore are there, permits=" + permits
                    + ": release() was called more often than acquire()");
            return;
        }
        Party whose = whose(request.party);
        if (whose != null) {
            taken.computeIfPresent(whose, (_, had) -> had.permits == 1 ? null : new Taken(had.permits - 1, had.since));
        }
        permits++;
        grant();
        request.answer(Reply.DONE);
    }

    /** By any thread of any process: where this one has none, another's permit is what comes back. */
    private @Nullable Party whose(Party releasing) {
        if (taken.containsKey(releasing)) {
            return releasing;
        }
        return taken.keySet().stream()
                .filter(party -> party.client() == releasing.client())
                .findFirst()
                .orElseGet(
                        () -> taken.isEmpty() ? null : taken.keySet().iterator().next());
    }

    private void grant() {
        while (permits > 0) {
            Request next = line.poll();
            if (next == null) {
                return;
            }
            grant(next);
        }
    }

    private void grant(Request request) {
        permits--;
        taken.merge(request.party, new Taken(1, System.nanoTime()), Taken::plus);
        byte[] news = abandoned == null ? Reply.NOTHING : abandoned;
        abandoned = null;
        request.answer(Reply.done(news));
    }

    @Override
    void giveUp(Request request) {
        line.giveUp(request);
    }

    @Override
    void ended(Client client, boolean killed) {
        line.forget(client);
        for (Iterator<Map.Entry<Party, Taken>> all = taken.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Party, Taken> entry = all.next();
            if (entry.getKey().client() == client) {
                all.remove();
                if (killed) {
                    permits += entry.getValue().permits();
                    abandoned = Ends.pack(new Party(client, 0));
                }
            }
        }
        grant();
    }

    @Override
    Exhibit exhibit(long id) {
        List<Exhibit.Who> holders = taken.entrySet().stream()
                .map(entry -> Exhibit.Who.holds(entry.getKey(), entry.getValue().since()))
                .toList();
        return new Exhibit("semaphore", id, "", permits, limit == Long.MAX_VALUE ? -1 : limit, holders, line.waiters());
    }
}
