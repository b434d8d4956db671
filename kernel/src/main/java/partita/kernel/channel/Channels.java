package partita.kernel.channel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import partita.internal.transport.Wakeup;
import partita.kernel.message.BadMessageException;
import partita.kernel.message.Codec;
import partita.kernel.message.ConnectionInfo;
import partita.kernel.message.Message;
import partita.kernel.message.Session;

/**
 * The kernel's five sockets. One thread owns them all and sleeps in a poller until something arrives or is to
 * be sent; everyone else only leaves messages in the {@link Outbox}. Nothing is dropped: no queue has a limit.
 */
public final class Channels implements AutoCloseable {
    private static final Duration HOLD = Duration.ofMillis(50);
    private static final int STREAM_LIMIT = 64 * 1024;
    private static final int LINGER_MILLIS = 400;
    private static final byte SUBSCRIBE = 1;

    private final ConnectionInfo info;
    private final Session session;
    private final Codec codec;
    private final Consumer<String> log;
    private final Outbox outbox;
    private final Wakeup wakeup;
    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final ZMQ.Socket heartbeat;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    /**
     * Opens and binds the sockets.
     *
     * @param info where to listen
     * @param session makes the messages
     * @param log takes one line for each message that had to be refused
     * @throws IOException if this machine gives no loopback connection
     * @throws org.zeromq.ZMQException if a port cannot be bound
     */
    public Channels(ConnectionInfo info, Session session, Consumer<String> log) throws IOException {
        this.info = info;
        this.session = session;
        this.codec = new Codec(info.key());
        this.log = log;
        this.outbox = new Outbox(session, HOLD, STREAM_LIMIT, System::nanoTime);
        this.wakeup = Wakeup.open();
        context.setUncaughtExceptionHandler((_, e) -> broken(e));
        open(Channel.SHELL, SocketType.ROUTER, info.shell());
        open(Channel.CONTROL, SocketType.ROUTER, info.control());
        open(Channel.STDIN, SocketType.ROUTER, info.stdin());
        open(Channel.IOPUB, SocketType.XPUB, info.iopub());
        // a ROUTER, since a REP would choke on a message of several frames
        heartbeat = bind(SocketType.ROUTER, info.heartbeat());
    }

    private void open(Channel channel, SocketType type, int port) {
        sockets.put(channel, bind(type, port));
    }

    private ZMQ.Socket bind(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setHWM(0);
        socket.setLinger(LINGER_MILLIS);
        if (type == SocketType.XPUB) {
            // a subscription counts from our word on, so that nothing reaches a subscriber before its welcome
            socket.setXpubManual(true);
        }
        socket.bind(info.address(port));
        return socket;
    }

    /**
     * Starts the thread that owns the sockets.
     *
     * @param incoming takes what arrives
     */
    public void start(Incoming incoming) {
        Thread.ofPlatform().name("partita-channels").daemon().start(() -> own(incoming));
    }

    /**
     * Sends a message, after all that was sent before it.
     *
     * @param channel over which socket
     * @param message the message
     */
    public void send(Channel channel, Message message) {
        prepare(channel, message);
        flush();
    }

    /**
     * Sends a message together with the next one that is sent, or with the next {@link #flush()}. Each wake-up of
     * the sockets' thread costs about as much as a small cell's own work, so what belongs together goes together.
     *
     * @param channel over which socket
     * @param message the message
     */
    public void prepare(Channel channel, Message message) {
        outbox.add(channel, message);
    }

    /** Sends what was prepared. */
    public void flush() {
        wakeup.signal();
    }

    /**
     * Publishes a message about a request.
     *
     * @param parent the request's header
     * @param type the message's {@code msg_type}
     * @param content its body
     */
    public void publish(JsonObject parent, String type, JsonObject content) {
        send(Channel.IOPUB, session.broadcast(parent, type, content));
    }

    /**
     * Publishes a message about a request together with the next one that is sent.
     *
     * @param parent the request's header
     * @param type the message's {@code msg_type}
     * @param content its body
     * @see #prepare(Channel, Message)
     */
    public void prepare(JsonObject parent, String type, JsonObject content) {
        prepare(Channel.IOPUB, session.broadcast(parent, type, content));
    }

