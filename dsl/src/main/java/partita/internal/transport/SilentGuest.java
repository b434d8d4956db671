package partita.internal.transport;

import partita.internal.wire.Message;

/** Hears a worker that has greeted and has nothing to say yet; whoever started its process knows of its end. */
public final class SilentGuest implements Guest {
    @Override
    public void connected(Link link, Message.Hello hello) {}

    @Override
    public void received(Message message) {}

    @Override
    public void disconnected() {}

    @Override
    public void garbled(Throwable failure) {}
}
