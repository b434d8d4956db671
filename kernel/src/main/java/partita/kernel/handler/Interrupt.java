package partita.kernel.handler;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import partita.kernel.message.Message;
import partita.kernel.output.Cell;
import partita.kernel.repl.Interrupts;
import partita.kernel.repl.Repl;

/** Stops the running cell, and says so where it does not stop. For the control thread. */
final class Interrupt implements Handler {
    private static final int PATIENCE_SECONDS = 2;
    private static final int SHOWN_FRAMES = 4;

    private final Interrupts interrupts;
    private final AtomicReference<@Nullable Cell> running;

    Interrupt(Interrupts interrupts, AtomicReference<@Nullable Cell> running) {
        this.interrupts = interrupts;
        this.running = running;
    }

    @Override
    public JsonObject handle(Message request) {
        Cell cell = running.get();
        interrupts.interrupt();
        if (cell != null) {
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> look(cell));
        }
        return Reply.ok();
    }

    private void look(Cell cell) {
        StackTraceElement[] frames = interrupts.frames();
        if (running.get() == cell) {
            String where = frames.length == 0
                    ? ", busy with work of the kernel's own"
                    : ". It is in code that heeds no interrupt:\n" + shown(frames);
            cell.write(
                    true,
                    "partita: the cell was interrupted " + PATIENCE_SECONDS + " s ago and still runs" + where
                            + "\nWait for it, or restart the kernel (in JupyterLab: Kernel, Restart Kernel);"
                            + " a restart forgets all variables.\n");
        }
    }

    private static String shown(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .limit(SHOWN_FRAMES)
                .map(frame -> "    at " + Repl.clean(frame.toString()))
                .collect(Collectors.joining("\n"));
    }
}
