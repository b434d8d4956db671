package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.function.Task;
import partita.internal.broker.Home;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.parcel.value.Travels;

/**
 * What travels of a shared object.
 *
 * @param type what to make of it
 * @param home where it lives
 * @param id its number there
 * @param memory where its memory is, or an empty text
 * @param lock the same of the lock that goes with it
 * @param a a number that it needs, or 0
 * @param b another
 * @param action a barrier's action, if it has one
 */
record Passport(
        Type type,
        Home home,
        long id,
        String memory,
        String lock,
        long a,
        long b,
        @Nullable Task action) implements Travels.Ticket {
    /** The proxies. */
    enum Type {
        LOCK,
        SEMAPHORE,
        CONDITION,
        EVENT,
        BARRIER,
        QUEUE,
        SIMPLE_QUEUE,
        CONNECTION,
        PIPE,
        VALUE,
        ARRAY
    }

    Passport(Type type, Proxy proxy, long a, long b) {
        this(type, proxy, a, b, null);
    }

    Passport(Type type, Proxy proxy, long a, long b, @Nullable Task action) {
        this(type, proxy.port.home(), proxy.id, proxy.anchor.address(), proxy.lockAddress(), a, b, action);
        proxy.anchor.travels();
    }

    @Override
    public Object arrive(ClassLoader loader) {
        Port port = Ports.to(home);
        Anchor anchor = Anchor.arrived(port, id, memory);
        return switch (type) {
            case LOCK -> new LockProxy(anchor, a != 0);
            case SEMAPHORE -> new SemaphoreProxy(anchor);
            case CONDITION -> new ConditionProxy(anchor, new LockProxy(Anchor.arrived(port, a, lock), b != 0));
            case EVENT -> new EventProxy(anchor);
            case BARRIER -> BarrierProxy.arrived(anchor, (int) a, action);
            case QUEUE -> new QueueProxy<>(anchor, Mail.at(port, loader), a);
            case SIMPLE_QUEUE -> new SimpleQueueProxy<>(new QueueProxy<>(anchor, Mail.at(port, loader), 0));
            case CONNECTION ->
                new ConnectionProxy<>(anchor, Mail.at(port, loader), (int) a, ConnectionProxy.Way.values()[(int) b]);
            case PIPE -> new PipeProxy<>(anchor, Mail.at(port, loader), a != 0);
            case VALUE -> new ValueProxy<>(anchor, Mail.at(port, loader), Anchor.arrived(port, a, lock));
            case ARRAY -> ArrayProxy.of(anchor, (int) (a >>> 32), (byte) a, Anchor.arrived(port, b, lock));
        };
    }
}
