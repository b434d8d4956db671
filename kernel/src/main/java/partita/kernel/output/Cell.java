package partita.kernel.output;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import partita.kernel.channel.Channels;
import partita.kernel.message.Message;

/** One execution of a cell, and where its output goes, also after it ended. Safe for use by many threads. */
public final class Cell {
    private final Channels channels;
    private final Message request;
    private final UnaryOperator<String> words;
    private final Decoder out = new Decoder();
    private final Decoder err = new Decoder();

    /**
     * Makes the cell of a request.
     *
     * @param channels where its output is published
     * @param request the request that asked to run it
     * @param words puts what is printed into the notebook's terms
     */
    public Cell(Channels channels, Message request, UnaryOperator<String> words) {
        this.channels = channels;
        this.request = request;
        this.words = words;
    }

    /**
     * The request that runs the cell.
     *
     * @return the message as it came
     */
    public Message request() {
        return request;
    }

    /**
     * Shows text.
     *
     * @param error whether as standard error
     * @param text the text
     */
    public void write(boolean error, String text) {
        if (!text.isEmpty()) {
            channels.stream(request.header(), error ? "stderr" : "stdout", words.apply(text));
        }
    }

    /**
     * Publishes a message about this cell.
     *
     * @param type its {@code msg_type}
     * @param content its body
     */
    public void publish(String type, JsonObject content) {
        channels.publish(request.header(), type, content);
    }

    /**
     * Publishes a message about this cell together with the next message that the kernel sends.
     *
     * @param type its {@code msg_type}
     * @param content its body
     */
    public void prepare(String type, JsonObject content) {
        channels.prepare(request.header(), type, content);
    }

    void bytes(boolean error, byte[] bytes, int offset, int length) {
        Decoder decoder = error ? err : out;
        synchronized (decoder) {
            write(error, decoder.decode(bytes, offset, length));
        }
    }

    /** Keeps the first bytes of a character until the rest of it comes. */
    private static final class Decoder {
        private final CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private ByteBuffer rest = ByteBuffer.allocate(0);

        String decode(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
            if (rest.hasRemaining()) {
                in = ByteBuffer.allocate(rest.remaining() + length)
                        .put(rest)
                        .put(bytes, offset, length)
                        .flip();
            }
            CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
            CoderResult result = utf8.decode(in, chars, false);
            if (result.isOverflow()) {
                throw new IllegalStateException("UTF-8 gave more characters than bytes: bytes=" + length);
            }
            rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
            return chars.flip().toString();
        }
    }
}
