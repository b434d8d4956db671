package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.api.SimpleQueue;
import partita.internal.parcel.value.Travels;

/** A simple queue as users hold it: a queue of which less is shown. */
final class SimpleQueueProxy<T> implements SimpleQueue<T>, Travels {
    private final QueueProxy<T> queue;

    SimpleQueueProxy(QueueProxy<T> queue) {
        this.queue = queue;
    }

    @Override
    public Passport ticket() {
        return queue.ticket(Passport.Type.SIMPLE_QUEUE);
    }

    @Override
    public void put(T item) {
        queue.put(item);
    }

    @Override
    public T get() {
        return queue.get();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public void close() {
        queue.close();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimpleQueueProxy<?> q && q.queue.equals(queue);
    }

    @Override
    public int hashCode() {
        return queue.hashCode();
    }

    @Override
    public String toString() {
        return "simple" + queue;
    }
}
