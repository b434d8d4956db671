package partita.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a thread that waits in a ZeroMQ poller. Both JeroMQ's sockets and NIO's channels break when a thread
 * that uses them is interrupted, so callers write to a plain socket, which does not mind; only the owner thread
 * holds the channel at its other end. At most one byte is under way, so that a write never blocks.
 */
public final class Wakeup implements AutoCloseable {
    private final Socket writer;
    private final SocketChannel reader;
    private final ByteBuffer drain = ByteBuffer.allocate(16);
    private final AtomicBoolean signalled = new AtomicBoolean();

    private Wakeup(Socket writer, SocketChannel reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Makes the pair. Another process could connect first: only our own end is taken.
     *
     * @return a new pair
     * @throws IOException if there is no loopback to connect over
     */
    public static Wakeup open() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(loopback, 0));
            Socket writer = new Socket(loopback, server.socket().getLocalPort());
            writer.setTcpNoDelay(true);
            while (true) {
                SocketChannel reader = server.accept();
                if (reader.getRemoteAddress().equals(writer.getLocalSocketAddress())) {
                    reader.configureBlocking(false);
                    return new Wakeup(writer, reader);
                }
                reader.close();
            }
        }
    }

    /**
     * The end to register with the poller.
     *
     * @return the channel that becomes readable
     */
    public SocketChannel channel() {
        return reader;
    }

    /** Wakes the owner thread; from any thread, interrupted or not. */
    public void signal() {
        if (!signalled.compareAndSet(false, true)) {
            return;
        }
        try {
            writer.getOutputStream().write(1);
        } catch (IOException e) {
            if (!writer.isClosed()) {
                throw new UncheckedIOException("cannot wake the socket's thread: " + writer, e);
            }
        }
    }

    /**
     * Called by the owner thread before it looks at its queue, so that no later signal is missed.
     *
     * @throws IOException if the pair is closed
     */
    public void reset() throws IOException {
        while (reader.read(drain.clear()) > 0) {
            continue;
        }
        signalled.set(false);
    }

    @Override
    public void close() throws IOException {
        try (reader;
                writer) {
            signalled.set(true); // nobody needs to write any more
        }
    }
}
