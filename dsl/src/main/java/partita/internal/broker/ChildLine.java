package partita.internal.broker;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Role;

/**
 * A line to this JVM's broker that lies ready for a child before it starts, so that it comes there without a connection.
 * No connection tells of its end: this JVM hears of that from the operating system, at once, since the child is its own.
 */
public final class ChildLine {
    private final Broker broker;
    private final Lines lines;
    private final Lent memory;
    /** Of its first call. */
    private @Nullable Client client;

    private volatile Lines.@Nullable End line;
    private boolean over;

    ChildLine(Broker broker, Lines lines, Lent memory) {
        this.broker = broker;
        this.lines = lines;
        this.memory = memory;
    }

    /**
     * What the child is told.
     *
     * @return orders
     */
    public Map<String, String> orders() {
        return Map.of(Role.LINE, memory.address(), Role.LINE_SIGNAL, lines.address(), Role.LINE_BROKER, broker.id());
    }

    /**
     * The child runs: what it says is heard.
     *
     * @param pid its process id
     * @param end completed once it says no more
     */
    public void begin(long pid, CompletionStage<?> end) {
        var calls = new Calls(broker, Broker.ITSELF, this::garbled);
        line = lines.add(
                memory.memory(),
                (it, message) -> {
                    Client from = client(pid);
                    if (from != null) {
                        calls.received(from, it::send, message);
                    }
                },
                this::garbled);
        lines.look(); // it may have said something already
        end.whenComplete((_, _) -> end());
    }

    /** The child could not be started. */
    public void cancel() {
        try {
            memory.close();
        } catch (IOException _) {
            return; // its descriptor goes with this JVM
        }
    }

    private synchronized @Nullable Client client(long pid) {
        if (client == null && !over) {
            client = broker.newClient(pid, "process");
            broker.arrived(client);
            cancel(); // it has borrowed the memory
        }
        return client;
    }

    private void garbled(Throwable failure) {
        Lines.End open = line;
        if (open != null) {
            open.send(Calls.unreadable(failure));
        }
        end();
    }

    private void end() {
        Lines.End open = line;
        if (open != null) {
            open.close(); // which takes what it said last
        }
        Client known;
        synchronized (this) {
            over = true;
            known = client;
        }
        cancel();
        if (known != null) {
            broker.ended(known);
        }
    }
}
