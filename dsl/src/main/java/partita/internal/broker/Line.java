package partita.internal.broker;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that wait, first come first served. */
final class Line {
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    void add(Request request) {
        waiting.add(request);
    }

    @Nullable
    Request poll() {
        return waiting.poll();
    }

    @Nullable
    Request peek() {
        return waiting.peek();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Takes a request out; whether it was there. */
    boolean remove(Request request) {
        return waiting.remove(request);
    }

    /** Takes a request out, if it waits here, and answers it. */
    void giveUp(Request request) {
        if (waiting.remove(request)) {
            request.answer(Reply.GIVEN_UP);
        }
    }

    /** Takes out what a process waits for; whether there was any. */
    boolean forget(Client client) {
        return waiting.removeIf(request -> request.from(client));
    }

    boolean holds(Client client) {
        for (Iterator<Request> all = waiting.iterator(); all.hasNext(); ) {
            if (all.next().from(client)) {
                return true;
            }
        }
        return false;
    }

    /** Who waits, the longest first. */
    List<Exhibit.Who> waiters() {
        return waiting.stream().map(Exhibit.Who::waits).toList();
    }

    /** Answers all, which wait no longer. */
    void answerAll(Reply reply) {
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            request.answer(reply);
        }
    }
}
