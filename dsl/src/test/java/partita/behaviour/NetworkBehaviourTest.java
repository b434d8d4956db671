package partita.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import partita.api.AuthenticationException;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.EngineException;
import partita.api.Listener;
import partita.api.NotShippableException;
import partita.api.ParTimeoutException;
import partita.api.Pipe;
import partita.api.SharedSemaphore;
import partita.api.StartMethod;
import partita.testing.Behaviour;

/** Connections between processes that have an address and a key in common. */
class NetworkBehaviourTest {
    private static final String ANY = "tcp://127.0.0.1:0";
    private static final byte[] KEY = "supadupasecretkey".getBytes(UTF_8);
    private static final Duration LIMIT = ofSeconds(30);
    private static final Logger TRANSPORT = Logger.getLogger("partita.transport");

    @Test
    @Behaviour(
            value = "_TestListener.multiple_bind",
            checks = "a second listener at the address of one that listens is refused")
    void listener_addressInUse_isRefused() {
        try (Listener first = par.listener(ANY, KEY)) {
            EngineException refused = assertThrows(EngineException.class, () -> par.listener(first.address(), KEY));
            assertTrue(refused.getMessage().contains("address=" + first.address()), refused::getMessage);
        }
    }

    @Test
    @Behaviour(
            value = "_TestListener.context",
            checks =
                    "listener and connections close with their blocks; what one side sends the other receives; a closed"
                            + " listener accepts no more")
    void listener_inABlock_connectsAndCloses() {
        Listener listener = par.listener(ANY, KEY);
        try (listener) {
            try (Connection<Integer> client = par.connect(listener.address(), KEY);
                    Connection<Integer> server = listener.accept(LIMIT)) {
                client.send(1729);
                assertEquals(1729, server.recv(LIMIT));
            }
        }
        assertThrows(ClosedException.class, listener::accept);
    }

    @Test
    @Behaviour(
            value = "_TestListener.empty_authkey",
            checks = "an empty key is a key: who has it too gets in; a closed listener accepts no more")
    void listener_emptyKey_letsInWhoHasItToo() throws InterruptedException {
        byte[] empty = {};
        Listener listener = par.listener(ANY, empty);
        try (listener) {
            Thread client = Thread.ofPlatform()
                    .start(() -> par.<Integer>connect(listener.address(), empty).send(1729));
            try (Connection<Integer> server = listener.accept(LIMIT)) {
                assertEquals(1729, server.recv(LIMIT));
            }
            client.join();
        }
        assertThrows(ClosedException.class, listener::accept);
    }

    private static void sayHello(String address) {
        try (Connection<String> connection = par.connect(address, KEY)) {
            connection.send("hello");
        }
    }

    @Test
    @Behaviour(
            value = "_TestListenerClient.listener_client",
            checks = "a child connects to a listener and sends a text, which the accepted connection receives")
    void listener_childConnects_isHeard() {
        try (Listener listener = par.listener(ANY, KEY)) {
            String address = listener.address();
            ChildProcess child = Children.start(() -> sayHello(address));
            Connection<String> connection = listener.accept(LIMIT);
            assertEquals("hello", connection.recv(LIMIT));
            Children.join(child);
        }
    }

    @Test
    @Behaviour(
            value = "_TestListenerClient.issue14725",
            checks = "a client that connected, wrote, closed and ended before it was accepted is heard all the same")
    void listener_clientEndedBeforeAccept_isHeard() {
        try (Listener listener = par.listener(ANY, KEY)) {
            String address = listener.address();
            Children.join(Children.start(() -> sayHello(address)));
            try (Connection<String> connection = listener.accept(LIMIT)) {
                assertEquals("hello", connection.recv(LIMIT));
                assertThrows(ClosedException.class, connection::recv);
            }
        }
    }

    @Test
    @Behaviour(
            value = "_TestListenerClient.issue16955",
            checks = "bytes that the accepted side sends are there for the client's poll")
    void connection_acceptedSideSendsBytes_clientPolls() {
        try (Listener listener = par.listener(ANY, KEY);
                Connection<Object> client = par.connect(listener.address(), KEY);
                Connection<Object> accepted = listener.accept(LIMIT)) {
            assertFalse(client.poll(ZERO));
            accepted.sendBytes("hello".getBytes(UTF_8));
            assertTrue(client.poll(LIMIT));
            assertArrayEquals("hello".getBytes(UTF_8), client.recvBytes());
        }
    }

    @Test
    @Behaviour(
            value = "ChallengeResponseTest.challengeresponse",
            checks = "who answers with the key is believed, whatever its length; who answers with another is not")
    void connect_keysOfAllLengths_onlyTheSameIsBelieved() {
        for (int length : new int[] {1, 20, 31, 32, 33, 1_000}) {
            byte[] key = "k".repeat(length).getBytes(UTF_8);
            byte[] other = ("k".repeat(length - 1) + "K").getBytes(UTF_8);
            try (Listener listener = par.listener(ANY, key)) {
                AuthenticationException refused =
                        assertThrows(AuthenticationException.class, () -> par.connect(listener.address(), other));
                assertTrue(refused.getMessage().contains("key"), refused::getMessage);
                try (Connection<Integer> client = par.connect(listener.address(), key)) {
                    client.send(length);
                    assertEquals(length, listener.<Integer>accept(LIMIT).recv(LIMIT));
                }
            }
        }
    }

