package partita.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import partita.api.AuthenticationException;
import partita.api.EngineException;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;

/** A hub that strangers can reach. */
final class FarHubTest {
    private static final byte[] KEY = "open, Sesame".getBytes(UTF_8);
    private static final Duration AT_ONCE = Duration.ofSeconds(4); // on a machine that does much else
    private static final int MILLION = 1_000_000;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("partita.transport");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final Credentials credentials = Credentials.of(KEY);
    private final Hub hub =
            new Hub("far", Endpoint.toListenAt("tcp://127.0.0.1:0"), credentials, Duration.ofSeconds(2));
    private final List<Host> hosts = new CopyOnWriteArrayList<>();

    /** Gives back whatever it gets. */
    private static final class Host implements Guest {
        final List<Message> received = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> left = new CompletableFuture<>();
        private final CompletableFuture<Link> link = new CompletableFuture<>();

        @Override
        public void connected(Link to, Message.Hello hello) {
            link.complete(to);
        }

        @Override
        public void received(Message message) {
            received.add(message);
            if (!(message instanceof Message.Ready)) {
                link.join().send(message);
            }
        }

        @Override
        public void disconnected() {
            left.complete(null);
        }

        @Override
        public void garbled(Throwable failure) {
            received.add(new Message.Output(0, true, failure.toString()));
        }
    }

