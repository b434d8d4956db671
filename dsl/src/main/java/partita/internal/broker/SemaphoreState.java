package partita.internal.broker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Permits. Which process took how many is known, so that those of one that was killed come back; who takes the
 * first of them is told.
 */
final class SemaphoreState extends State {
    private final long limit;
    private final Line line = new Line();
    private final Map<Client, Long> taken = new LinkedHashMap<>();
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
        // by any process: where this one has none, another's permit is what comes back
        Client whose = taken.containsKey(request.party.client())
                ? request.party.client()
                : taken.keySet().stream().findFirst().orElse(null);
        if (whose != null) {
            taken.merge(whose, -1L, (had, less) -> had + less == 0 ? null : Long.valueOf(had + less));
        }
        permits++;
        grant();
        request.answer(Reply.DONE);
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
        taken.merge(request.party.client(), 1L, Long::sum);
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
        for (Iterator<Map.Entry<Client, Long>> all = taken.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Client, Long> entry = all.next();
            if (entry.getKey() == client) {
                all.remove();
                if (killed) {
                    permits += entry.getValue();
                    abandoned = Ends.pack(new Party(client, 0));
                }
            }
        }
        grant();
    }
}
