package partita.kernel.channel;

import partita.kernel.message.Message;

/** Takes what arrives. */
@FunctionalInterface
public interface Incoming {
    /**
     * Called on the thread that owns the sockets, so it must hand over and return.
     *
     * @param channel where the message came in
     * @param message the message, its signature checked
     */
    void received(Channel channel, Message message);
}
