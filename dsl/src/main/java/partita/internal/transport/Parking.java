package partita.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import partita.internal.memory.Post;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;

/**
 * Takes large bodies out of messages and puts them in again: on one machine, a file in memory is many times quicker than
 * an encrypted connection.
 *
 * @param post where they are left and taken
 */
public record Parking(Post post) {
    /** Shorter ones go along. */
    private static final int LARGE = 256 * 1024;

    /**
     * Before a message is sent.
     *
     * @param message the message
     * @return what to send in its place; itself if it is short, or there is no room
     */
    public Message park(Message message) {
        int body =
                switch (message) {
                    case Message.Execute m -> m.payload().length;
                    case Message.Result m -> m.payload().length;
                    case Message.AddBundle m -> m.bytes().length;
                    case Message.AddBlob m -> m.bytes().length;
                    default -> 0;
                };
        if (body < LARGE) {
            return message;
        }
        byte[][] both = Frames.split(message);
        Optional<String> name = post.leave(both[1]);
        return name.isPresent() ? new Message.Parked(name.get(), both[0]) : message;
    }

    /**
     * After a message was received.
     *
     * @param message the message
     * @return what was sent in its place
     * @throws UncheckedIOException if its body is not where it was left
     * @throws partita.internal.wire.WireException if that is no body of it
     */
    public Message whole(Message message) {
        if (!(message instanceof Message.Parked parked)) {
            return message;
        }
        try {
            return Frames.decode(List.of(parked.head(), post.take(parked.name())));
        } catch (IOException e) {
            throw new UncheckedIOException("the body of a message cannot be read: file=" + parked.name(), e);
        }
    }
}
