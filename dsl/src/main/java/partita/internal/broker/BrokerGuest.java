package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.function.Consumer;
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
        this.entry = entry;
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
            received(from, to::send, message);
        }
    }

    private void received(Client from, Consumer<Message.Answer> answers, Message message) {
        switch (message) {
            case Message.Ask ask -> ask(from, answers, ask);
            case Message.GiveUp giveUp -> broker.giveUp(from, giveUp.call());
            case Message.Ready _ -> {}
            default -> throw new IllegalStateException("not for a broker: message=" + message);
        }
    }

    /** Only with a process of this machine: the address is a file's. */
    private Message.Answer openLine(Client from, Message.Ask ask) {
        Lines lines = far ? null : broker.lines();
        MemorySegment memory = lines == null ? null : Lent.tryBorrow(new String(ask.payload(), UTF_8));
        if (lines == null || memory == null) {
            return new Message.Answer(ask.call(), Outcome.NO.ordinal(), 0, Reply.NOTHING);
        }
        line = lines.add(memory, (end, message) -> received(from, end::send, message), this::garbled);
        return new Message.Answer(
                ask.call(), Outcome.DONE.ordinal(), 0, lines.address().getBytes(UTF_8));
    }

    private void ask(Client from, Consumer<Message.Answer> answers, Message.Ask ask) {
        Op op = Op.of(ask.op());
        if (op == Op.POST) {
            post(from, ask);
            return;
        }
        boolean takes = op == Op.TAKE || op == Op.TRY_TAKE;
        var request = new Request(new Party(from, ask.thread()), op, ask.a(), ask.b(), ask.payload(), reply -> {
            from.open.remove(ask.call());
            if (takes) {
                broker.delivering(from, ask.call(), ask.object(), reply);
            }
            answers.accept(new Message.Answer(ask.call(), reply.outcome().ordinal(), reply.number(), reply.payload()));
        });
        broker.ask(ask.object() == Broker.ENTRY ? entry : ask.object(), request);
        broker.opened(from, ask.call(), request);
    }

    /** Nobody waits for an answer: where it cannot be kept, the client is told that it can say no more. */
    private void post(Client from, Message.Ask ask) {
        Party party = new Party(from, ask.thread());
        broker.ask(ask.object(), new Request(party, Op.POST, ask.a(), ask.b(), ask.payload(), reply -> {
            if (reply.outcome() == Outcome.REFUSED) {
                garbled(new IllegalStateException(reply.text()));
            }
        }));
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
        Reply gone = Reply.because(Outcome.GONE, "a message to it could not be read there: " + failure);
        if (link != null) {
            link.send(new Message.Answer(RemotePort.EVERY_CALL, gone.outcome().ordinal(), 0, gone.payload()));
        }
        disconnected();
    }
}
