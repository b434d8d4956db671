package partita.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.internal.memory.Post;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;

final class ParkingTest {
    @TempDir
    private Path folder;

    private static byte[] large() {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void park_largeMessage_isSmallOnTheWayAndWholeAgainAndLeavesNothing() throws IOException {
        Parking sender = new Parking(new Post(folder, "one-"));
        Parking receiver = new Parking(new Post(folder, "other-"));
        byte[] large = large();
        for (Message message : List.of(
                new Message.Execute(5, 6, 7, "hash", large),
                new Message.Result(5, true, 9, large),
                new Message.AddBundle("hash", large),
                new Message.AddBlob("hash", large))) {
            Message parked = sender.park(message);
            byte[][] frames = Frames.encode(assertInstanceOf(Message.Parked.class, parked));
            assertEquals(1, frames.length);
            assertEquals(1, files());
            Message whole = receiver.whole(Frames.decode(Arrays.asList(frames)));
            assertEquals(message.getClass(), whole.getClass());
            assertArrayEquals(Frames.encode(message), Frames.encode(whole));
            assertEquals(0, files());
        }
    }

    @Test
    void park_smallMessageOrNoRoom_goesAsItIs() {
        Message small = new Message.Result(1, true, 2, new byte[1000]);
        assertSame(small, new Parking(new Post(folder, "one-")).park(small));
        Message large = new Message.Result(1, true, 2, large());
        assertSame(large, new Parking(new Post(folder.resolve("none"), "one-")).park(large));
    }

    @Test
    void whole_bodyIsGoneOrElsewhere_isRefused() {
        Parking receiver = new Parking(new Post(folder, "one-"));
        byte[] head = Frames.encode(new Message.Result(1, true, 2, large()))[0];
        assertThrows(UncheckedIOException.class, () -> receiver.whole(new Message.Parked("gone", head)));
        assertThrows(UncheckedIOException.class, () -> receiver.whole(new Message.Parked("../gone", head)));
    }

    @Test
    void clear_whatWasNeverTaken_isRemovedAndNoOther() throws IOException {
        Parking sender = new Parking(new Post(folder, "one-"));
        Message large = new Message.AddBlob("hash", large());
        sender.park(large);
        sender.park(large);
        new Parking(new Post(folder, "other-")).park(large);
        Post.clear(folder, "one-");
        assertEquals(1, files());
    }
}
