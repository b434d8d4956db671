package partita.internal.transport;

import partita.internal.wire.Message;

/** Sends to one worker, from any thread, without blocking. What is sent to a worker that is gone is dropped. */
public final class Link {
    private final Hub hub;
    private final byte[] identity;

    Link(Hub hub, byte[] identity) {
        this.hub = hub;
        this.identity = identity;
    }

    /**
     * Sends a message.
     *
     * @param message the message
     */
    public void send(Message message) {
        hub.send(identity, message);
    }
}
