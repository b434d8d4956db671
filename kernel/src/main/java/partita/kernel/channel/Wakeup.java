package partita.kernel.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the thread that sits in a poller. Callers may be interrupted: an NIO channel would close under them,
 * so they write to a plain socket whose other end is the channel that the poller watches.
 */
final class Wakeup implements AutoCloseable {
    private final Socket writer;
    private final SocketChannel reader;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final ByteBuffer scratch = ByteBuffer.allocate(16);

    Wakeup() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            reader = SocketChannel.open(new InetSocketAddress(loopback, server.getLocalPort()));
            writer = accept(server);
        }
        writer.setTcpNoDelay(true);
        reader.configureBlocking(false);
    }

    /** Any process of this machine may connect first, so only our own other end is taken. */
    private Socket accept(ServerSocket server) throws IOException {
        while (true) {
            Socket socket = server.accept();
            if (socket.getRemoteSocketAddress().equals(reader.getLocalAddress())) {
                return socket;
            }
            socket.close();
        }
    }

    /** What the poller watches. */
    SelectableChannel channel() {
        return reader;
    }

    /** Wakes the poller, unless it is about to wake already. Never blocks: at most one byte is under way. */
    void signal() {
        if (signalled.compareAndSet(false, true)) {
            try {
                writer.getOutputStream().write(1);
            } catch (IOException e) {
                if (!writer.isClosed()) {
                    throw new IllegalStateException("the kernel's sockets cannot be woken; restart the kernel", e);
                }
            }
        }
    }

    /** For the owner, after it woke: takes the signal, so that the next one wakes it again. */
    void clear() throws IOException {
        scratch.clear();
        while (reader.read(scratch) > 0) {
            scratch.clear();
        }
        signalled.set(false);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        reader.close();
    }
}
