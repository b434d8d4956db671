package partita.api;

import java.time.Duration;

/**
 * Takes in connections of other processes, on this machine or on others, that have the same key. Whoever has the key is
 * trusted: what it sends may bring code along. Closing it takes in no more; the connections that were accepted go on.
 */
public interface Listener extends Awaitable, AutoCloseable {
    /**
     * Where it listens.
     *
     * @return {@code tcp://host:port}, with the host as it was given and the port that was found
     */
    String address();

    /**
     * Takes the next connection; waits while nobody has connected. What the other side has sent by then can be received.
     *
     * @param <T> the messages' type
     * @return this side's end
     * @throws ClosedException if the listener is closed, now or meanwhile
     * @throws ParInterruptedException if interrupted meanwhile; nothing is accepted then
     */
    <T> Connection<T> accept();

    /**
     * Takes the next connection; waits while nobody has connected, for some time.
     *
     * @param <T> the messages' type
     * @param limit how long
     * @return this side's end
     * @throws ParTimeoutException if nobody connected
     * @throws ClosedException if the listener is closed, now or meanwhile
     * @throws ParInterruptedException if interrupted meanwhile; nothing is accepted then
     */
    <T> Connection<T> accept(Duration limit);

    /** Takes in no more connections, and hangs up on those that nobody has accepted. */
    @Override
    void close();
}
