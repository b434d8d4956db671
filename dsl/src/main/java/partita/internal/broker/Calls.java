package partita.internal.broker;

import java.util.function.Consumer;
import partita.internal.wire.Message;

/**
 * Puts to a broker what processes say, by whatever way it comes.
 *
 * @param broker the broker
 * @param entry the object that they mean by {@link Broker#ENTRY}
 * @param garbled is told of what can neither be kept nor answered; the client can say no more then
 */
record Calls(Broker broker, long entry, Consumer<Throwable> garbled) {
    void received(Client from, Consumer<Message.Answer> answers, Message message) {
        switch (message) {
            case Message.Ask ask -> ask(from, answers, ask);
            case Message.GiveUp giveUp -> broker.giveUp(from, giveUp.call());
            case Message.Ready _ -> {}
            default -> throw new IllegalStateException("not for a broker: message=" + message);
        }
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
                garbled.accept(new IllegalStateException(reply.text()));
            }
        }));
    }

    /** What a client is told when a message of its could not be read, so that it can say no more. */
    static Message.Answer unreadable(Throwable failure) {
        Reply gone = Reply.because(Outcome.GONE, "a message to it could not be read there: " + failure);
        return new Message.Answer(RemotePort.EVERY_CALL, gone.outcome().ordinal(), 0, gone.payload());
    }
}
