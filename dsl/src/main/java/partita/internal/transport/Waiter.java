package partita.internal.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.zeromq.ZMQ;

/**
 * Waits until a socket may have something to do or its owner is woken.
 *
 * <p>Not {@link ZMQ.Poller}: that of JeroMQ 0.6.0 leaves selected keys as they are, so that a channel that was
 * ready once is ready for ever, and the thread spins. A socket's own channel tells of changes only: wait only
 * after a receive that found nothing and that no send followed.
 */
final class Waiter implements AutoCloseable {
    private final Selector selector;
    private final Wakeup wakeup;

    Waiter(ZMQ.Socket socket, Wakeup wakeup) throws IOException {
        this.wakeup = wakeup;
        selector = Selector.open();
        socket.getFD().register(selector, SelectionKey.OP_READ);
        wakeup.channel().register(selector, SelectionKey.OP_READ);
    }

    /**
     * Waits.
     *
     * @param millis for how long at most; -1 for ever
     * @return whether something happened
     */
    boolean await(long millis) throws IOException {
        int ready = millis == 0 ? selector.selectNow() : selector.select(Math.max(0, millis));
        selector.selectedKeys().clear();
        wakeup.reset();
        return ready > 0;
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
