package partita.internal.transport;

import org.jspecify.annotations.Nullable;
import partita.internal.wire.Message;

/** Sends to one worker, from any thread, without blocking. What is sent to a worker that is gone is dropped. */
public final class Link {
    private final Hub hub;
    private final byte[] identity;
    private final String from;

    Link(Hub hub, byte[] identity, @Nullable String from) {
        this.hub = hub;
        this.identity = identity;
        this.from = from == null ? "" : from;
    }

    /**
     * Where it is.
     *
     * @return its host's numeric address; empty where ZeroMQ does not tell
     */
    public String host() {
        int port = from.lastIndexOf(':');
        return port < 0 ? from : from.substring(0, port);
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
