package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import partita.api.SharedQueue;
import partita.internal.broker.Broker;
import partita.internal.broker.Door;
import partita.internal.broker.Home;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;

/** The contract through the broker, over a socket, as other machines have it. */
class SocketSharedTest {
    private static final Credentials KEY = Credentials.of("a key of this test's, and no other".getBytes(UTF_8));
    private static final Door DOOR = Ports.own().open(Endpoint.toListenAt("tcp://127.0.0.1:0"), KEY, Broker.ITSELF);
    private static final Port FAR = Ports.connect(Home.at(Endpoint.toConnectTo(DOOR.address()), KEY));

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @Nested
    class Locks extends LockContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(FAR, false);
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(FAR, false);
        }
    }

    @Test
    void queue_largeArrayThatLiesBesideForOneWhoIsFar_comesInParts() {
        SharedQueue<long[]> here = new SharedFactory(Ports.own(), false).queue(0);
        long number = LargeLettersTest.queueNumber(here);
        var there = new QueueProxy<long[]>(
                Anchor.arrived(FAR, number), Mail.at(FAR, getClass().getClassLoader()), 0);
        long[] large = LongStream.range(0, 400_001).toArray();
        here.put(large);
        assertArrayEquals(large, there.peek());
        assertArrayEquals(large, there.get());
        assertEquals(0, here.size());
    }
}
