package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import partita.kernel.channel.Channel;
import partita.kernel.channel.Channels;
import partita.kernel.display.Notebook;
import partita.kernel.display.Outlet;
import partita.kernel.display.Values;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.message.Session;
import partita.kernel.output.Cell;
import partita.kernel.output.CellStream;
import partita.kernel.output.Cells;
import partita.kernel.repl.Interrupts;
import partita.kernel.repl.Repl;

/**
 * The kernel behind its sockets. Requests on the shell channel run in order on one thread, those on the control
 * channel on another; who the kernel is can be told before Java is ready to run.
 */
public final class Kernel implements Outlet {
    private final Channels channels;
    private final Session session;
    private final Cells cells;
    private final CompletableFuture<Repl> repl;
    private final Values values;
    private final Input input;
    private final RequestLoop shell;
    private final RequestLoop control;

    /**
     * Puts the kernel together.
     *
     * @param channels its sockets, not started yet
     * @param session makes its messages
     * @param cells knows whose output is whose
     * @param interrupts tells Java when a cell is to stop
     * @param repl Java, as soon as it has started
     * @param version this kernel's version
     * @param exit ends the process with a status, after the answer to a shutdown was sent
     * @param log takes one line for each thing that went wrong
     */
    public Kernel(
            Channels channels,
            Session session,
            Cells cells,
            Interrupts interrupts,
            CompletableFuture<Repl> repl,
            String version,
            IntConsumer exit,
            Consumer<String> log) {
        this.channels = channels;
        this.session = session;
        this.cells = cells;
        this.repl = repl;
        this.values = new Values(Repl::clean);
        this.input = new Input(channels, session, cells);
        KernelInfo info = new KernelInfo(version);
        History history = new History();
        AtomicReference<@Nullable Cell> running = new AtomicReference<>();
        Handler interrupt = new Interrupt(interrupts, running);
        Map<String, Handler> onShell = new HashMap<>(new Comms(channels).handlers());
        onShell.put("kernel_info_request", info);
        onShell.put(
                "execute_request",
                new Execute(channels, cells, values, this::repl, history, this::abortQueued, interrupts, running));
        onShell.put("complete_request", new Complete(this::repl));
        onShell.put("inspect_request", new Inspect(this::repl));
        onShell.put("is_complete_request", new IsComplete(this::repl));
        onShell.put("history_request", history);
        onShell.put("interrupt_request", interrupt);
        onShell.put("shutdown_request", request -> shutdown(Channel.SHELL, request, exit));
        Map<String, Handler> onControl = Map.of(
                "kernel_info_request",
                info,
                "interrupt_request",
                interrupt,
                "shutdown_request",
                request -> shutdown(Channel.CONTROL, request, exit));
        shell = new RequestLoop(Channel.SHELL, channels, session, onShell, log);
        control = new RequestLoop(Channel.CONTROL, channels, session, onControl, log);
    }

    /** Takes standard input and output, and begins to answer. */
    public void start() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(CellStream.of(cells, false, out));
        System.setErr(CellStream.of(cells, true, err));
        System.setIn(input.stream());
        Notebook.connect(values, this);
        Notebook.connect(source -> repl().eval(source));
        control.start("partita-control");
        shell.start("partita-shell");
        JsonObject starting = new JsonObject();
        starting.addProperty("execution_state", "starting");
        channels.publish(new JsonObject(), "status", starting);
        channels.start(this::received);
    }

    private void received(Channel channel, Message message) {
        switch (channel) {
            case SHELL -> shell.add(message);
            case CONTROL -> control.add(message);
            case STDIN -> input.answered(message);
            case IOPUB -> throw new IllegalArgumentException("nobody sends requests on channel=" + channel);
        }
    }

    private void abortQueued() {
        shell.abortQueued();
    }

    private Repl repl() {
        try {
            return repl.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Java could not be started in this kernel: " + e.getCause()
                            + "; see the kernel's own output, then restart the kernel",
                    e.getCause());
        }
    }

    private @Nullable JsonObject shutdown(Channel channel, Message request, IntConsumer exit) {
        JsonObject content = Reply.ok();
        content.addProperty("restart", Json.flag(request.content(), "restart", false));
        // the answer must be out before the sockets close, so it is not left to the loop
        channels.send(channel, session.reply(request, "shutdown_reply", content));
        channels.publish(request.header(), "shutdown_reply", content);
        JsonObject idle = new JsonObject();
        idle.addProperty("execution_state", "idle");
        channels.publish(request.header(), "status", idle);
        exit.accept(0);
        return null;
    }

    @Override
    public void publish(String type, JsonObject content) {
        Cell cell = cells.current();
        if (cell == null) {
            channels.publish(new JsonObject(), type, content);
        } else {
            System.out.flush();
            cell.publish(type, content);
        }
    }

    @Override
    public String readLine(String prompt, boolean password) {
        return input.ask(prompt, password);
    }
}
