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
 * @param a a number that it needs, or 0
 * @param b another
 * @param action a barrier's action, if it has one
 */
record Passport(
        Type type,
        Home home,
        long id,
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
        this(type, proxy.port.home(), proxy.id, a, b, null);
    }

    @Override
    public Object arrive(ClassLoader loader) {
        Port port = Ports.to(home);
        return switch (type) {
            case LOCK -> new LockProxy(port, id, a != 0);
            case SEMAPHORE -> new SemaphoreProxy(port, id);
            case CONDITION -> new ConditionProxy(port, id, new LockProxy(port, a, b != 0));
            case EVENT -> new EventProxy(port, id);
            case BARRIER -> new BarrierProxy(port, id, (int) a, action);
            case QUEUE -> new QueueProxy<>(port, id, Mail.at(port, loader), a);
            case SIMPLE_QUEUE -> new SimpleQueueProxy<>(new QueueProxy<>(port, id, Mail.at(port, loader), 0));
            case CONNECTION ->
                new ConnectionProxy<>(port, id, Mail.at(port, loader), (int) a, ConnectionProxy.Way.values()[(int) b]);
            case PIPE -> new PipeProxy<>(port, id, Mail.at(port, loader), a != 0);
            case VALUE -> new ValueProxy<>(port, id, Mail.at(port, loader), a);
            case ARRAY -> ArrayProxy.of(port, id, (int) (a >>> 32), (byte) a, b);
        };
    }
}
