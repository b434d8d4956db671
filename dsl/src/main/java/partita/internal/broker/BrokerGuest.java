package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
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
    private final Calls calls;
    private @Nullable Client client;
    private volatile Lines.@Nullable End line;
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
        this.calls = new Calls(broker, entry, this::garbled);
    }

    @Override
    public void connected(Link to, Message.Hello hello) {
        Client arrived = broker.newClient(hello.pid(), "process");
        link = to;
        client = arrived;
        broker.arrived(arrived);
        if (!far) {
            Exits.onExit(hello.pid(), () -> hub.execute(() -> hub.after(LAST_WORDS, () -> ended(arrived))));
        }
    }

    @Override
    public void received(Message message) {
        Client from = client;
        Link to = link;
        if (from == null || to == null) {
            throw new IllegalStateException("a message before a greeting: message=" + message);
        }
        if (message instanceof Message.Ask ask && Op.of(ask.op()) == Op.LINE) {
            to.send(openLine(from, ask));
        } else {
            calls.received(from, to::send, message);
        }
    }

    /** Only with a process of this machine: the address is a file's. */
    private Message.Answer openLine(Client from, Message.Ask ask) {
        Lines lines = far ? null : broker.lines();
        MemorySegment memory = lines == null ? null : Lent.tryBorrow(new String(ask.payload(), UTF_8));
        if (lines == null || memory == null) {
            return new Message.Answer(ask.call(), Outcome.NO.ordinal(), 0, Reply.NOTHING);
        }
        line = lines.add(memory, (end, message) -> calls.received(from, end::send, message), this::garbled);
        return new Message.Answer(
                ask.call(), Outcome.DONE.ordinal(), 0, lines.address().getBytes(UTF_8));
    }

    @Override
    public void disconnected() {
        if (client != null) {
            ended(client);
        }
    }

    private void ended(Client who) {
        Lines.End open = line;
        if (open != null) {
            open.close();
        }
        broker.ended(who);
    }

    @Override
    public void garbled(Throwable failure) {
        if (link != null) {
            link.send(Calls.unreadable(failure));
        }
        disconnected();
    }
}
