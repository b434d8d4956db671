package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import partita.api.ParInterruptedException;
import partita.kernel.channel.Channel;
import partita.kernel.channel.Channels;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.message.Session;
import partita.kernel.output.Cell;
import partita.kernel.output.Cells;

/** Asks whoever runs the cell for input, a line at a time. */
final class Input {
    private final Channels channels;
    private final Session session;
    private final Cells cells;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Object oneQuestion = new Object();

    Input(Channels channels, Session session, Cells cells) {
        this.channels = channels;
        this.session = session;
        this.cells = cells;
    }

    /** Takes what came in over the input channel. */
    void answered(Message message) {
        if (message.type().equals("input_reply")) {
            answers.add(Json.text(message.content(), "value", ""));
        }
    }

    String ask(String prompt, boolean password) {
        Cell cell = cells.current();
        if (cell == null || !Json.flag(cell.request().content(), "allow_stdin", true)) {
            throw new IllegalStateException("the cell asks for input, but whoever runs it cannot be asked"
                    + " (allow_stdin=false); run it in JupyterLab, or give it the value in a variable");
        }
        JsonObject content = new JsonObject();
        content.addProperty("prompt", prompt);
        content.addProperty("password", password);
        synchronized (oneQuestion) {
            System.out.flush();
            // an answer to a question that was interrupted is nobody's
            answers.clear();
            channels.send(Channel.STDIN, session.reply(cell.request(), "input_request", content));
            try {
                return answers.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ParInterruptedException("the wait for input was interrupted; run the cell again", e);
            }
        }
    }

    /** The same as a stream, for {@code System.in}. It never ends: each line is asked for when it is needed. */
    InputStream stream() {
        return new Lines();
    }

    private final class Lines extends InputStream {
        private byte[] line = new byte[0];
        private int at;

        @Override
        public synchronized int read() {
            fill();
            return line[at++] & 0xff;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            fill();
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, bytes, offset, count);
            at += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - at;
        }

        private void fill() {
            if (at == line.length) {
                line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
        }
    }
}
