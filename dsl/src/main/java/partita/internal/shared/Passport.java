package partita.internal.shared;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import partita.function.Task;
import partita.internal.broker.Home;
import partita.internal.broker.Nearby;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.parcel.value.Travels;

/**
 * What travels of a shared object.
 *
 * @param type what to make of it
 * @param home where it lives; null for the broker through which this travels
 * @param id its number there
 * @param a a number that it needs, or 0
 * @param b another
 * @param action a barrier's action, if it has one
 */
record Passport(
        Type type,
        @Nullable Home home,
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
        DICT,
        LIST,
        SET,
        NAMESPACE,
        COUNTER,
        MANAGER,
        SERVICE,
        VALUE,
        ARRAY
    }

    Passport(Type type, Proxy proxy, long a, long b) {
        this(type, home(proxy.port), proxy.id, a, b, null);
    }

    static @Nullable Home home(Port port) {
        return Nearby.current() == port ? null : port.home();
    }

    static Port port(@Nullable Home home) {
        return home != null
                ? Ports.to(home)
                : Objects.requireNonNull(Nearby.current(), "what has no address travels through its own broker only");
    }

    @Override
    public Object arrive(ClassLoader loader) {
        Port port = port(home);
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
            case DICT -> new DictProxy<>(port, id, Mail.at(port, loader), a);
            case LIST -> new ListProxy<>(port, id, Mail.at(port, loader));
            case SET -> new SetProxy<>(port, id, Mail.at(port, loader));
            case NAMESPACE -> new NamespaceProxy(port, id, Mail.at(port, loader));
            case COUNTER -> new CounterProxy<>(port, id, Mail.at(port, loader));
            case SERVICE -> throw new IllegalStateException("an object of a user's has a ticket of its own");
            case MANAGER -> new ManagerProxy(port, null);
            case VALUE -> new ValueProxy<>(port, id, Mail.at(port, loader), a);
            case ARRAY -> ArrayProxy.of(port, id, (int) (a >>> 32), (byte) a, b);
        };
    }
}
