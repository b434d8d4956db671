package partita.internal.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import partita.internal.launch.Early;
import partita.internal.launch.Journal;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.launch.WorkerProcess;

/** The main class of every JVM that Partita starts. */
public final class WorkerMain {
    private WorkerMain() {}

    /**
     * Starts a worker; its orders come over standard input.
     *
     * @param args none; or that there are no orders yet and which role they will give, or that there will be none
     * @throws Throwable what a child's task throws, or why the worker cannot start
     */
    public static void main(String[] args) throws Throwable {
        if (List.of(args).equals(List.of(Role.TRAIN))) {
            WarmUp.train(stdin());
            Runtime.getRuntime().exit(0); // the worker's thread that it began would go on
            return;
        }
        if (args.length == 2 && args[0].equals(Role.STAND_BY)) {
            standBy(args[1]);
            return;
        }
        main(Workload.real());
    }

    private static void standBy(String role) throws Throwable {
        InputStream in = stdin();
        PrintStream out = System.out;
        Orders first = orders(in);
        Self.become(first);
        Journal journal = Journal.attach(Path.of(first.get(WorkerProcess.JOURNAL)));
        OwnerWatch watch = new OwnerWatch();
        ChildRole child = role.equals(Role.CHILD) ? new ChildRole(journal, watch) : null;
        Workload workload = Workload.real();
        Map<String, byte[]> early = early(first, in);
        WarmUp.standBy(role, first, out);
        early.forEach(workload::preload);
        var stage = new CompletableFuture<PoolStage>();
        if (child == null) {
            // meanwhile this thread sees the owner's end, which the handshake may not
            Thread.ofPlatform().name("partita-connect").daemon().start(() -> connect(first, journal, out, stage));
        } else {
            WarmUp.sayReady(out);
        }
        Orders orders = orders(in);
        if (!journal.acceptOrders()) {
            Runtime.getRuntime().halt(0); // its owner has given it up
        }
        WarmUp.sayReady(out);
        Self.become(orders);
        if (child != null) {
            child.run(orders, in, workload);
        } else {
            watch.start(in, () -> {});
            PoolRole.run(orders, journal, workload, stage.join());
        }
    }

    private static void connect(Orders orders, Journal journal, PrintStream out, CompletableFuture<PoolStage> made) {
        PrintStream err = System.err;
        try {
            Connection connection = Connection.open(orders);
            WarmUp.pieces(connection);
            made.complete(new PoolStage(journal, connection));
            WarmUp.sayReady(out);
        } catch (RuntimeException | Error e) {
            Farewell.broken(err, e);
        }
    }

    private static Map<String, byte[]> early(Orders first, InputStream in) throws IOException {
        try {
            return Early.read(first, in);
        } catch (EOFException e) {
            OwnerWatch.orphaned();
            throw e;
        }
    }

    private static Orders orders(InputStream in) throws IOException {
        try {
            return Orders.read(in);
        } catch (EOFException e) {
            OwnerWatch.orphaned(); // it was killed while this JVM started
            throw e;
        }
    }

    /**
     * Starts a worker.
     *
     * @param workload what it does with its work
     * @throws Throwable what a child's task throws, or why the worker cannot start
     */
    public static void main(Workload workload) throws Throwable {
        InputStream in = stdin();
        Orders orders = orders(in);
        Self.become(orders);
        Journal journal = Journal.attach(Path.of(orders.get(WorkerProcess.JOURNAL)));
        if (orders.get(Role.ROLE).equals(Role.CHILD)) {
            new ChildRole(journal, new OwnerWatch()).run(orders, in, workload);
        } else {
            new OwnerWatch().start(in, () -> {}); // before it connects, which may take its time
            PoolRole.run(orders, journal, workload, new PoolStage(journal, Connection.open(orders)));
        }
    }

    private static InputStream stdin() {
        System.setProperty("partita.worker", "true");
        InputStream in = System.in;
        System.setIn(InputStream.nullInputStream());
        return in;
    }
}
