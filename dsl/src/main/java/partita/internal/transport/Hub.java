package partita.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import partita.api.EngineException;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;
import partita.internal.wire.WireException;

/**
 * The notebook's socket: workers connect to it. A CURVE server on the loopback interface, or at an address that other
 * machines can reach; a peer is nobody until its {@link Message.Hello} brings a token that {@link #expect} gave out, and
 * nothing else of a stranger's is decoded. One thread owns the socket and also runs what {@link #execute} and {@link #after} hand it, so that
 * state which only that thread touches needs no lock.
 */
public final class Hub implements Desk, AutoCloseable {
    private static final Duration DOOR_LIMIT = Duration.ofSeconds(1);
    private static final int TOKEN_BYTES = 32;
    private static final int RECEIVE_BATCH = 256;
    /** What the socket itself says in a peer's name when its connection has ended: no message begins so. */
    private static final byte[] GONE = {0};

    private static final SecureRandom RANDOM = new SecureRandom();

    /** One worker, and the connection by which it said that it is ready. */
    private static final class Peer {
        final String token;
        Guest guest;

        @Nullable
        Connection settled;

        Peer(Guest guest, String token) {
            this.guest = guest;
            this.token = token;
        }
    }

    /**
     * One of a worker's connections. It may have given up others for dead whose greetings were only late, and which come
     * about, and to their end, before or after; so that it said that it is ready tells which it uses.
     */
    private record Connection(Peer peer, Link link, Message.Hello hello) {}

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Timers timers = new Timers();
    private final Map<String, Peer> expected = new HashMap<>();
    private final Map<String, Supplier<? extends Guest>> invitations = new HashMap<>();
    private final Map<ByteBuffer, Connection> connections = new HashMap<>();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;
    private final Wakeup wakeup;
    private final Address address;
    private final Thread owner;
    /** Only where strangers can come. */
    private final @Nullable Doorman doorman;

    private volatile boolean closing;
    private boolean leaving;

    /**
     * Opens the socket and starts its thread.
     *
     * @param name names the thread
     * @throws UncheckedIOException if no port on the loopback interface is to be had
     */
    public Hub(String name) {
        try {
            wakeup = Wakeup.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a socket on the loopback interface for hub=" + name, e);
        }
        ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
        doorman = null;
        socket = socket(ZMQ.Curve.z85Decode(keys.secretKey), keys.publicKey);
        int port = socket.bindToRandomPort("tcp://127.0.0.1");
        address = new Address("tcp://127.0.0.1:" + port, keys.publicKey);
        owner = begin(name);
    }

    /**
     * Opens a socket at an address that others know, and starts its thread. Who does not have the key learns at once
     * that it is not let in, and is told of in the log.
     *
     * @param name names the thread
     * @param at where to listen; port 0 for any that is free
     * @param credentials of the key that all who may come in have
     * @throws EngineException if it is not possible to listen there
     * @throws IllegalArgumentException if the key is empty and others can reach the address
     */
    public Hub(String name, Endpoint at, Credentials credentials) {
        this(name, at, credentials, Doorman.PATIENCE);
    }

    Hub(String name, Endpoint at, Credentials credentials, Duration patience) {
        credentials.check(at);
        String numeric = at.numeric();
        try {
            wakeup = Wakeup.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a socket on the loopback interface for hub=" + name, e);
        }
        Doorman watchman = new Doorman(patience);
        doorman = watchman;
        socket = socket(credentials.secretKey(), credentials.serverKey());
        watchman.watch(socket);
        Endpoint bound = bind(at, numeric);
        watchman.listensAt(bound.toString());
        address = new Address(bound.toString(), credentials.serverKey(), true);
        execute(this::sweep);
        owner = begin(name);
    }

    private ZMQ.Socket socket(byte[] secretKey, String publicKey) {
        // JeroMQ's own thread would end in silence, and everybody would wait for ever
        context.setUncaughtExceptionHandler((_, e) -> execute(() -> giveUp(e)));
        context.setNotificationExceptionHandler((_, e) -> Doorman.failed(e)); // one connection's
        ZMQ.Socket made = Sockets.server(context, secretKey, publicKey, doorman != null);
        made.base().setSocketOpt(zmq.ZMQ.ZMQ_DISCONNECT_MSG, GONE);
        return made;
    }

