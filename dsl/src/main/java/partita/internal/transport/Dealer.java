package partita.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import partita.api.AuthenticationException;
import partita.api.EngineException;
import partita.api.ParException;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;

/**
 * The worker's socket. One thread owns it; {@link #send} may be called from any other.
 *
 * <p>JeroMQ 0.6.0 may be deaf to a connection that has just come about. Its poller takes no second handle of a channel
 * for as long as the key of the first is there, and that of whoever connected is, if the order to go on with the
 * connection comes in the same round; it looks at its handles again when one of them changes. So where the other side
 * is not heard for a moment, a handle is made for nothing. The greeting must be answered within a deadline, or it is
 * sent again over a new connection of a new context.
 */
public final class Dealer {
    private static final int ATTEMPTS = 8;
    private static final long FIRST_DEADLINE_MILLIS = 1_000;
    private static final long MORE_MILLIS = 500;
    /** Far away, five journeys there and back may take a while: from the attempt on that is hardly lost, but slow. */
    private static final long FAR_MORE_MILLIS = 3_000;

    private static final int SLOW_ATTEMPT = 3;

    /** More than two processes of one machine need to exchange ZeroMQ's own greetings. */
    private static final long DEAF_MILLIS = 5;

    private static final long SOON_MILLIS = 3;
    /** What the socket itself says when its connection is lost: no message begins so. */
    private static final byte[] LOST = {0};

    private final Queue<byte[][]> outbox = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> welcomed = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Address address;
    private final Message.Hello hello;
    private final Consumer<? super Message> inbox;
    private final Consumer<? super Throwable> failed;
    private final Wakeup wakeup;
    private @Nullable Runnable lost;
    private volatile int lingerMillis = -1;
    private volatile int attempts;
    /** Whether the thread waits, or is about to, without a limit. */
    private volatile boolean idle;

    /**
     * Makes a socket that is not connected yet.
     *
     * @param address the hub's
     * @param hello who this is
     * @param inbox is given what the hub sends, from the socket's own thread; must not block
     * @param failed is told why the socket's thread ended, should it end before {@link #close}
     * @throws UncheckedIOException if there is no socket to be had
     */
    public Dealer(
            Address address, Message.Hello hello, Consumer<? super Message> inbox, Consumer<? super Throwable> failed) {
        this.address = address;
        this.hello = hello;
        this.inbox = inbox;
        this.failed = failed;
        try {
            this.wakeup = Wakeup.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a socket on the loopback interface", e);
        }
    }

    /**
     * Asks to be told, once, when the connection is lost; without this, who lost it learns of it otherwise. Before
     * {@link #connect}.
     *
     * @param told is run on the socket's thread; must not block
     */
    public void onLost(Runnable told) {
        lost = told;
    }

