package partita.internal.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
            WarmUp.train(System.in);
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
        Orders first = orders(in);
        Self.become(first);
        Journal journal = Journal.attach(Path.of(first.get(WorkerProcess.JOURNAL)));
        ChildRole child = role.equals(Role.CHILD) ? new ChildRole(journal) : null;
        Workload workload = Workload.real();
        WarmUp.standBy(role, first, System.out);
        var connection = new CompletableFuture<Connection>();
        if (child == null) {
            // meanwhile this thread sees the owner's end, which the handshake may not
            Thread.ofPlatform().name("partita-connect").daemon().start(() -> connect(first, connection));
        } else {
            WarmUp.sayReady(System.out);
        }
        Orders orders = orders(in);
        if (!journal.acceptOrders()) {
            return; // its owner has given it up
        }
        WarmUp.sayReady(System.out);
        Self.become(orders);
        if (child != null) {
            child.run(orders, in, workload);
        } else {
            new OwnerWatch().start(in, () -> {});
            PoolRole.run(orders, journal, workload, connection.join());
        }
    }

    private static void connect(Orders orders, CompletableFuture<Connection> made) {
        PrintStream err = System.err;
        try {
            Connection connection = Connection.open(orders);
            WarmUp.pieces(connection);
            made.complete(connection);
            WarmUp.sayReady(System.out);
        } catch (RuntimeException | Error e) {
            Farewell.broken(err, e);
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
            new ChildRole(journal).run(orders, in, workload);
        } else {
            new OwnerWatch().start(in, () -> {}); // before it connects, which may take its time
            PoolRole.run(orders, journal, workload, Connection.open(orders));
        }
    }

    private static InputStream stdin() {
        System.setProperty("partita.worker", "true");
        InputStream in = System.in;
        System.setIn(InputStream.nullInputStream());
        return in;
    }
}