    private Endpoint bind(Endpoint at, String numeric) {
        try {
            socket.bind(numeric);
            String bound = socket.getLastEndpoint();
            return at.at(Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1)));
        } catch (RuntimeException e) { // JeroMQ has several kinds, and says little
            context.close();
            throw new EngineException(
                    "cannot listen: address=" + at + ": " + at.whyNot(e) + "; give port 0 for any that is free", e);
        }
    }

    private Thread begin(String name) {
        Thread thread = Thread.ofPlatform().name("partita-hub-" + name).daemon().unstarted(this::loop);
        thread.start();
        return thread;
    }

    private void sweep() {
        if (doorman != null) {
            after(doorman.sweep(), this::sweep);
        }
    }

    /**
     * Where workers connect.
     *
     * @return the endpoint, with the port that was found, and its key
     */
    public Address address() {
        return address;
    }

    /**
     * Lets one worker in.
     *
     * @param guest is told what the worker says
     * @return the one-time token that the worker has to bring
     */
    public String expect(Guest guest) {
        String token = newToken();
        execute(() -> expected.put(token, new Peer(guest, token)));
        return token;
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Lets in whoever brings a token, as often as it is brought.
     *
     * @param guests makes the guest for each connection
     * @return the token
     */
    public String invite(Supplier<? extends Guest> guests) {
        String token = newToken();
        invite(token, guests);
        return token;
    }

    /**
     * Lets in whoever brings a certain token, as often as it is brought.
     *
     * @param token such as that of {@link Credentials}
     * @param guests makes the guest for each connection
     */
    public void invite(String token, Supplier<? extends Guest> guests) {
        execute(() -> invitations.put(token, guests));
    }

    /**
     * Has another guest be told from now on what a worker says that has connected: first that it has, and that it is ready;
     * or that its connection has ended, if it has.
     *
     * @param before the guest that {@link #expect} was given
     * @param next the other
     */
    public void handOver(Guest before, Guest next) {
        execute(() -> {
            Peer found = connections.values().stream()
                    .map(Connection::peer)
                    .filter(peer -> peer.guest == before)
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                next.disconnected();
                return;
            }
            found.guest = next;
            if (found.settled != null) { // else it is told when that comes
                next.connected(found.settled.link(), found.settled.hello());
                next.received(new Message.Ready());
            }
        });
    }

    /**
     * Forgets a worker: its token, if it did not use it, and its connection.
     *
     * @param guest the guest that {@link #expect} was given
     */
    public void forget(Guest guest) {
        execute(() -> {
            expected.values().removeIf(peer -> peer.guest == guest);
            connections.values().removeIf(connection -> connection.peer().guest == guest);
        });
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeup.signal();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.after(delay, task);
    }

    @Override
    public boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    void send(byte[] identity, Message message) {
        byte[][] frames = Sockets.frames(message, doorman != null);
        if (isOwner()) {
            transmit(identity, frames);
        } else {
            execute(() -> transmit(identity, frames));
        }
    }

    private void transmit(byte[] identity, byte[][] frames) {
        socket.send(identity, ZMQ.SNDMORE);
        Sockets.send(socket, frames);
    }

    private void loop() {
        try (Waiter waiter = new Waiter(socket, wakeup)) {
            while (!closing) {
                boolean woken = waiter.await(timers.millisToNext());
                if (!turn() && woken && !closing) {
                    waiter.stepAside();
                }
                while (turn() && !closing) {
                    continue;
                }
            }
            runTasks();
            if (leaving) {
                wakeup.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's wake-up socket failed: address=" + address, e);
        } finally {
            context.close();
        }
    }

    /**
     * Does what there is to do, and says whether there was anything. Memory can run out while a large message is
     * received: its sender is given up, not everybody's owner.
     */
    private boolean turn() {
        try {
            boolean busy = runTasks();
            while (timers.runDue(this::guarded)) {
                busy = true;
            }
            return receive() || busy;
        } catch (RuntimeException | Error e) {
            giveUp(e);
            return true;
        }
    }

    /** Nobody knows whose message was cut short. */
    private void giveUp(Throwable e) {
        List.copyOf(connections.values())
                .forEach(connection -> guarded(() -> connection.peer().guest.garbled(e)));
    }

    private boolean runTasks() {
        boolean busy = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
            busy = true;
        }
        return busy;
    }

    /** A task's failure is reported and is no reason to leave the workers without an owner. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private boolean receive() {
        for (int i = 0; i < RECEIVE_BATCH; i++) {
            byte[] identity = socket.recv(ZMQ.DONTWAIT);
            if (identity == null) {
                return i > 0;
            }
            List<byte[]> frames = new ArrayList<>();
            String from = null;
            while (socket.hasReceiveMore()) {
                zmq.Msg frame = socket.base().recv(0);
                if (frame == null) {
                    throw new IllegalStateException("a message ended in the middle: address=" + address);
                }
                from = peerAddress(frame);
                frames.add(frame.data());
            }
            String sender = from;
            guarded(() -> dispatch(identity, frames, sender));
        }
        return true;
    }

    private static @Nullable String peerAddress(zmq.Msg frame) {
        return frame.getMetadata() == null ? null : frame.getMetadata().get(zmq.io.Metadata.PEER_ADDRESS);
    }

    private void dispatch(byte[] identity, List<byte[]> frames, @Nullable String sender) {
        ByteBuffer key = ByteBuffer.wrap(identity);
        Connection connection = connections.get(key);
        if (connection == null) {
            admit(key, identity, Frames.hello(frames), sender);
        } else if (frames.size() == 1 && frames.getFirst().length == 1 && frames.getFirst()[0] == GONE[0]) {
            connections.remove(key);
            leaveIfLeft();
            if (connection.peer().settled == connection) {
                connection.peer().guest.disconnected();
            }
        } else {
            deliver(connection, frames);
        }
    }

    /** A worker whose connection was dead on arrival comes again with the same token, until it is ready. */
    private void admit(ByteBuffer key, byte[] identity, Message.@Nullable Hello hello, @Nullable String sender) {
        Peer peer = hello == null ? null : known(hello.token());
        if (hello == null || peer == null) {
            return;
        }
        if (doorman != null) {
            doorman.admit(sender);
        }
        Link link = new Link(this, identity, sender);
        connections.put(key, new Connection(peer, link, hello));
        link.send(new Message.Welcome());
    }

    private @Nullable Peer known(String token) {
        Supplier<? extends Guest> guests = invitations.get(token);
        return guests == null ? expected.get(token) : new Peer(guests.get(), token);
    }

    private void deliver(Connection connection, List<byte[]> frames) {
        Peer peer = connection.peer();
        Message message;
        try {
            message = Frames.decode(frames);
        } catch (WireException | OutOfMemoryError e) {
            peer.guest.garbled(e);
            return;
        }
        if (peer.settled == null && message instanceof Message.Ready) {
            peer.settled = connection;
            expected.remove(peer.token);
            peer.guest.connected(connection.link(), connection.hello());
        }
        if (peer.settled == connection) {
            peer.guest.received(message);
        }
    }

    /** Lets no more connections come; closes once those that there are have ended. Returns when the port is free. */
    public void closeWhenLeft() {
        CompletableFuture<Optional<SocketAddress>> shut = new CompletableFuture<>();
        execute(() -> {
            Optional<SocketAddress> at = doorman == null ? Optional.empty() : doorman.shutTheDoor();
            leaving = true;
            leaveIfLeft();
            shut.complete(at);
        });
        shut.completeOnTimeout(Optional.empty(), DOOR_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .ifPresent(at -> Doorman.awaitFree(at, DOOR_LIMIT));
    }

    private void leaveIfLeft() {
        if (leaving && connections.isEmpty()) {
            closing = true;
        }
    }

    /** Closes the socket; what was sent and has not left yet is dropped. Returns once the port is free. */
    @Override
    public void close() {
        closing = true;
        wakeup.signal();
        boolean interrupted = false;
        while (owner.isAlive() && Thread.currentThread() != owner) {
            try {
                owner.join();
            } catch (InterruptedException _) {
                interrupted = true; // the thread ends of itself; tell the caller afterwards
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            wakeup.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the hub's wake-up socket: address=" + address, e);
        }
    }
}
