package partita.internal.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import partita.internal.launch.Orders;
import partita.internal.launch.Self;

/** This JVM's broker, and its ways to those of others. */
public final class Ports {
    private static final Map<String, Broker> HERE = new ConcurrentHashMap<>();
    private static final Map<Home, Port> OTHERS = new ConcurrentHashMap<>();

    private Ports() {}

    /** Made with the first object. */
    private static final class Own {
        static final Broker BROKER = here(new Broker(Self.current().name()));
    }

    /**
     * Makes a broker of this JVM's known here, so that nobody opens a connection to it.
     *
     * @param broker the broker
     * @return the same
     */
    public static Broker here(Broker broker) {
        HERE.put(broker.id(), broker);
        return broker;
    }

    /**
     * Forgets the way to a broker, which has ended or is not wanted any more.
     *
     * @param home where it was
     */
    public static void forget(Home home) {
        HERE.remove(home.id());
        if (OTHERS.remove(home) instanceof RemotePort remote) {
            remote.disconnect();
        }
    }

    /**
     * This JVM's broker.
     *
     * @return the same one always
     */
    public static Broker own() {
        return Own.BROKER;
    }

    /**
     * The way to a broker.
     *
     * @param home where it is
     * @return a connection that all of this JVM share, or the broker itself
     * @throws partita.api.AuthenticationException if it is far and its key another one
     * @throws partita.api.EngineException if nobody answers there
     */
    public static Port to(Home home) {
        Broker here = HERE.get(home.id());
        if (here != null) {
            return here;
        }
        Port known = OTHERS.get(home);
        if (known instanceof RemotePort port && home.far() && port.isGone()) {
            OTHERS.remove(
                    home, known); // somebody else may listen there now, and those who know of the old one are told
        }
        return OTHERS.computeIfAbsent(home, Ports::reach);
    }

    private static Port reach(Home home) {
        ParentLine ready = ParentLine.take(home);
        return ready == null
                ? connect(home)
                : RemotePort.along(ready, home, Self.current().name());
    }

    /**
     * In a new child: its parent's broker may have a line ready for it.
     *
     * @param orders what the child was told
     */
    public static void become(Orders orders) {
        ParentLine.become(orders);
    }

    /**
     * The brokers of others that this JVM is connected to.
     *
     * @return the ways there
     */
    public static List<Port> others() {
        return List.copyOf(OTHERS.values());
    }

    /**
     * Opens a connection of its own, also to this JVM's broker.
     *
     * @param home where the broker is
     * @return the connection
     * @throws partita.api.EngineException if nobody answers there
     */
    public static Port connect(Home home) {
        return RemotePort.connect(home, Self.current().name());
    }
}