    /**
     * Publishes printed text, gathered with what the same cell prints shortly before and after.
     *
     * @param parent the header of the request whose code printed it
     * @param name {@code stdout} or {@code stderr}
     * @param text the text
     */
    public void stream(JsonObject parent, String name, String text) {
        if (outbox.text(parent, name, text)) {
            wakeup.signal();
        }
    }

    private void own(Incoming incoming) {
        try (ZMQ.Poller poller = context.createPoller(sockets.size() + 2)) {
            List<Channel> order = List.of(Channel.CONTROL, Channel.SHELL, Channel.STDIN, Channel.IOPUB);
            order.forEach(channel -> poller.register(socket(channel), ZMQ.Poller.POLLIN));
            int beat = poller.register(heartbeat, ZMQ.Poller.POLLIN);
            int wake = poller.register(wakeup.channel(), ZMQ.Poller.POLLIN);
            while (!closing) {
                poller.poll(flush(false));
                if (poller.pollin(wake)) {
                    wakeup.reset();
                }
                if (poller.pollin(beat)) {
                    write(heartbeat, frames(heartbeat));
                }
                for (int i = 0; i < order.size(); i++) {
                    if (poller.pollin(i)) {
                        receive(order.get(i), incoming);
                    }
                }
            }
            flush(true);
        } catch (IOException | RuntimeException e) {
            broken(e);
        } finally {
            context.close();
            ended.countDown();
        }
    }

    /** Without its sockets a kernel can neither work nor say so: it ends, so that Jupyter sees it and starts another. */
    private void broken(Throwable e) {
        log.accept("the kernel's sockets failed, so it ends; restart the kernel: " + e);
        ended.countDown();
    }

    private ZMQ.Socket socket(Channel channel) {
        return Objects.requireNonNull(sockets.get(channel));
    }

    /** Sends what is due and returns how long the poller may sleep, in milliseconds; -1 for ever. */
    private long flush(boolean everything) {
        Outbox.Due due = outbox.take(everything);
        for (Outbox.Outgoing outgoing : due.messages()) {
            write(socket(outgoing.channel()), codec.encode(outgoing.message()));
        }
        return due.next() < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(due.next()) + 1;
    }

    private void receive(Channel channel, Incoming incoming) {
        // everything that has arrived, so that what is queued is known when a cell fails
        for (List<byte[]> frames = frames(socket(channel)); !frames.isEmpty(); frames = frames(socket(channel))) {
            if (channel == Channel.IOPUB) {
                subscription(frames.getFirst());
            } else {
                decode(channel, frames, incoming);
            }
        }
    }

    private void decode(Channel channel, List<byte[]> frames, Incoming incoming) {
        try {
            incoming.received(channel, codec.decode(frames));
        } catch (BadMessageException e) {
            log.accept("a message on channel=" + channel + " was refused: " + e.getMessage());
        }
    }

    /** Lets a subscriber in, or out. The welcome goes past the outbox: what waits there is newer to the subscriber. */
    private void subscription(byte[] frame) {
        if (frame.length == 0) {
            return;
        }
        ZMQ.Socket socket = socket(Channel.IOPUB);
        // JeroMQ 0.6 takes the topic of a manual subscription from the second byte on: it wants the frame as it came
        if (frame[0] == SUBSCRIBE) {
            socket.subscribe(frame);
            write(socket, codec.encode(session.welcome(Arrays.copyOfRange(frame, 1, frame.length))));
        } else {
            socket.unsubscribe(frame);
        }
    }

    /** One whole message, or nothing where none is there. */
    private static List<byte[]> frames(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            frames.add(frame);
            frame = socket.hasReceiveMore() ? socket.recv(0) : null;
        }
        return frames;
    }

    private static void write(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /**
     * Waits until the sockets are closed.
     *
     * @throws InterruptedException if the wait is interrupted
     */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Sends what is left, then closes the sockets. Returns when they are closed, or after a second. */
    @Override
    public void close() {
        closing = true;
        wakeup.signal();
        try {
            if (!ended.await(1, TimeUnit.SECONDS)) {
                log.accept("the kernel's sockets took more than a second to close; unsent messages are lost");
            }
            wakeup.close();
        } catch (IOException e) {
            log.accept("the kernel's wake-up socket did not close: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
