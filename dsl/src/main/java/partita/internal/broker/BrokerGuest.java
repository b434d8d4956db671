package partita.internal.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import partita.internal.transport.Guest;
import partita.internal.transport.Hub;
import partita.internal.transport.Link;
import partita.internal.wire.Message;

/**
 * One process that uses a broker. The end of its connection is the end of the process, as the operating system
 * tells it; where something else keeps the connection open, the end of the process itself.
 */
final class BrokerGuest implements Guest {
    /** What a process said last may still be on its way when it has ended. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Broker broker;
    private final Hub hub;
    private final boolean far;
    private final long entry;
    private @Nullable Client client;
    private @Nullable Link link;

    BrokerGuest(Broker broker, Hub hub) {
        this(broker, hub, false, Broker.ITSELF);
    }

    /**
     * A process, perhaps of another machine, whose number means nothing here.
     *
     * @param entry the object that it means by {@link Broker#ENTRY}
     */
    BrokerGuest(Broker broker, Hub hub, boolean far, long entry) {
        this.broker = broker;
        this.hub = hub;
        this.far = far;
        this.entry = entry;
    }

    @Override
    public void connected(Link to, Message.Hello hello) {
        Client arrived = broker.newClient(hello.pid(), "process");
        link = to;
        client = arrived;
        broker.arrived(arrived);
        if (!far) {
            Exits.onExit(hello.pid(), () -> hub.execute(() -> hub.after(LAST_WORDS, () -> broker.ended(arrived))));
        }
    }

    @Override
    public void received(Message message) {
        Client from = client;
        Link to = link;
        if (from == null || to == null) {
            throw new IllegalStateException("a message before a greeting: message=" + message);
        }
        switch (message) {
            case Message.Ask ask -> ask(from, to, ask);
            case Message.GiveUp giveUp -> broker.giveUp(from, giveUp.call());
            case Message.Ready _ -> {}
            default -> throw new IllegalStateException("not for a broker: message=" + message);
        }
    }

    private void ask(Client from, Link to, Message.Ask ask) {
        Op op = Op.of(ask.op());
        boolean takes = op == Op.TAKE || op == Op.TRY_TAKE;
        var request = new Request(new Party(from, ask.thread()), op, ask.a(), ask.b(), ask.payload(), reply -> {
            from.open.remove(ask.call());
            if (takes) {
                broker.delivering(from, ask.call(), ask.object(), reply);
            }
            to.send(new Message.Answer(ask.call(), reply.outcome().ordinal(), reply.number(), reply.payload()));
        });
        broker.ask(ask.object() == Broker.ENTRY ? entry : ask.object(), request);
        broker.opened(from, ask.call(), request);
    }

    @Override
    public void disconnected() {
        if (client != null) {
            broker.ended(client);
        }
    }

    @Override
    public void garbled(Throwable failure) {
        Reply gone = Reply.because(Outcome.GONE, "a message to it could not be read there: " + failure);
        if (link != null) {
            link.send(new Message.Answer(RemotePort.EVERY_CALL, gone.outcome().ordinal(), 0, gone.payload()));
        }
        disconnected();
    }
}
