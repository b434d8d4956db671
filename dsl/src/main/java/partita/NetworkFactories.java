package partita;

import partita.api.Connection;
import partita.api.Listener;
import partita.internal.shared.ListenerProxy;

/**
 * What a context makes for processes that do not know each other, on this machine or on several: they have an address
 * and a key in common. All is encrypted; who does not have the key gets nowhere.
 *
 * <p>A key is any bytes. Best are 32 of {@code SecureRandom}, kept in a file that only its readers can read. A typed one
 * is stretched, which takes a tenth of a second; a good one is long, for whoever records a connection can try out words
 * on it at leisure. Whoever has the key can run code here.
 */
public interface NetworkFactories {
    /**
     * Listens for connections.
     *
     * @param address {@code tcp://host:port}; port 0 for any that is free; {@code 127.0.0.1} for this machine only,
     *     {@code 0.0.0.0} for all that can reach it
     * @param key what others need to come in; an empty one, which keeps out nobody who has Partita, for this machine only
     * @return takes in connections; to be closed
     * @throws IllegalArgumentException if the address has another form
     * @throws partita.api.EngineException if it is not possible to listen there, as when the port is in use
     */
    default Listener listener(String address, byte[] key) {
        return ListenerProxy.open(address, key);
    }

    /**
     * Connects to a listener of another process. It need not have accepted yet: what is sent waits there.
     *
     * @param <T> the messages' type
     * @param address what its {@code address()} shows; where it listens at {@code 0.0.0.0}, the name of its machine
     *     instead
     * @param key the one that it was given
     * @return this side's end of the connection
     * @throws partita.api.AuthenticationException at once, if it was given another key
     * @throws partita.api.EngineException if nobody listens there
     * @throws partita.api.ClosedException if it is just being closed
     * @throws IllegalArgumentException if the address has another form
     */
    default <T> Connection<T> connect(String address, byte[] key) {
        return ListenerProxy.connect(address, key);
    }
}
