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
 * @param memory where its memory is, or an empty text
 * @param lock the same of the lock that goes with it
 * @param a a number that it needs, or 0
 * @param b another
 * @param action a barrier's action, if it has one
 */
record Passport(
        Type type,
        @Nullable Home home,
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
        this(type, proxy, a, b, null);
    }

    Passport(Type type, Proxy proxy, long a, long b, @Nullable Task action) {
        this(type, home(proxy.port), proxy.id, proxy.anchor.address(), proxy.lockAddress(), a, b, action);
        proxy.anchor.travels();
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
        Anchor anchor = Anchor.arrived(port, id, memory);
        return switch (type) {
            case LOCK -> new LockProxy(anchor, a != 0);
            case SEMAPHORE -> new SemaphoreProxy(anchor);
            case CONDITION -> new ConditionProxy(anchor, new LockProxy(Anchor.arrived(port, a, lock), b != 0));
            case EVENT -> new EventProxy(anchor);
            case BARRIER -> BarrierProxy.arrived(anchor, (int) a, action, b);
            case QUEUE -> new QueueProxy<>(anchor, Mail.at(port, loader), a);
            case SIMPLE_QUEUE -> new SimpleQueueProxy<>(new QueueProxy<>(anchor, Mail.at(port, loader), 0));
            case CONNECTION ->
                new ConnectionProxy<>(anchor, Mail.at(port, loader), (int) a, ConnectionProxy.Way.values()[(int) b]);
            case PIPE -> new PipeProxy<>(anchor, Mail.at(port, loader), a != 0);
            case DICT -> new DictProxy<>(port, id, Mail.at(port, loader), a);
            case LIST -> new ListProxy<>(port, id, Mail.at(port, loader));
            case SET -> new SetProxy<>(port, id, Mail.at(port, loader));
            case NAMESPACE -> new NamespaceProxy(port, id, Mail.at(port, loader));
            case COUNTER -> new CounterProxy<>(port, id, Mail.at(port, loader));
            case SERVICE -> throw new IllegalStateException("an object of a user's has a ticket of its own");
            case MANAGER -> new ManagerProxy(port, null);
            case VALUE -> new ValueProxy<>(anchor, Mail.at(port, loader), Anchor.arrived(port, a, lock));
            case ARRAY -> ArrayProxy.of(anchor, (int) (a >>> 32), (byte) a, Anchor.arrived(port, b, lock));
        };
    }
}