    /** What both sides say first, before the key is needed. */
    private static byte[] greeting(boolean server) {
        ByteBuffer bytes = ByteBuffer.allocate(64).put((byte) 0xFF).putLong(1).put((byte) 0x7F);
        bytes.put((byte) 3).put((byte) 0).put("CURVE".getBytes(UTF_8));
        return bytes.put(32, (byte) (server ? 1 : 0)).array();
    }

    /** A step of the handshake, with nothing in it that the key has made. */
    private static byte[] bogus(String command, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(2 + length).put((byte) 4).put((byte) length);
        return bytes.put((byte) command.length()).put(command.getBytes(UTF_8)).array();
    }

    @Test
    @Behaviour(
            value = "OtherTest.deliver_challenge_auth_failure",
            checks =
                    "who answers the listener with something bogus is shown out and logged, is never accepted, and keeps"
                            + " nobody out who has the key")
    void listener_bogusAnswer_isRefusedAndLogged() throws IOException {
        List<String> log = new CopyOnWriteArrayList<>();
        Filter before = TRANSPORT.getFilter();
        TRANSPORT.setFilter(entry -> !log.add(entry.getMessage()));
        try (Listener listener = par.listener(ANY, KEY);
                Socket stranger = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(listener.address()).getPort())) {
            stranger.getOutputStream().write(greeting(false));
            stranger.getOutputStream().write(bogus("HELLO", 200));
            stranger.setSoTimeout((int) LIMIT.toMillis());
            assertTrue(stranger.getInputStream().readAllBytes().length <= 64, "it was told nothing but the greeting");
            await().atMost(LIMIT).until(() -> log.stream()
                    .anyMatch(line -> line.contains("refused a connection")
                            && line.contains("127.0.0.1:" + stranger.getLocalPort())));
            assertThrows(ParTimeoutException.class, () -> listener.accept(ofMillis(20)));
            try (Connection<Integer> client = par.connect(listener.address(), KEY)) {
                client.send(1729);
                assertEquals(1729, listener.<Integer>accept(LIMIT).recv(LIMIT));
            }
        } finally {
            TRANSPORT.setFilter(before);
        }
    }

    @Test
    @Behaviour(
            value = "OtherTest.answer_challenge_auth_failure",
            checks =
                    "who connects to something that asks for the key and then says something bogus is told that it could"
                            + " not be authenticated")
    void connect_bogusWelcome_isAnAuthenticationError() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread impostor = Thread.ofPlatform().daemon().start(() -> welcome(server));
            AuthenticationException refused = assertThrows(
                    AuthenticationException.class, () -> par.connect("tcp://127.0.0.1:" + server.getLocalPort(), KEY));
            assertTrue(refused.getMessage().contains("key"), refused::getMessage);
            server.close();
            impostor.join();
        }
    }

    private static void welcome(ServerSocket server) {
        while (true) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(greeting(true));
                client.getInputStream().readNBytes(64 + 2 + 200);
                client.getOutputStream().write(bogus("WELCOME", 168));
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                if (server.isClosed()) {
                    return; // the test is over
                }
            }
        }
    }

    @Test
    @Behaviour(
            value = "TestInvalidFamily.invalid_family",
            checks = "an address of a kind that there is not here is a wrong argument")
    void listener_addressOfAnotherKind_isRefusedWithAdvice() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> par.listener("\\\\.\\test", KEY));
        assertTrue(refused.getMessage().startsWith("address=\\\\.\\test is none"), refused::getMessage);
        assertThrows(IllegalArgumentException.class, () -> par.connect("\\\\.\\test", KEY));
    }

    private static void listen(Connection<Object> to) {
        try (Listener listener = par.listener(ANY, KEY)) {
            to.send(listener.address());
            to.send(listener.accept(LIMIT));
            to.recv(); // what it keeps ends with it
        }
    }

    private static void callAndShout(Connection<String> from) {
        String address = from.recv();
        try (Connection<String> client = par.connect(address, KEY)) {
            client.send(from.recv().toUpperCase(Locale.ROOT));
        }
    }

    @Test
    @Behaviour(
            value = "_TestPicklingConnections.pickling",
            checks = "a connection that one child accepted from another is sent to the parent, which receives from it")
    void connection_acceptedByAChild_travelsToItsParent() {
        Pipe<Object> listening = par.pipe();
        ChildProcess listener = par.process(listening.child(), NetworkBehaviourTest::listen)
                .daemon(true)
                .start();
        Pipe<String> calling = par.pipe(String.class);
        ChildProcess caller = par.process(calling.child(), NetworkBehaviourTest::callAndShout)
                .daemon(true)
                .start();
        calling.parent().send((String) listening.parent().recv(LIMIT));
        calling.parent().send("this connection uses tcp");
        @SuppressWarnings("unchecked")
        Connection<String> travelled = (Connection<String>) listening.parent().recv(LIMIT);
        assertEquals("THIS CONNECTION USES TCP", travelled.recv(LIMIT));
        listening.parent().send(1);
        Children.join(listener);
        Children.join(caller);
    }

    private static final SharedSemaphore GLOBAL =
            par.startMethod(StartMethod.SPAWN).semaphore(1);

    @Test
    @Behaviour(
            value = "TestNamedResource.global_named_resource_spawn",
            checks = "a semaphore of a static field leaves nothing behind and nothing on standard error when a spawned"
                    + " child has come and gone")
    void semaphore_ofAStaticField_leavesNothingBehindInASpawnedChild() {
        ChildProcess child = par.startMethod(StartMethod.SPAWN)
                .heap("64m")
                .process(() -> {
                    GLOBAL.acquire().close();
                })
                .start();
        Children.join(child);
        assertEquals(1, GLOBAL.availablePermits());
    }

    record Point(int x, int y) {}

    @Test
    void connection_messagesOfAllKindsAndSizes_travelWholeAndInOrder() {
        try (Listener listener = par.listener(ANY, KEY);
                Connection<Object> client = par.connect(listener.address(), KEY);
                Connection<Object> server = listener.accept(LIMIT)) {
            int[] large = new int[1 << 20];
            large[12_345] = 7;
            client.send(new Point(1, 2));
            client.send(null);
            client.send(large);
            assertEquals(new Point(1, 2), server.recv(LIMIT));
            assertNull(server.recv(LIMIT));
            assertArrayEquals(large, (int[]) server.recv(LIMIT));
            server.send(List.of("a", "b"));
            assertEquals(List.of(client), par.awaitAny(LIMIT, List.of(server, client)));
            assertEquals(List.of("a", "b"), client.recv());
            assertThrows(ParTimeoutException.class, () -> client.recv(ofMillis(20)));
        }
    }

    @Test
    void listener_severalClients_eachHasItsOwnConnection() {
        try (Listener listener = par.listener(ANY, KEY)) {
            List<Connection<Integer>> clients = par.range(3).stream()
                    .map(_ -> par.<Integer>connect(listener.address(), KEY))
                    .toList();
            assertEquals(List.of(listener), par.awaitAny(LIMIT, listener));
            List<Connection<Integer>> accepted = par.range(3).stream()
                    .map(_ -> listener.<Integer>accept(LIMIT))
                    .toList();
            for (int i = 0; i < 3; i++) {
                clients.get(i).send(i);
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(i, accepted.get(i).recv(LIMIT));
            }
            assertThrows(ParTimeoutException.class, () -> listener.accept(ofMillis(20)));
        }
    }

    @Test
    void listener_closed_acceptedConnectionsGoOnAndOthersAreHungUpOn() {
        Listener listener = par.listener(ANY, KEY);
        Connection<String> one = par.connect(listener.address(), KEY);
        Connection<String> accepted = listener.accept(LIMIT);
        Connection<String> waiting = par.connect(listener.address(), KEY);
        listener.close();
        try (Listener again = par.listener(listener.address(), KEY)) {
            assertEquals(listener.address(), again.address()); // the port is free
        }
        one.send("still here");
        assertEquals("still here", accepted.recv(LIMIT));
        assertThrows(ClosedException.class, () -> waiting.recv(LIMIT));
        assertThrows(ClosedException.class, () -> par.connect(listener.address(), KEY));
        NotShippableException stays =
                assertThrows(NotShippableException.class, () -> par.apply(() -> listener.address()));
        assertTrue(stays.getMessage().contains("a Listener belongs to"), stays::getMessage);
    }

    @Test
    void connection_otherProcessKilled_isToldWithinASecondOrSo() {
        try (Listener listener = par.listener(ANY, KEY)) {
            String address = listener.address();
            ChildProcess child = Children.start(() -> par.connect(address, KEY).recv());
            Connection<String> accepted = listener.accept(LIMIT);
            child.kill();
            assertThrows(ClosedException.class, () -> accepted.recv(LIMIT));
            child.join();
        }
    }

    @Test
    void connection_listenersProcessKilled_clientIsTold() {
        Pipe<String> pipe = par.pipe(String.class);
        ChildProcess child = par.process(pipe.child(), to -> {
                    Listener listener = par.listener(ANY, KEY);
                    to.send(listener.address());
                    listener.accept().recv();
                })
                .start();
        Connection<String> client = par.connect(pipe.parent().recv(LIMIT), KEY);
        child.kill();
        ClosedException told = assertThrows(ClosedException.class, () -> client.recv(LIMIT));
        assertTrue(told.getMessage().contains("address=tcp://127.0.0.1:"), told::getMessage);
        child.join();
    }
}
