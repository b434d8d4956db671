package partita.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Watches who comes to a socket that anybody can reach. JeroMQ sees to it that nobody gets in without the key, but it
 * waits for ever for one who has said half of what is to be said; so who has not greeted in time is shown out, and
 * where very many wait, the one who came first. All who leave without a greeting are told of in the log.
 *
 * <p>Called by ZeroMQ's thread and by the hub's.
 */
final class Doorman {
    private static final System.Logger LOG = System.getLogger("partita.transport");
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_WAITING = 256;
    private static final int EVENTS =
            zmq.ZMQ.ZMQ_EVENT_LISTENING | zmq.ZMQ.ZMQ_EVENT_ACCEPTED | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED;

    /** Lines in the log come no faster than this, however many knock. */
    private static final long LINE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long FREE_LOOK_NANOS = Duration.ofMillis(2).toNanos();

    private record Visitor(SocketChannel channel, long since) {}

    private final Map<String, Visitor> waiting = new LinkedHashMap<>();
    private final Duration patience;
    private volatile @Nullable ServerSocketChannel door;
    private String at = "";
    private long lastLine = System.nanoTime() - LINE_NANOS;
    private long untold;

    Doorman(Duration patience) {
        this.patience = patience;
    }

    /** Begins, before the socket listens. */
    void watch(ZMQ.Socket socket) {
        socket.base()
                .setEventHook(
                        event -> {
                            if (event.arg instanceof SocketChannel channel) {
                                seen(event.event, channel);
                            } else if (event.arg instanceof ServerSocketChannel channel) {
                                door = channel;
                            }
                        },
                        EVENTS);
    }

    /**
     * Nobody comes in any more, and the port is free. ZeroMQ's own {@code unbind} would end the connections that there
     * are. A channel that a selector waits for is closed once the selector wakes up, hence the knock.
     *
     * @return where the door was, see {@link #awaitFree}
     */
    Optional<SocketAddress> shutTheDoor() {
        ServerSocketChannel open = door;
        if (open == null) {
            return Optional.empty();
        }
        try {
            SocketAddress own = open.getLocalAddress();
            open.close();
            if (own instanceof InetSocketAddress bound) {
                InetAddress to =
                        bound.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound.getAddress();
                new Socket(to, bound.getPort()).close();
            }
            return Optional.ofNullable(own);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "nobody waited at the door any more: at=" + at, e);
            return Optional.empty();
        }
    }

    /** A selector lets go of a closed channel's port when it looks next: nobody tells of that. */
    static void awaitFree(SocketAddress address, Duration limit) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < limit.toNanos()) {
            try (ServerSocket again = new ServerSocket()) {
                again.bind(address);
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(FREE_LOOK_NANOS);
            }
        }
    }

    /** ZeroMQ stumbled over what came on a connection, and goes on with the others. */
    static void failed(Throwable e) {
        LOG.log(System.Logger.Level.WARNING, "a connection failed", e);
    }

    /** Says where the socket listens, for the log. */
    synchronized void listensAt(String endpoint) {
        at = endpoint;
    }

    private synchronized void seen(int event, SocketChannel channel) {
        String name = name(channel);
        if (name == null) {
            return; // reset at once: nobody to talk of
        }
        if (event == zmq.ZMQ.ZMQ_EVENT_ACCEPTED) {
            waiting.put(name, new Visitor(channel, System.nanoTime()));
            if (waiting.size() > MOST_WAITING) {
                showOut(waiting.entrySet().iterator());
            }
        } else if (waiting.remove(name) != null) {
            tell(name, "it left before it had shown that it has the key");
        }
    }

    /** One who greeted as one does who has the key. */
    synchronized void admit(@Nullable String name) {
        waiting.remove(name);
    }

    /** Shows out who has been waiting for too long; how long until that is to be asked again. */
    synchronized Duration sweep() {
        long now = System.nanoTime();
        List<String> late = new ArrayList<>();
        for (Iterator<Map.Entry<String, Visitor>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Visitor> next = all.next();
            if (now - next.getValue().since() < patience.toNanos()) {
                break; // they stand in the order in which they came
            }
            close(next.getValue().channel());
            late.add(next.getKey());
            all.remove();
        }
        late.forEach(name -> tell(name, "it said nothing that one says who has the key"));
        return patience.dividedBy(4);
    }

    private void showOut(Iterator<Map.Entry<String, Visitor>> first) {
        Map.Entry<String, Visitor> oldest = first.next();
        close(oldest.getValue().channel());
        first.remove();
        tell(oldest.getKey(), "too many others wait to be let in");
    }

    /** ZeroMQ notices an end of the input, which one that is closed under it does not have. */
    private static void close(SocketChannel channel) {
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection had ended before it could be ended", e);
        }
    }

    private void tell(String name, String why) {
        long now = System.nanoTime();
        if (now - lastLine < LINE_NANOS) {
            untold++;
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "refused a connection: from=" + name + " at=" + at + ": " + why
                        + (untold > 0 ? "; and before it more that were not told of: " + untold : ""));
        lastLine = now;
        untold = 0;
    }

    /** As JeroMQ writes it into what such a connection brings. */
    private static @Nullable String name(SocketChannel channel) {
        try {
            SocketAddress address = channel.getRemoteAddress();
            return address instanceof InetSocketAddress internet
                    ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
                    : null;
        } catch (IOException _) {
            return null; // closed meanwhile
        }
    }
}
