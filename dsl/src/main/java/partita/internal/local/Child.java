package partita.internal.local;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import partita.api.StartMethod;
import partita.internal.broker.ChildLine;
import partita.internal.broker.Ports;
import partita.internal.launch.JvmCommand;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.launch.StandBy;
import partita.internal.launch.WorkerProcess;
import partita.spi.Display;
import partita.spi.Engine;

/**
 * A process of its own. The task goes over its standard input, behind its orders; its raw standard output and
 * standard error, native code's included, go to the cell.
 */
final class Child extends OwnChild {
    private static final byte[] INTERRUPT = {(byte) Role.INTERRUPT};

    private final StartMethod method;
    private final JvmCommand command;
    private final Display.Cell cell;
    private final String family;
    private volatile @Nullable WorkerProcess process;

    Child(
            Owner owner,
            StartMethod method,
            JvmCommand command,
            String name,
            String family,
            Supplier<Engine.Work> task,
            Display.Cell cell) {
        super(owner, name, Self.current().daemon(), task);
        this.method = method;
        this.command = command;
        this.family = family;
        this.cell = cell;
    }

    @Override
    void begin(Engine.Work work) {
        byte[] bundle = work.bundle().bytes();
        Orders orders = new Orders(Self.current().orders(name(), family, daemon()))
                .with(Map.of(
                        Role.ROLE, Role.CHILD,
                        Role.HASH, work.bundle().hash(),
                        Role.BUNDLE_BYTES, Integer.toString(bundle.length),
                        Role.PAYLOAD_BYTES, Integer.toString(work.payload().length)));
        ByteArrayOutputStream parcel = new ByteArrayOutputStream(bundle.length + work.payload().length);
        parcel.writeBytes(bundle);
        parcel.writeBytes(work.payload());
        Optional<ChildLine> line = Ports.own().lineForChild();
        WorkerProcess running =
                start(line.map(ready -> orders.with(ready.orders())).orElse(orders), parcel, line);
        process = running;
        started();
        line.ifPresent(ready -> ready.begin(running.pid(), running.silence()));
        running.exit().whenComplete((code, failure) -> ended(code == null ? -1 : code, failure));
    }

    private WorkerProcess start(Orders orders, ByteArrayOutputStream parcel, Optional<ChildLine> line) {
        try {
            return StandBy.start(method, command, orders, parcel.toByteArray(), cell::write);
        } catch (RuntimeException e) {
            line.ifPresent(ChildLine::cancel);
            throw e;
        }
    }

    private WorkerProcess running() {
        checkStarted();
        return Objects.requireNonNull(process, "started() is said when there is a process");
    }

    @Override
    String label() {
        WorkerProcess running = process;
        return super.label() + (running == null ? "" : " pid=" + running.pid());
    }

    @Override
    public long pid() {
        return running().pid();
    }

    @Override
    public void interrupt() {
        WorkerProcess running = running();
        if (lives()) {
            running.tell(INTERRUPT);
        }
    }

    @Override
    public void terminate() {
        running().terminate();
    }

    @Override
    public void kill() {
        running().kill();
    }
}
