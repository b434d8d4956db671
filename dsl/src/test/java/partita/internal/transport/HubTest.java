package partita.internal.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;
import partita.testing.Behaviour;

final class HubTest {
    private static final Duration LIMIT = Duration.ofMillis(500);
    private final Hub hub = new Hub("test");

    @AfterEach
    void close() {
        hub.close();
    }

    /** Answers every piece with a message that it has begun. */
    private static final class Host implements Guest {
        final List<Message> received = new CopyOnWriteArrayList<>();
        final CompletableFuture<Link> link = new CompletableFuture<>();
        final CountDownLatch left = new CountDownLatch(1);

        @Override
        public void connected(Link to, Message.Hello hello) {
            link.complete(to);
        }

        @Override
        public void received(Message message) {
            received.add(message);
        }

        @Override
        public void disconnected() {
            left.countDown();
        }

        @Override
        public void garbled(Throwable failure) {
            received.add(new Message.Output(0, true, failure.toString()));
        }
    }

    private Dealer dealer(String token, List<Message> inbox) {
        return new Dealer(hub.address(), new Message.Hello(token, 1), inbox::add, Throwable::printStackTrace);
    }

    /** A host and its worker's messages both ways, then the worker's orderly end. */
    private void converse() throws Exception {
        Host host = new Host();
        List<Message> inbox = new CopyOnWriteArrayList<>();
        Dealer dealer = dealer(hub.expect(host), inbox);
        dealer.connect();
        host.link.get(5, TimeUnit.SECONDS).send(new Message.Recall(5));
        await().until(() -> inbox.contains(new Message.Recall(5)));
        for (int i = 0; i < 1_000; i++) {
            dealer.send(new Message.Started(i));
        }
        assertTrue(dealer.close(Duration.ofSeconds(5)));
        assertTrue(host.left.await(5, TimeUnit.SECONDS));
        assertEquals(1_001, host.received.size()); // all of it, and before the end is told
        assertEquals(new Message.Started(999), host.received.getLast());
    }

    @Test
    @Behaviour(
            value = "_TestProcess.forkserver_auth_is_enabled",
            checks = "who comes with the key that its owner gave it is let in, and messages go both ways")
    void connect_rightToken_messagesGoBothWaysAndTheEndIsTold() throws Exception {
        converse();
    }

    /** One in six was deaf, and cost a second: see {@link Dealer}. */
    @Test
    void connect_manyTimes_hardlyEverTakesASecondAttempt() {
        int attempts = 0;
        for (int i = 0; i < 60; i++) {
            Dealer dealer = dealer(hub.expect(new Host()), new CopyOnWriteArrayList<>());
            dealer.connect();
            attempts += dealer.attempts();
            assertTrue(dealer.close(Duration.ofSeconds(5)));
        }
        int made = attempts;
        assertTrue(made <= 63, () -> "attempts=" + made);
    }

    @Test
    void handOver_oneThatHasConnected_theOtherHearsThatAndAllThatComes() throws Exception {
        Host first = new Host();
        Host second = new Host();
        List<Message> inbox = new CopyOnWriteArrayList<>();
        Dealer dealer = dealer(hub.expect(first), inbox);
        dealer.connect();
        first.link.get(5, TimeUnit.SECONDS);
        hub.handOver(first, second);
        second.link.get(5, TimeUnit.SECONDS).send(new Message.Recall(5));
        await().until(() -> inbox.contains(new Message.Recall(5)));
        dealer.send(new Message.Started(1));
        assertTrue(dealer.close(Duration.ofSeconds(5)));
        assertTrue(second.left.await(5, TimeUnit.SECONDS));
        assertEquals(new Message.Ready(), second.received.getFirst());
        assertEquals(new Message.Started(1), second.received.getLast());
        assertFalse(first.received.contains(new Message.Started(1)));
        assertEquals(1, first.left.getCount());
    }

    @Test
    void handOver_oneWhoseConnectionHasEnded_theOtherHearsOfTheEnd() throws Exception {
        Host first = new Host();
        Host second = new Host();
        Dealer dealer = dealer(hub.expect(first), new CopyOnWriteArrayList<>());
        dealer.connect();
        assertTrue(dealer.close(Duration.ofSeconds(5)));
        assertTrue(first.left.await(5, TimeUnit.SECONDS));
        hub.handOver(first, second);
        assertTrue(second.left.await(5, TimeUnit.SECONDS));
        assertFalse(second.link.isDone());
    }

    @Test
    void connect_manyTimes_neverLosesAGreeting() throws Exception {
        for (int i = 0; i < 20; i++) {
            converse();
        }
    }

