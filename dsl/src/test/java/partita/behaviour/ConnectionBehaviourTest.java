package partita.behaviour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.Pipe;
import partita.testing.Behaviour;

/** What CPython's _TestConnection checks of a pipe's ends, of what is not in QueueBehaviourTest. */
class ConnectionBehaviourTest {
    private static final Duration LIMIT = ofSeconds(30);
    private static final int REALLY_BIG = 16 << 20;

    /** Gives back what it gets: a value, bytes, a value, and bytes until there are none. */
    private static void echo(Connection<Object> end) {
        end.send(end.recv());
        end.sendBytes(end.recvBytes());
        end.send(end.recv());
        for (byte[] bytes = end.recvBytes(); bytes.length > 0; bytes = end.recvBytes()) {
            end.sendBytes(bytes);
        }
        end.close();
    }

    @Test
    @Behaviour(
            value = "_TestConnection.connection",
            checks =
                    "a list with a null, bytes, null itself and 16 MB of bytes come back from a child as they were sent;"
                            + " poll says whether something is there, within its limit; after the child closed its end nothing"
                            + " can be received")
    void connection_childEchoes_givesBackAllThatWasSent() {
        Pipe<Object> pipe = par.pipe();
        ChildProcess child = Children.start(() -> echo(pipe.child()));
        Connection<Object> end = pipe.parent();
        List<Object> values = Arrays.asList(1, 2.25, null);
        end.send(values);
        assertEquals(values, end.recv(LIMIT));
        byte[] hello = "hello world".getBytes(ISO_8859_1);
        end.sendBytes(hello);
        assertArrayEquals(hello, end.recvBytes());

        assertFalse(end.poll(ZERO));
        assertFalse(end.poll(ofSeconds(-1)));
        long begun = System.nanoTime();
        assertFalse(end.poll(ofMillis(100)));
        assertTrue(System.nanoTime() - begun >= ofMillis(100).toNanos());
        end.send(null);
        assertTrue(end.poll(LIMIT));
        assertNull(end.recv());

        byte[] big = new byte[REALLY_BIG];
        Arrays.fill(big, (byte) 'X');
        end.sendBytes(big);
        assertArrayEquals(big, end.recvBytes());

        end.sendBytes(new byte[0]); // it may go
        assertThrows(ClosedException.class, end::recv);
        assertThrows(ClosedException.class, end::recvBytes);
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestConnection.sendbytes",
            checks =
                    "bytes are sent whole, from an offset on, or a part of them, which may be empty; a part that is not"
                            + " there is refused and nothing is sent")
    void sendBytes_partOfAnArray_sendsThatPart() {
        byte[] all = "abcdefghijklmnopqrstuvwxyz".getBytes(ISO_8859_1);
        Pipe<Object> pipe = par.pipe();
        Connection<Object> a = pipe.parent();
        Connection<Object> b = pipe.child();
        a.sendBytes(all);
        assertArrayEquals(all, b.recvBytes());
        a.sendBytes(all, 5, 21);
        assertArrayEquals("fghijklmnopqrstuvwxyz".getBytes(ISO_8859_1), b.recvBytes());
        a.sendBytes(all, 7, 8);
        assertArrayEquals("hijklmno".getBytes(ISO_8859_1), b.recvBytes());
        a.sendBytes(all, 26, 0);
        assertEquals(0, b.recvBytes().length);
        for (int[] wrong : new int[][] {{27, 0}, {22, 5}, {26, 1}, {-1, 1}, {4, -1}, {1, Integer.MAX_VALUE}}) {
            assertThrows(IndexOutOfBoundsException.class, () -> a.sendBytes(all, wrong[0], wrong[1]));
        }
        assertFalse(b.poll(ZERO));
    }
}
