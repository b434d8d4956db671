package partita.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FramesTest {
    private static Message roundTrip(Message message) {
        return Frames.decode(List.of(Frames.encode(message)));
    }

    @Test
    void decode_encodedMessagesWithoutBytes_areEqual() {
        List<Message> messages = List.of(
                new Message.Hello("töken", 42),
                new Message.Welcome(),
                new Message.Ready(),
                new Message.Recall(7),
                new Message.Cancel(Long.MAX_VALUE),
                new Message.Drain(3),
                new Message.Shutdown(),
                new Message.Started(-1),
                new Message.NeedBundle(3),
                new Message.Returned(4),
                new Message.Taken(1, Long.MAX_VALUE, 3),
                new Message.Output(5, true, "text with ä, € and \n"),
                new Message.Output(5, false, ""));
        for (Message message : messages) {
            assertEquals(message, roundTrip(message));
        }
    }

    @Test
    void decode_longBody_isPutTogetherFromFramesThatAreNotTooLong() {
        byte[] bytes = new byte[3 * Frames.MAX_FRAME + 17];
        new Random(1).nextBytes(bytes);
        byte[][] frames = Frames.encode(new Message.Result(9, true, 77, bytes));
        for (byte[] frame : frames) {
            assertTrue(frame.length <= Frames.MAX_FRAME);
        }
        Message.Result result = assertInstanceOf(Message.Result.class, Frames.decode(List.of(frames)));
        assertEquals(9, result.ticket());
        assertEquals(77, result.position());
        assertTrue(result.last());
        assertArrayEquals(bytes, result.payload());
    }

    @Test
    void decode_executeAndBundle_keepTheirBytes() {
        byte[] bytes = "payload".getBytes(UTF_8);
        Message.Execute execute =
                assertInstanceOf(Message.Execute.class, roundTrip(new Message.Execute(1, 2, 3, "hash", bytes)));
        assertEquals("hash", execute.hash());
        assertEquals(2, execute.run());
        assertEquals(3, execute.from());
        assertArrayEquals(bytes, execute.payload());
        Message.AddBundle bundle =
                assertInstanceOf(Message.AddBundle.class, roundTrip(new Message.AddBundle("hash", new byte[0])));
        assertEquals(0, bundle.bytes().length);
    }

    @Test
    void decode_otherVersion_saysSo() {
        byte[] head = Frames.encode(new Message.Ready())[0];
        head[0] = 99;
        WireException e = assertThrows(WireException.class, () -> Frames.decode(List.of(head)));
        assertTrue(e.getMessage().contains("version=99"), e::getMessage);
    }

    @Test
    void decode_garbage_isAWireExceptionAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] head = new byte[random.nextInt(60)];
            random.nextBytes(head);
            if (head.length > 1) {
                head[0] = 1;
                head[1] = (byte) random.nextInt(15);
            }
            List<byte[]> frames = random.nextBoolean() ? List.of(head) : List.of(head, new byte[random.nextInt(5)]);
            try {
                Frames.decode(frames);
            } catch (WireException e) {
                assertTrue(e.getMessage().startsWith("not a message"), e::getMessage);
            }
        }
        assertThrows(WireException.class, () -> Frames.decode(List.of()));
    }

    @Test
    void hello_anythingElse_isNull() {
        assertNull(Frames.hello(List.of()));
        assertNull(Frames.hello(List.of(new byte[] {1, 0})));
        assertNull(Frames.hello(List.of(new byte[] {1, 0, 0, 0, 0, 0, 127, 127, 127, 127})));
        assertNull(Frames.hello(List.of(Frames.encode(new Message.Shutdown()))));
        assertEquals(new Message.Hello("t", 1), Frames.hello(List.of(Frames.encode(new Message.Hello("t", 1)))));
    }
}
