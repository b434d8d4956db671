package partita.internal.shared;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import partita.api.Connection;
import partita.api.Listener;
import partita.api.ParTimeoutException;
import partita.internal.broker.Broker;
import partita.internal.broker.Door;
import partita.internal.broker.Home;
import partita.internal.broker.Kind;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;

/** Takes in connections, each of which is a pipe of this JVM's broker; and connects to those of others. */
public final class ListenerProxy implements Listener {
    private final Calls calls;
    private final Door door;

    /** What is asked of the broker. */
    private static final class Calls extends Proxy {
        Calls(Port port, long id) {
            super(port, id);
        }

        @Override
        String kind() {
            return "listener";
        }

        @Override
        public Ticket ticket() {
            throw new IllegalStateException("a listener stays where it is: " + label());
        }
    }

    private ListenerProxy(Calls calls, Door door) {
        this.calls = calls;
        this.door = door;
    }

    /**
     * Listens.
     *
     * @param address where, as people write it
     * @param key what others need to come in
     * @return to be closed
     * @throws IllegalArgumentException if the address has another form
     * @throws partita.api.EngineException if it is not possible to listen there
     */
    public static Listener open(String address, byte[] key) {
        Endpoint at = Endpoint.toListenAt(address);
        Credentials credentials = Credentials.of(key);
        Broker broker = Ports.own();
        long id = Made.id(broker, Kind.LISTENER, 0, Reply.NOTHING);
        return new ListenerProxy(new Calls(broker, id), broker.open(at, credentials, id));
    }

    /**
     * Connects to a listener.
     *
     * @param address where it is, as people write it
     * @param key the one that it was given
     * @param <T> the messages' type
     * @return this side's end
     * @throws IllegalArgumentException if the address has another form
     * @throws partita.api.AuthenticationException if it was given another key
     * @throws partita.api.EngineException if nobody listens there
     */
    public static <T> Connection<T> connect(String address, byte[] key) {
        Endpoint to = Endpoint.toConnectTo(address);
        Port port = Ports.to(Home.at(to, Credentials.of(key)));
        long id = new Calls(port, Broker.ENTRY).ask(Op.PUT).number();
        return new ConnectionProxy<>(
                Anchor.arrived(port, id), Mail.at(port, Mail.callersLoader()), 1, ConnectionProxy.Way.BOTH);
    }

    @Override
    public String address() {
        return door.address();
    }

    @Override
    public <T> Connection<T> accept() {
        return end(take(null));
    }

    @Override
    public <T> Connection<T> accept(Duration limit) {
        Reply reply = take(limit);
        if (reply.outcome() != Outcome.DONE) {
            throw new ParTimeoutException(
                    "nobody connected within limit=" + limit + ": address=" + address()
                            + "; does the other side run, and use this address and the same key?",
                    null);
        }
        return end(reply);
    }

    private Reply take(@Nullable Duration limit) {
        long self = Proxy.thread();
        return calls.await(
                Op.TAKE, 0, Reply.NOTHING, limit, late -> calls.tell(Op.GIVE_BACK, self, late.number(), Reply.NOTHING));
    }

    private <T> Connection<T> end(Reply granted) {
        return new ConnectionProxy<>(
                Anchor.arrived(calls.port, granted.number()),
                Mail.at(calls.port, Mail.callersLoader()),
                0,
                ConnectionProxy.Way.BOTH);
    }

    @Override
    public CompletableFuture<?> readiness() {
        return calls.watch(0);
    }

    @Override
    public void close() {
        calls.ask(Op.CLOSE);
        door.leaveAjar();
    }

    @Override
    public String toString() {
        return "listener[address=" + address() + "]";
    }
}
