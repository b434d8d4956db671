package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.kernel.channel.Channel;
import partita.kernel.channel.Channels;
import partita.kernel.message.Message;
import partita.kernel.message.Session;
import partita.kernel.repl.Failure;

/** Takes one channel's requests in order, on a thread of its own: busy, the answer, idle. */
final class RequestLoop {
    private static final class Queued {
        final Message message;
        volatile boolean aborted;

        Queued(Message message) {
            this.message = message;
        }
    }

    private final Channel channel;
    private final Channels channels;
    private final Session session;
    private final Map<String, Handler> handlers;
    private final Consumer<String> log;
    private final LinkedBlockingQueue<Queued> queue = new LinkedBlockingQueue<>();

    RequestLoop(
            Channel channel, Channels channels, Session session, Map<String, Handler> handlers, Consumer<String> log) {
        this.channel = channel;
        this.channels = channels;
        this.session = session;
        this.handlers = Map.copyOf(handlers);
        this.log = log;
    }

    void start(String name) {
        Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    void add(Message message) {
        queue.add(new Queued(message));
    }

    /** What is queued to be executed will not be: a cell before it failed. */
    void abortQueued() {
        queue.stream().filter(q -> q.message.type().equals("execute_request")).forEach(q -> q.aborted = true);
    }

    private void run() {
        try {
            while (true) {
                Queued next = queue.take();
                serve(next);
            }
        } catch (InterruptedException e) {
            log.accept("the thread of channel=" + channel + " was interrupted, so the kernel answers there no more; "
                    + "restart the kernel");
        }
    }

    private void serve(Queued queued) {
        Message request = queued.message;
        @Nullable Handler handler = queued.aborted ? null : handlers.get(request.type());
        if (handler != null) {
            handler.begins();
        }
        // a handler that takes long sends it on its way
        channels.prepare(request.header(), "status", status("busy"));
        try {
            @Nullable JsonObject content = queued.aborted ? aborted() : answer(handler, request);
            if (content != null) {
                String type = request.type().replaceFirst("_request$", "_reply");
                channels.prepare(channel, session.reply(request, type, content));
            }
        } finally {
            if (handler != null) {
                handler.ends();
            }
            channels.publish(request.header(), "status", status("idle"));
        }
    }

    private @Nullable JsonObject answer(@Nullable Handler handler, Message request) {
        if (handler == null) {
            log.accept("a request of a type that this kernel does not know was ignored: type=" + request.type()
                    + " channel=" + channel);
            return null;
        }
        try {
            return handler.handle(request);
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            log.accept("the kernel could not answer type=" + request.type() + ": " + e);
            String message = e.getMessage() == null ? "" : e.getMessage();
            return Reply.error(new Failure(e.getClass().getName(), message, List.of(e.toString())));
        }
    }

    private static JsonObject aborted() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "aborted");
        return content;
    }

    private static JsonObject status(String state) {
        JsonObject content = new JsonObject();
        content.addProperty("execution_state", state);
        return content;
    }
}
