package partita.internal.transport;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import partita.api.AuthenticationException;
import partita.api.EngineException;
import partita.api.ParException;

/** How far an attempt to connect to a hub far away got, so that a refusal is known at once and for what it is. */
final class Approach {
    private static final int EVENTS = zmq.ZMQ.ZMQ_EVENT_CONNECTED
            | zmq.ZMQ.ZMQ_EVENT_CONNECT_RETRIED
            | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL
            | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED;

    /** A hub that ends just then hangs up too; one that refuses does so again. */
    private static final int CERTAIN = 2;

    private enum Stage {
        /** Nothing is known. */
        SETTING_OUT,
        /** Nobody listens there. */
        NOBODY,
        /** Somebody does. */
        CONNECTED,
        /** He speaks ZeroMQ and CURVE. */
        GREETED,
        /** He hung up without a greeting. */
        STRANGE,
        /** He hung up on what was said after it. */
        REFUSED,
        /** All went well. */
        ARRIVED
    }

    private final Address address;
    private final Wakeup wakeup;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.SETTING_OUT);

    Approach(Address address, Wakeup wakeup) {
        this.address = address;
        this.wakeup = wakeup;
    }

    /** Begins, before the socket connects. ZeroMQ's thread tells. */
    void watch(ZMQ.Socket socket) {
        socket.base().setEventHook(event -> seen(event.event), EVENTS);
    }

    private void seen(int event) {
        stage.updateAndGet(now -> next(now, event));
        wakeup.signal();
    }

    private static Stage next(Stage now, int event) {
        return switch (now) {
            case ARRIVED, NOBODY, STRANGE, REFUSED -> now;
            case SETTING_OUT, CONNECTED, GREETED ->
                switch (event) {
                    case zmq.ZMQ.ZMQ_EVENT_CONNECT_RETRIED -> now == Stage.SETTING_OUT ? Stage.NOBODY : now;
                    // the engine may greet before its connecter says that it is connected
                    case zmq.ZMQ.ZMQ_EVENT_CONNECTED -> now == Stage.SETTING_OUT ? Stage.CONNECTED : now;
                    case zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL -> Stage.GREETED;
                    case zmq.ZMQ.ZMQ_EVENT_DISCONNECTED -> now == Stage.GREETED ? Stage.REFUSED : Stage.STRANGE;
                    default -> now;
                };
        };
    }

    /** The hub has bidden welcome; what happens from now on is for others to know. */
    void arrived() {
        stage.set(Stage.ARRIVED);
    }

    /** Whether somebody is there who has not been heard yet. */
    boolean connected() {
        return stage.get() == Stage.CONNECTED;
    }

    /** Whether it has failed. */
    boolean over() {
        return switch (stage.get()) {
            case NOBODY, STRANGE, REFUSED -> true;
            default -> false;
        };
    }

    /** Why there is no use in another attempt, or null where there is. */
    @Nullable
    ParException refusal(int attempt) {
        String where = "cannot connect: address=" + address.endpoint() + ": ";
        return switch (stage.get()) {
            case NOBODY ->
                new EngineException(
                        where + "nobody listens there, or the machine cannot be reached; is the other side running, and"
                                + " is this what its address() shows?",
                        null);
            case STRANGE ->
                attempt < CERTAIN
                        ? null
                        : new EngineException(
                                where + "who listens there hung up, so it is no Partita; is the port the right one?",
                                null);
            case REFUSED ->
                attempt < CERTAIN
                        ? null
                        : new AuthenticationException(
                                where + "it does not accept the key; give the one that the other side was given, byte"
                                        + " for byte, and use the same release of Partita on both sides",
                                null);
            default -> null;
        };
    }
}
