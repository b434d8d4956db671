package partita.internal.transport;

import partita.internal.wire.Message;

/** The owner's side of one worker. All calls come from the hub's thread, and must not block. */
public interface Guest {
    /**
     * The worker said who it is, and that it is ready: that is what is received next.
     *
     * @param link sends to it
     * @param hello what it said
     */
    void connected(Link link, Message.Hello hello);

    /**
     * The worker sent something.
     *
     * @param message what it sent
     */
    void received(Message message);

    /** The connection has ended; all that the worker had sent on it has been received. */
    void disconnected();

    /**
     * What the worker sent cannot be read, so that something that it said is lost.
     *
     * @param failure what is wrong with it
     */
    void garbled(Throwable failure);
}
