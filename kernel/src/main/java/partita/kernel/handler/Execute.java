package partita.kernel.handler;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.kernel.channel.Channels;
import partita.kernel.display.Bundle;
import partita.kernel.display.FailureCard;
import partita.kernel.display.Values;
import partita.kernel.magic.MagicException;
import partita.kernel.magic.Magics;
import partita.kernel.message.Json;
import partita.kernel.message.Message;
import partita.kernel.output.Cell;
import partita.kernel.output.Cells;
import partita.kernel.repl.Failure;
import partita.kernel.repl.Interrupts;
import partita.kernel.repl.Repl;

/** Runs a cell. For the shell thread. */
final class Execute implements Handler {
    /** How deep files may load files: one that loads itself ends here. */
    private static final int DEPTH = 20;

    private final Channels channels;
    private final Cells cells;
    private final Values values;
    private final Supplier<Repl> repl;
    private final History history;
    private final Runnable abortQueued;
    private final Interrupts interrupts;
    private final AtomicReference<@Nullable Cell> running;
    private final Magics magics = new Magics();
    private int count = 1;

    Execute(
            Channels channels,
            Cells cells,
            Values values,
            Supplier<Repl> repl,
            History history,
            Runnable abortQueued,
            Interrupts interrupts,
            AtomicReference<@Nullable Cell> running) {
        this.channels = channels;
        this.cells = cells;
        this.values = values;
        this.repl = repl;
        this.history = history;
        this.abortQueued = abortQueued;
        this.interrupts = interrupts;
        this.running = running;
    }

    @Override
    public void begins() {
        interrupts.announce();
    }

    @Override
    public void ends() {
        interrupts.end();
    }

    @Override
    public JsonObject handle(Message request) {
        JsonObject asked = request.content();
        String code = Json.text(asked, "code", "");
        boolean silent = Json.flag(asked, "silent", false);
        boolean store = !silent && Json.flag(asked, "store_history", true);
        int number = count;
        Repl live = repl.get();
        if (!silent) {
            channels.prepare(request.header(), "execute_input", input(code, number));
        }
        channels.flush();
        Cell cell = new Cell(channels, request, live::locateIn);
        cells.enter(cell, !silent);
        running.set(cell);
        try {
            JsonObject content = run(live, cell, number, code, silent, store, Json.member(asked, "user_expressions"));
            if (Json.text(content, "status", "").equals("error") && Json.flag(asked, "stop_on_error", true)) {
                abortQueued.run();
            }
            return content;
        } finally {
            running.set(null);
            cells.leave();
            if (store) {
                count++;
            }
        }
    }

    private JsonObject run(
            Repl live, Cell cell, int number, String code, boolean silent, boolean store, JsonObject expressions) {
        AtomicReference<@Nullable Bundle> shown = new AtomicReference<>();
        Failure failure =
                run(live, number, code, v -> shown.set(values.bundle(v)), note -> cell.write(true, note), DEPTH);
        System.out.flush();
        System.err.flush();
        Bundle bundle = shown.get();
        if (bundle != null && !silent) {
            JsonObject result = bundle.content();
            result.addProperty("execution_count", number);
            cell.prepare("execute_result", result);
        }
        if (store) {
            history.add(number, code, bundle == null ? null : Json.text(bundle.data(), "text/plain", ""));
        }
        JsonObject content = failure == null ? Reply.ok() : Reply.error(failure);
        content.addProperty("execution_count", number);
        content.add("user_expressions", failure == null ? evaluate(live, expressions) : new JsonObject());
        content.add("payload", new JsonArray());
        if (failure != null && !silent) {
            if (failure.report() != null) {
                cell.publish("display_data", FailureCard.of(failure.report()).content());
            }
            JsonObject error = Reply.error(failure);
            error.remove("status");
            cell.publish("error", error);
        }
        return content;
    }

    /** Runs a text's magics, the files that they load, then its Java. */
    private @Nullable Failure run(
            Repl live, int number, String code, Consumer<Object> show, Consumer<String> note, int depth) {
        try {
            for (String loaded : magics.run(code, live::addClassPath)) {
                if (depth == 0) {
                    throw new IllegalStateException("files load each other more than " + DEPTH + " deep");
                }
                Failure failure = run(live, number, loaded, value -> {}, note, depth - 1);
                if (failure != null) {
                    return failure;
                }
            }
        } catch (MagicException | IllegalStateException e) {
            String line = e instanceof MagicException magic ? ", line " + magic.line() : "";
            String message = "cell [" + number + "]" + line + ": " + e.getMessage();
            return new Failure("MagicError", message, List.of(message));
        }
        return live.run(number, Magics.java(code), show, note).failure();
    }

    private JsonObject evaluate(Repl live, JsonObject expressions) {
        JsonObject results = new JsonObject();
        for (Map.Entry<String, JsonElement> expression : expressions.entrySet()) {
            AtomicReference<@Nullable Bundle> shown = new AtomicReference<>();
            String source = Json.text(expressions, expression.getKey(), "");
            Failure failure = live.run(count, source, v -> shown.set(values.bundle(v)), note -> {})
                    .failure();
            Bundle bundle = shown.get();
            results.add(expression.getKey(), failure == null ? value(bundle) : Reply.error(failure));
        }
        return results;
    }

    private static JsonObject value(@Nullable Bundle bundle) {
        JsonObject content = Reply.ok();
        content.add("data", bundle == null ? new JsonObject() : bundle.data());
        content.add("metadata", bundle == null ? new JsonObject() : bundle.metadata());
        return content;
    }

    private static JsonObject input(String code, int number) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("execution_count", number);
        return content;
    }
}