    @Test
    @Behaviour(
            value = "_TestProcess.forkserver_without_auth_fails",
            checks = "who comes with another key is nobody: not let in, and nothing of it is heard")
    void connect_wrongToken_isNobody() {
        Host host = new Host();
        String token = hub.expect(host);
        CompletableFuture<Void> connected =
                CompletableFuture.runAsync(dealer("not" + token, new CopyOnWriteArrayList<>())::connect);
        connected
                .completeOnTimeout(null, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        assertTrue(host.received.isEmpty());
        assertTrue(!host.link.isDone());
    }

    /** A worker's second connection was up first: the late greeting of the one given up took its place, whose end was its end. */
    @Test
    void connect_greetingOfAConnectionGivenUpComesLate_theWorkerKeepsTheOther() throws Exception {
        Host host = new Host();
        Host next = new Host();
        Message.Hello hello = new Message.Hello(hub.expect(host), 1);
        try (ZContext used = new ZContext();
                ZContext givenUp = new ZContext()) {
            ZMQ.Socket second = greeting(used, hello);
            var _ = greeting(givenUp, hello);
            hub.handOver(host, next);
            second.send(Frames.encode(new Message.Ready())[0]);
            next.link.get(5, TimeUnit.SECONDS).send(new Message.Recall(5));
            assertEquals(new Message.Recall(5), Frames.decode(List.of(second.recv())));
            givenUp.close();
            assertFalse(next.left.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
            second.send(Frames.encode(new Message.Started(1))[0]);
            await().until(() -> next.received.equals(List.of(new Message.Ready(), new Message.Started(1))));
        }
        assertTrue(next.left.await(5, TimeUnit.SECONDS));
        assertEquals(List.of(), host.received);
    }

    /** One that was bidden welcome, and has not said that it is ready. */
    private ZMQ.Socket greeting(ZContext context, Message.Hello hello) throws Exception {
        ZMQ.Socket socket = Sockets.client(context, hub.address());
        socket.connect(hub.address().endpoint());
        socket.send(Frames.encode(hello)[0]);
        socket.setReceiveTimeOut(50);
        byte[] answer = socket.recv();
        for (int i = 0; answer == null && i < 100; i++) {
            Dealer.shake(context);
            answer = socket.recv();
        }
        assertEquals(new Message.Welcome(), Frames.decode(List.of(answer)));
        socket.setReceiveTimeOut(5_000);
        return socket;
    }

    @Test
    void connect_tokenThatIsSpent_isNobody() throws Exception {
        Host host = new Host();
        String token = hub.expect(host);
        Dealer first = dealer(token, new CopyOnWriteArrayList<>());
        first.connect();
        await().until(() -> host.received.contains(new Message.Ready()));
        CompletableFuture<Void> again =
                CompletableFuture.runAsync(dealer(token, new CopyOnWriteArrayList<>())::connect);
        CompletableFuture<String> late = new CompletableFuture<>();
        late.completeOnTimeout("waited", LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        assertTrue(!again.isDone());
        first.send(new Message.Started(3));
        await().until(() -> host.received.contains(new Message.Started(3)));
        first.close(LIMIT);
    }

    @Test
    void stranger_rawBytesAndNoKey_disturbNobody() throws Exception {
        Host host = new Host();
        Dealer dealer = dealer(hub.expect(host), new CopyOnWriteArrayList<>());
        dealer.connect();
        int port = URI.create(hub.address().endpoint()).getPort();
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            try (Socket stranger = new Socket("127.0.0.1", port)) {
                byte[] bytes = new byte[10_000];
                random.nextBytes(bytes);
                writeUntilClosed(stranger.getOutputStream(), bytes);
            }
        }
        try (ZContext context = new ZContext()) {
            ZMQ.Socket plain = context.createSocket(SocketType.DEALER);
            plain.setLinger(0);
            plain.connect(hub.address().endpoint());
            plain.send(Frames.encode(new Message.Started(666))[0]);
            dealer.send(new Message.Started(1));
            await().until(() -> host.received.contains(new Message.Started(1)));
        }
        assertTrue(!host.received.contains(new Message.Started(666)));
        dealer.close(LIMIT);
    }

    @Test
    void stranger_withTheServerKeyButNoToken_isNotHeard() {
        Host host = new Host();
        Dealer dealer = dealer(hub.expect(host), new CopyOnWriteArrayList<>());
        dealer.connect();
        ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
        try (ZContext context = new ZContext()) {
            ZMQ.Socket stranger = context.createSocket(SocketType.DEALER);
            stranger.setLinger(0);
            stranger.setCurveServerKey(ZMQ.Curve.z85Decode(hub.address().serverKey()));
            stranger.setCurvePublicKey(ZMQ.Curve.z85Decode(keys.publicKey));
            stranger.setCurveSecretKey(ZMQ.Curve.z85Decode(keys.secretKey));
            stranger.connect(hub.address().endpoint());
            stranger.send(new byte[] {1, 2, 3});
            stranger.send(Frames.encode(new Message.Started(666))[0]);
            stranger.setReceiveTimeOut((int) LIMIT.toMillis());
            assertEquals(null, stranger.recv());
        }
        dealer.send(new Message.Started(1));
        await().until(() -> host.received.contains(new Message.Started(1)));
        assertEquals(List.of(new Message.Ready(), new Message.Started(1)), host.received);
        dealer.close(LIMIT);
    }

    @Test
    void send_interruptedCallers_harmNobody() throws Exception {
        Host host = new Host();
        Dealer dealer = dealer(hub.expect(host), new CopyOnWriteArrayList<>());
        dealer.connect();
        List<Thread> senders = IntStream.range(0, 200)
                .mapToObj(i -> (i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform()).unstarted(() -> {
                    Thread.currentThread().interrupt();
                    dealer.send(new Message.Started(i));
                    hub.execute(() -> host.received.add(new Message.Returned(i)));
                }))
                .toList();
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        await().until(() -> host.received.size() == 401);
        dealer.close(LIMIT);
    }

    @Test
    void execute_taskThatFails_doesNotEndTheHub() {
        CompletableFuture<String> after = new CompletableFuture<>();
        hub.execute(() -> {
            throw new IllegalStateException("expected by a test");
        });
        hub.execute(() -> hub.after(Duration.ofMillis(20), () -> after.complete("ran")));
        assertEquals("ran", after.orTimeout(5, TimeUnit.SECONDS).join());
    }

    private static void writeUntilClosed(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException expected) {
            assertTrue(expected.getMessage() != null); // the hub hung up, as it should
        }
    }
}