    @BeforeEach
    void open() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        hub.invite(credentials.token(), () -> {
            Host host = new Host();
            hosts.add(host);
            return host;
        });
    }

    @AfterEach
    void close() {
        hub.close();
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private Endpoint endpoint() {
        return Endpoint.toConnectTo(hub.address().endpoint());
    }

    private Dealer dealer(Credentials with, List<Message> inbox) {
        return new Dealer(
                Address.of(endpoint(), with),
                new Message.Hello(with.token(), 1),
                inbox::add,
                Throwable::printStackTrace);
    }

    private Socket stranger() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), endpoint().port());
    }

    /** Those who have the key are served as ever. */
    private void converse() {
        List<Message> inbox = new CopyOnWriteArrayList<>();
        Dealer dealer = dealer(credentials, inbox);
        dealer.connect();
        dealer.send(new Message.Started(7));
        await().until(() -> inbox.contains(new Message.Started(7)));
        assertTrue(dealer.close(Duration.ofSeconds(5)));
    }

    /** What ZeroMQ's protocol begins with, up to where the key is needed. */
    private static byte[] greeting(String mechanism) {
        ByteBuffer bytes = ByteBuffer.allocate(64).put((byte) 0xFF).putLong(1).put((byte) 0x7F);
        bytes.put((byte) 3).put((byte) 0).put(mechanism.getBytes(US_ASCII));
        return bytes.array();
    }

    /** Sends to a stranger's death, which may come early. */
    private static void say(Socket stranger, byte[] bytes) {
        try {
            stranger.getOutputStream().write(bytes);
            stranger.getOutputStream().flush();
        } catch (IOException hungUp) {
            assertFalse(hungUp.toString().isEmpty());
        }
    }

    private void nobodyGotIn(int but) {
        assertEquals(but, hosts.size());
        hosts.forEach(
                host -> assertEquals(List.of(new Message.Ready(), new Message.Started(7)), List.copyOf(host.received)));
    }

    @Test
    void connect_rightKey_messagesOfAllSizesGoBothWays() {
        List<Message> inbox = new CopyOnWriteArrayList<>();
        Dealer dealer = dealer(Credentials.of(KEY.clone()), inbox);
        dealer.connect();
        byte[] large = new byte[3 * MILLION];
        new Random(5).nextBytes(large);
        dealer.send(new Message.Result(1, true, 2, large));
        await().until(() -> !inbox.isEmpty());
        assertEquals(1, inbox.size());
        assertArrayEquals(large, ((Message.Result) inbox.getFirst()).payload());
        dealer.close(AT_ONCE);
    }

    @Test
    void connect_wrongKey_isToldAtOnceAndLoggedAndTheServerGoesOn() {
        Dealer wrong = dealer(Credentials.of("open, Barley".getBytes(UTF_8)), new ArrayList<>());
        long before = System.nanoTime();
        AuthenticationException refused = assertThrows(AuthenticationException.class, wrong::connect);
        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(AT_ONCE) < 0);
        assertTrue(refused.getMessage().contains(hub.address().endpoint()), refused::getMessage);
        await().until(() -> !log.isEmpty());
        assertTrue(log.getFirst().contains("refused a connection: from=127.0.0.1:"), log::toString);
        assertTrue(log.getFirst().contains("at=" + hub.address().endpoint()), log::toString);
        converse();
        nobodyGotIn(1);
    }

    @Test
    void connect_nobodyListens_isToldAtOnce() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Dealer dealer = new Dealer(
                Address.of(new Endpoint("127.0.0.1", free), credentials),
                new Message.Hello("", 1),
                _ -> {},
                Throwable::printStackTrace);
        long before = System.nanoTime();
        EngineException failure = assertThrows(EngineException.class, dealer::connect);
        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(AT_ONCE) < 0);
        assertTrue(failure.getCause().getMessage().contains("nobody listens there"), failure::toString);
    }

    @Test
    void connect_toSomethingElse_isTold() throws IOException {
        try (ServerSocket web = new ServerSocket(0)) {
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    try (Socket client = web.accept()) {
                        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                    } catch (IOException e) {
                        return; // closed: the test is over
                    }
                }
            });
            Dealer dealer = new Dealer(
                    Address.of(new Endpoint("127.0.0.1", web.getLocalPort()), credentials),
                    new Message.Hello("", 1),
                    _ -> {},
                    Throwable::printStackTrace);
            EngineException failure = assertThrows(EngineException.class, dealer::connect);
            assertTrue(failure.getCause().getMessage().contains("no Partita"), failure::toString);
        }
    }

    @Test
    void listen_portInUse_isToldWithTheAddress() {
        EngineException failure = assertThrows(EngineException.class, () -> new Hub("second", endpoint(), credentials));
        assertTrue(failure.getMessage().contains("address=" + hub.address().endpoint()), failure::getMessage);
        assertTrue(failure.getMessage().toLowerCase(Locale.ROOT).contains("in use"), failure::getMessage);
    }

    @Test
    void stranger_garbageOfAllLengths_disturbsNobody() throws IOException {
        Random random = new Random(11);
        for (int length : new int[] {0, 1, 9, 10, 11, 12, 63, 64, 65, 200, 1_000, MILLION}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            try (Socket stranger = stranger()) {
                say(stranger, bytes);
            }
            try (Socket stranger = stranger()) { // one that begins well
                say(stranger, greeting("CURVE"));
                say(stranger, bytes);
            }
        }
        converse();
        nobodyGotIn(1);
        assertTrue(log.stream().noneMatch(line -> line.contains("a connection failed")), log::toString);
    }

    @Test
    void stranger_saysThatVeryMuchWillCome_isNotGivenRoomForIt() throws IOException {
        List<Socket> strangers = new ArrayList<>();
        long before = usedMemory();
        for (int i = 0; i < 150; i++) {
            Socket stranger = stranger();
            strangers.add(stranger);
            if (i >= 100) {
                say(stranger, greeting("CURVE"));
                say(
                        stranger,
                        ByteBuffer.allocate(9).put((byte) 6).putLong(60_000).array());
                continue;
            }
            say(stranger, greeting("CURVE"));
            // a command with a length of eight bytes
            say(
                    stranger,
                    ByteBuffer.allocate(10)
                            .put((byte) 6)
                            .putLong(60_000)
                            .put((byte) 1)
                            .array());
            long length = i % 3 == 0 ? 1L << 40 : i % 3 == 1 ? Long.MIN_VALUE + Integer.MAX_VALUE : -1;
            say(stranger, ByteBuffer.allocate(9).put((byte) 6).putLong(length).array());
        }
        converse();
        assertTrue(usedMemory() - before < 64 * MILLION, () -> "used=" + usedMemory() + " before=" + before);
        for (Socket stranger : strangers) {
            stranger.close();
        }
        nobodyGotIn(1);
    }

    /** What a friend would say, with some bytes changed, cut off or said twice. */
    @Test
    void stranger_saysNearlyTheRightThing_disturbsNobody() throws IOException {
        Random random = new Random(17);
        for (int i = 0; i < Integer.getInteger("partita.strangers", 300); i++) {
            byte[] command = new byte[202];
            random.nextBytes(command);
            byte[] begin = {4, (byte) 200, 5, 'H', 'E', 'L', 'L', 'O', 1, 0};
            System.arraycopy(begin, 0, command, 0, begin.length);
            byte[] all = ByteBuffer.allocate(64 + 2 * command.length)
                    .put(greeting("CURVE"))
                    .put(command)
                    .put(command)
                    .array();
            for (int change = random.nextInt(4); change > 0; change--) {
                all[random.nextInt(random.nextBoolean() ? 80 : all.length)] = (byte) random.nextInt();
            }
            try (Socket stranger = stranger()) {
                say(stranger, Arrays.copyOf(all, random.nextInt(all.length + 1)));
            }
        }
        converse();
        nobodyGotIn(1);
        assertTrue(log.stream().noneMatch(line -> line.contains("a connection failed")), log::toString);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void stranger_withoutEncryption_isNotHeard() throws IOException {
        for (byte[] greeting : List.of(oldGreeting(), greeting("NULL"))) {
            try (Socket stranger = stranger()) {
                say(stranger, greeting);
                stranger.setSoTimeout((int) AT_ONCE.toMillis());
                byte[] answer = stranger.getInputStream().readAllBytes(); // the hub hangs up
                assertTrue(answer.length <= 64, () -> "answered bytes=" + answer.length);
            }
        }
        try (ZContext context = new ZContext()) {
            ZMQ.Socket plain = context.createSocket(SocketType.DEALER);
            plain.connect(hub.address().endpoint());
            plain.send(Frames.encode(new Message.Hello(credentials.token(), 1))[0]);
            converse();
        }
        nobodyGotIn(1);
    }

    /** Of a protocol that had no keys yet. */
    private static byte[] oldGreeting() {
        return ByteBuffer.allocate(14)
                .put((byte) 0xFF)
                .putLong(1)
                .put((byte) 0x7F)
                .put((byte) 1)
                .put((byte) 5)
                .put((byte) 0)
                .put((byte) 0)
                .array();
    }

    @Test
    void stranger_halfAGreeting_isShownOutInTime() throws IOException {
        try (Socket silent = stranger();
                Socket half = stranger();
                Socket whole = stranger()) {
            say(half, new byte[] {(byte) 0xFF, 0, 0});
            say(whole, greeting("CURVE"));
            converse();
            for (Socket stranger : List.of(silent, half, whole)) {
                stranger.setSoTimeout(40_000);
                assertTrue(stranger.getInputStream().readAllBytes().length <= 64);
            }
        }
        nobodyGotIn(1);
    }

    @Test
    void strangers_aThousandAtOnce_disturbNobody() throws Exception {
        List<Message> inbox = new CopyOnWriteArrayList<>();
        Dealer before = dealer(credentials, inbox);
        before.connect();
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Socket stranger = stranger();
            strangers.add(stranger);
            if (i % 2 == 0) {
                say(stranger, greeting("CURVE"));
            }
        }
        converse();
        before.send(new Message.Started(7));
        await().until(() -> inbox.contains(new Message.Started(7)));
        nobodyGotIn(2);
        assertFalse(isOpen(strangers.getFirst())); // shown out to make room
        for (Socket stranger : strangers) {
            stranger.close();
        }
        assertTrue(log.size() < 100, () -> "lines=" + log.size()); // and the log is not theirs to fill
        before.close(AT_ONCE);
    }

    private static boolean isOpen(Socket stranger) throws IOException {
        try {
            stranger.setSoTimeout((int) AT_ONCE.toMillis());
            stranger.getInputStream().readAllBytes();
            return false;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    @Test
    void hub_goesAway_clientIsTold() throws Exception {
        Hub second = new Hub("second", Endpoint.toListenAt("tcp://127.0.0.1:0"), credentials);
        second.invite(credentials.token(), Host::new);
        Dealer dealer = new Dealer(
                Address.of(Endpoint.toConnectTo(second.address().endpoint()), credentials),
                new Message.Hello(credentials.token(), 1),
                _ -> {},
                Throwable::printStackTrace);
        CompletableFuture<Void> lost = new CompletableFuture<>();
        dealer.onLost(() -> lost.complete(null));
        dealer.connect();
        second.close();
        lost.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
        dealer.close(AT_ONCE);
    }

    @Test
    void credentials_sameKey_sameAndOtherwiseOthers() {
        byte[] random = new byte[32];
        new Random(3).nextBytes(random);
        assertEquals(
                Credentials.of(KEY).serverKey(), Credentials.of(KEY.clone()).serverKey());
        assertNotEquals(Credentials.of(KEY).serverKey(), Credentials.of(random).serverKey());
        assertNotEquals(Credentials.of(KEY).token(), Credentials.of(random).token());
        assertEquals("Credentials", Credentials.of(KEY).toString());
        IllegalArgumentException none = assertThrows(
                IllegalArgumentException.class,
                () -> new Hub("open", Endpoint.toListenAt("tcp://0.0.0.0:0"), Credentials.of(new byte[0])));
        assertTrue(none.getMessage().startsWith("key has length=0"), none::getMessage);
    }

    @Test
    void endpoint_otherForms_areRefusedWithAdvice() {
        for (String address : List.of(
                "", "localhost:80", "tcp://localhost", "tcp://:80", "ipc:///tmp/x", "tcp://h:80/x", "\\\\.\\pipe\\x")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Endpoint.toListenAt(address));
            assertTrue(refused.getMessage().startsWith("address=" + address + " is none"), refused::getMessage);
        }
        assertThrows(IllegalArgumentException.class, () -> Endpoint.toListenAt("tcp://h:65536"));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.toConnectTo("tcp://h:0"));
        assertEquals(new Endpoint("[::1]", 80), Endpoint.toConnectTo("tcp://[::1]:80"));
        EngineException unknown =
                assertThrows(EngineException.class, () -> new Endpoint("no.such.host.invalid", 1).resolve());
        assertTrue(unknown.getMessage().contains("host=no.such.host.invalid"), unknown::getMessage);
    }
}
