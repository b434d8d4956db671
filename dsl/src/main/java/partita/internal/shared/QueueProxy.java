package partita.internal.shared;

import java.time.Duration;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.api.JoinableQueue;
import partita.api.ParTimeoutException;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;
import partita.internal.broker.Sheaf;
import partita.internal.parcel.ContentGoneException;
import partita.internal.parcel.value.Travels;

/** A queue as users hold it; joinable where it was made so. */
final class QueueProxy<T> extends AbstractQueue<T> implements JoinableQueue<T>, Travels {
    private static final class Access extends Proxy {
        Access(Anchor anchor) {
            super(anchor);
        }

        @Override
        String kind() {
            return "queue";
        }

        @Override
        public Passport ticket() {
            throw new UnsupportedOperationException("the queue has the ticket");
        }
    }

    private final Access access;
    private final Mail mail;
    private final long maxSize;

    QueueProxy(Anchor anchor, Mail mail, long maxSize) {
        this.access = new Access(anchor);
        this.mail = mail;
        this.maxSize = maxSize;
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.QUEUE, access, maxSize, 0);
    }

    Passport ticket(Passport.Type type) {
        return new Passport(type, access, maxSize, 0);
    }

    private byte[] pack(T item) {
        Objects.requireNonNull(
                item, "a queue takes no null: to say that no more items will come, call close() on the queue");
        return mail.packOnce("the item", item);
    }

    private boolean putWithin(@Nullable Duration limit, T item) {
        return access.await(Op.PUT, 0, pack(item), limit, null).outcome() == Outcome.DONE;
    }

    @Override
    public void put(T item) {
        byte[] packed = pack(item);
        Posting posting = access.anchor.posting();
        if (posting == null || !posting.post(access, 0, packed)) {
            var _ = access.await(Op.PUT, 0, packed, null, null);
        }
    }

    @Override
    public void put(T item, Duration limit) {
        if (!putWithin(limit, item)) {
            throw new ParTimeoutException(
                    access.label() + " stayed full for limit=" + limit + ": maxSize=" + maxSize, null);
        }
    }

    @Override
    public boolean offer(T item) {
        return access.ask(Op.TRY_PUT, 0, 0, pack(item)).outcome() == Outcome.DONE;
    }

    @Override
    public boolean offer(T item, long time, TimeUnit unit) {
        return putWithin(Duration.of(time, unit.toChronoUnit()), item);
    }

    /** Null after the limit. An item that comes too late for one who was interrupted goes to the head again. */
    private @Nullable T takeWithin(@Nullable Duration limit) {
        long self = Proxy.thread();
        Reply reply = access.await(
                Op.TAKE, 0, Reply.NOTHING, limit, late -> access.tell(Op.GIVE_BACK, self, 0, late.payload()));
        return item(reply);
    }

    private @Nullable T item(Reply reply) {
        return reply.outcome() == Outcome.DONE ? mail.unpackOnce(reply.payload()) : null;
    }

    @Override
    public T get() {
        return Objects.requireNonNull(takeWithin(null));
    }

    @Override
    public T get(Duration limit) {
        T item = takeWithin(limit);
        if (item == null) {
            throw new ParTimeoutException(access.label() + " stayed empty for limit=" + limit, null);
        }
        return item;
    }

    @Override
    public T take() {
        return get();
    }

    @Override
    @SuppressWarnings("NullAway") // as the JDK declares it
    public T poll(long time, TimeUnit unit) {
        try {
            return takeWithin(Duration.of(time, unit.toChronoUnit()));
        } catch (ClosedException e) {
            return closedAndEmpty(e);
        }
    }

    @Override
    public @Nullable T poll() {
        Reply reply;
        try {
            reply = access.ask(Op.TRY_TAKE);
        } catch (ClosedException e) {
            return closedAndEmpty(e);
        }
        return item(reply);
    }

    /** As every queue's poll, it gives null where there is nothing to be had; but not if its keeper is gone. */
    private @Nullable T closedAndEmpty(ClosedException e) {
        var _ = size();
        return null;
    }

    @Override
    public @Nullable T peek() {
        while (true) {
            Reply reply = access.ask(Op.PEEK);
            try {
                return reply.outcome() == Outcome.DONE ? mail.unpack(reply.payload()) : null;
            } catch (ContentGoneException _) {
                continue; // somebody has taken it, so another one is the first
            }
        }
    }

    @Override
    public int size() {
        return (int) access.ask(Op.LOOK).number();
    }

    @Override
    public int remainingCapacity() {
        return maxSize == 0 ? Integer.MAX_VALUE : (int) Math.max(0, maxSize - size());
    }

    @Override
    public int drainTo(Collection<? super T> to) {
        return drainTo(to, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super T> to, int max) {
        if (to == this) {
            throw new IllegalArgumentException("a queue cannot be drained to itself: " + access.label());
        }
        int moved = 0;
        for (T item = max > 0 ? poll() : null; item != null; item = moved < max ? poll() : null) {
            to.add(item);
            moved++;
        }
        return moved;
    }

    /** The items as they are now, left where they are. */
    @Override
    public Iterator<T> iterator() {
        List<T> items = new ArrayList<>();
        for (byte[] item : Sheaf.unpack(access.ask(Op.ALL).payload())) {
            try {
                items.add(mail.unpack(item));
            } catch (ContentGoneException _) {
                continue; // somebody has taken it meanwhile
            }
        }
        return Collections.unmodifiableList(items).iterator();
    }

    @Override
    public Iterable<T> items() {
        return () -> new Iterator<>() {
            private @Nullable T next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    try {
                        next = get();
                    } catch (ClosedException e) {
                        closedAndEmpty(e);
                        return false;
                    }
                }
                return true;
            }

            @Override
            public T next() {
                T item = hasNext() ? next : null;
                if (item == null) {
                    throw new NoSuchElementException(access.label() + " is closed and empty");
                }
                next = null;
                return item;
            }
        };
    }

    @Override
    public CompletableFuture<?> readiness() {
        return access.watch(0);
    }

    @Override
    public void close() {
        access.ask(Op.CLOSE);
    }

    @Override
    public void taskDone() {
        access.ask(Op.DONE);
    }

    @Override
    public void join() {
        access.await(Op.JOIN, 0, Reply.NOTHING, null, null);
    }

    @Override
    public boolean join(Duration limit) {
        return access.await(Op.JOIN, 0, Reply.NOTHING, limit, null).outcome() == Outcome.DONE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QueueProxy<?> q && q.access.equals(access);
    }

    @Override
    public int hashCode() {
        return access.hashCode();
    }

    @Override
    public String toString() {
        return access.label() + "[size=" + size() + (maxSize == 0 ? "]" : " maxSize=" + maxSize + "]");
    }
}
