package partita.internal.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** This JVM's broker, and its ways to those of others. */
public final class Ports {
    /** The order and property that name a child process. */
    private static final String NAME = "partita.process";

    private static final Map<Home, Port> OTHERS = new ConcurrentHashMap<>();

    private Ports() {}

    /** Made with the first object. */
    private static final class Own {
        static final Broker BROKER = new Broker(process());
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
     * Opens a connection of its own, also to this JVM's broker.
     *
     * @param home where the broker is
     * @return the connection
     * @throws partita.api.EngineException if nobody answers there
     */
    public static Port connect(Home home) {
        return RemotePort.connect(home, process());
    }

    private static String process() {
        String given = System.getProperty(NAME);
        return given != null ? given : Boolean.getBoolean("partita.worker") ? "worker" : "main";
    }
}
