package partita.internal.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import partita.internal.launch.Self;

/** This JVM's broker, and its ways to those of others. */
public final class Ports {
    private static final Map<Home, Port> OTHERS = new ConcurrentHashMap<>();

    private Ports() {}

    /** Made with the first object. */
    private static final class Own {
        static final Broker BROKER = new Broker(Self.current().name());
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
     * @throws partita.api.EngineException if nobody answers there
     */
    public static Port to(Home home) {
        boolean own = home.pid() == ProcessHandle.current().pid();
        return own && home.equals(own().home()) ? own() : OTHERS.computeIfAbsent(home, Ports::connect);
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