    /**
     * Connects to the hub, and waits until it has bidden welcome.
     *
     * @throws AuthenticationException if the hub is far and this side does not have its key
     * @throws EngineException if the hub does not answer
     */
    public void connect() {
        Thread.ofPlatform().name("partita-dealer").daemon().start(this::run);
        try {
            welcomed.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AuthenticationException refused) {
                throw new AuthenticationException(String.valueOf(refused.getMessage()), refused);
            }
            throw new EngineException("cannot connect: endpoint=" + address.endpoint(), e.getCause());
        }
    }

    /**
     * Sends a message, without blocking; in order for each caller.
     *
     * @param message the message
     */
    public void send(Message message) {
        outbox.add(Sockets.frames(message, address.far()));
        wakeup.signal();
    }

    /**
     * Sends a message within a few milliseconds, or along with the next one: half the work where that comes soon.
     *
     * @param message the message
     */
    public void sendSoon(Message message) {
        outbox.add(Sockets.frames(message, address.far()));
        if (idle) {
            wakeup.signal();
        }
    }

    /**
     * Sends what is still to be sent and closes the connection.
     *
     * @param limit how long that may take
     * @return whether all was sent within the limit
     */
    public boolean close(Duration limit) {
        lingerMillis = Math.toIntExact(limit.toMillis());
        wakeup.signal();
        try {
            return closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many connections were tried. */
    int attempts() {
        return attempts;
    }

    private void run() {
        try (wakeup) {
            for (int attempt = 1; attempt <= ATTEMPTS && lingerMillis < 0; attempt++) {
                attempts = attempt;
                if (attempt(attempt)) {
                    return;
                }
            }
            welcomed.completeExceptionally(new EngineException(
                    "nobody answered: endpoint=" + address.endpoint() + " attempts=" + ATTEMPTS
                            + "; is it still running, and does a firewall let this through?",
                    null));
        } catch (IOException | RuntimeException | Error e) {
            broken(e);
        } finally {
            closed.countDown();
        }
    }

    /** One connection; whether that was all, up to its end. */
    private boolean attempt(int number) throws IOException {
        ZContext context = new ZContext();
        // JeroMQ's own thread would end in silence, of a large message that finds no memory for instance
        var abandoned = new AtomicBoolean();
        context.setUncaughtExceptionHandler((_, e) -> {
            if (!abandoned.get()) {
                broken(e);
            }
        });
        context.setNotificationExceptionHandler((_, e) -> {
            // at the end its threads trip over what others of them have closed
            if (lingerMillis < 0 && !abandoned.get()) {
                Doorman.failed(e);
            }
        });
        Approach approach = new Approach(address, wakeup);
        ZMQ.Socket socket = open(context, approach);
        try (Waiter waiter = new Waiter(socket, wakeup)) {
            if (greeted(context, socket, waiter, approach, number)) {
                serve(context, socket, waiter);
                return true;
            }
        }
        abandoned.set(true);
        // a context with a dead connection may take its time to end; nobody needs to wait for it
        Thread.ofPlatform().name("partita-dealer-closer").daemon().start(context::close);
        ParException refusal = address.far() ? approach.refusal(number) : null;
        return refusal != null && welcomed.completeExceptionally(refusal);
    }

    private void broken(Throwable e) {
        if (!welcomed.completeExceptionally(e)) {
            failed.accept(e);
        }
    }

    private ZMQ.Socket open(ZContext context, Approach approach) {
        ZMQ.Socket socket = Sockets.client(context, address);
        if (lost != null) {
            socket.base().setSocketOpt(zmq.ZMQ.ZMQ_HICCUP_MSG, LOST);
        }
        approach.watch(socket);
        socket.connect(address.endpoint());
        return socket;
    }

    private boolean greeted(ZContext context, ZMQ.Socket socket, Waiter waiter, Approach approach, int attempt)
            throws IOException {
        Sockets.send(socket, Sockets.frames(hello, address.far()));
        long first = FIRST_DEADLINE_MILLIS + (address.far() && attempt >= SLOW_ATTEMPT ? FAR_MORE_MILLIS : 0);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(first + (attempt - 1) * MORE_MILLIS);
        List<byte[]> frames = Sockets.receive(socket);
        boolean shaken = false;
        while (frames == null && !(address.far() && approach.over())) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || lingerMillis >= 0) {
                return false;
            }
            boolean deaf = !shaken && approach.connected();
            if (waiter.await(deaf ? Math.min(left, DEAF_MILLIS) : left)) {
                waiter.stepAside();
            } else if (deaf) {
                shaken = true;
                shake(context);
            }
            frames = Sockets.receive(socket);
        }
        if (frames == null || isLost(frames) || !(Frames.decode(frames) instanceof Message.Welcome)) {
            return false;
        }
        approach.arrived();
        Sockets.send(socket, Sockets.frames(new Message.Ready(), address.far()));
        welcomed.complete(null);
        return true;
    }

    /** Has ZeroMQ's thread look at all its handles. */
    static void shake(ZContext context) {
        try (ZMQ.Socket unused = context.createSocket(SocketType.PAIR)) {
            var _ = unused.bindToRandomPort("tcp://127.0.0.1");
        } catch (ZMQException e) {
            return; // no port: the next attempt is made anew
        }
    }

    private void serve(ZContext context, ZMQ.Socket socket, Waiter waiter) throws IOException {
        try {
            turn(socket);
            while (lingerMillis < 0) {
                boolean woken = waiter.await(SOON_MILLIS);
                if (!woken) {
                    idle = true; // first: who adds from now on wakes this thread
                    woken = turn(socket) || lingerMillis >= 0 || waiter.await(-1);
                    idle = false;
                }
                if (!turn(socket) && woken) {
                    waiter.stepAside();
                }
                while (turn(socket)) {
                    continue;
                }
            }
        } finally {
            flush(socket);
            socket.setLinger(Math.max(0, lingerMillis));
            context.setLinger(Math.max(0, lingerMillis));
            context.close();
        }
    }

    /** Does what there is to do, and says whether there was anything. */
    private boolean turn(ZMQ.Socket socket) {
        boolean busy = flush(socket);
        for (List<byte[]> frames = Sockets.receive(socket); frames != null; frames = Sockets.receive(socket)) {
            busy = true;
            if (lost != null && isLost(frames)) {
                lost.run();
                lost = null;
            } else {
                inbox.accept(Frames.decode(frames));
            }
        }
        return busy;
    }

    private static boolean isLost(List<byte[]> frames) {
        return frames.size() == 1 && Arrays.equals(frames.getFirst(), LOST);
    }

    private boolean flush(ZMQ.Socket socket) {
        boolean busy = false;
        for (byte[][] frames = outbox.poll(); frames != null; frames = outbox.poll()) {
            Sockets.send(socket, frames);
            busy = true;
        }
        return busy;
    }
}
