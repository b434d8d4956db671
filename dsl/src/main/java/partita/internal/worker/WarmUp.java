package partita.internal.worker;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import partita.function.Fn;
import partita.internal.launch.Journal;
import partita.internal.launch.Orders;
import partita.internal.launch.Rehearsal;
import partita.internal.launch.ResultRing;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.memory.Futex;
import partita.internal.memory.Segment;
import partita.internal.memory.Signal;
import partita.internal.parcel.ItemsWriter;
import partita.internal.parcel.Packer;
import partita.internal.parcel.Runner;
import partita.internal.parcel.TypedLoader;
import partita.internal.transport.Hub;
import partita.internal.transport.SilentGuest;
import partita.internal.wire.Message;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** Does once what a worker will do, so that its classes are loaded when work comes. */
final class WarmUp {
    private static final ClassSource NOTHING_TYPED = new ClassSource() {};
    private static final int ROUNDS = 20;
    private static final int PIECES = 5;
    /** For each round; they fit into the memory of the results. */
    private static final int NUMBERS = 5_000;

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(100);
    private static final Duration ROLE_LIMIT = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = 1_000_000;

    private WarmUp() {}

    /** Warms up; a pool's worker then shakes hands with its owner. */
    static void standBy(String role, Orders first, PrintStream out) throws Throwable {
        var _ = Futex.available(); // which makes the call once
        if (role.equals(Role.POOL)) {
            items();
            numbers();
        } else {
            tasks(first, out);
        }
    }

    /** Tells the owner that this JVM is warm, or has taken its orders. */
    static void sayReady(PrintStream out) {
        out.print(Role.READY);
        out.flush();
    }

    /** Does all of it once, for a JVM that records what it loads. */
    static void train(InputStream orders) throws Throwable {
        var watch = new OwnerWatch();
        watch.start(orders, () -> {});
        var _ = new ChildRole(Journal.alone(), watch); // what it adds to this JVM's end does nothing without a child
        items();
        numbers();
        tasks(new Orders(Self.current().orders(Role.TRAIN, Role.TRAIN, true)), System.out);
        sockets();
        for (Rehearsal each : ServiceLoader.load(Rehearsal.class, WarmUp.class.getClassLoader())) {
            each.run();
        }
    }

    /** Packs, runs and unpacks. */
    private static void items() {
        Fn<List<Integer>, List<Object>> function = xs -> List.of(xs.size(), "warm", 1.5);
        Engine.Work work = Packer.single(function, List.of(1, 2, 3), NOTHING_TYPED);
        for (int i = 0; i < ROUNDS; i++) {
            Runner runner = new Runner(); // which loads the bundle anew
            runner.add(work.bundle().hash(), work.bundle().bytes());
            runner.run(1, work.bundle().hash(), work.payload(), 0, (_, _) -> {});
        }
    }

    /** Pieces of many numbers, often enough that what runs for each of them is compiled. */
    private static void numbers() {
        Fn<Integer, Integer> function = x -> x + 1;
        byte[] payload;
        Engine.Bundle bundle;
        try (var packer = new Packer(function, NOTHING_TYPED)) {
            var items = new ItemsWriter(packer, new ItemsWriter.Head(0, 0, false), Optional.empty());
            for (int i = 0; i < NUMBERS; i++) {
                items.add("item", i, i);
            }
            payload = items.bytes();
            bundle = packer.bundle();
        }
        Runner runner = new Runner();
        runner.add(bundle.hash(), bundle.bytes());
        Journal journal = Journal.alone();
        ResultRing results = journal.results();
        for (int i = 0; i < ROUNDS; i++) {
            PieceSink sink = new PieceSink(
                    i,
                    journal,
                    _ -> {},
                    new Capture((_, _, _) -> {}),
                    new Credit(results, journal.room()),
                    () -> false,
                    journal.work(),
                    Optional.empty());
            runner.run(1, bundle.hash(), payload, 0, sink);
            results.taken(results.end());
        }
    }

    /** A piece of work from its arrival to its results, as a pool's worker does it; its connection stands by then. */
    static void pieces(Connection connection) {
        Fn<Integer, Integer> function = x -> x + 1;
        Engine.Work work = Packer.single(function, 1, NOTHING_TYPED);
        Engine.Bundle bundle = work.bundle();
        for (int i = 1; i <= PIECES; i++) {
            PoolRole.rehearse(
                    new Message.AddBundle(bundle.hash(), bundle.bytes()),
                    new Message.Execute(i, 1, 0, bundle.hash(), work.payload()),
                    connection);
        }
    }

    /** What a child does, several times: what was done once is loaded, but runs slowly yet. */
    private static void tasks(Orders first, PrintStream out) throws Throwable {
        Engine.Work task = Packer.single(new TypedLoader().task(), null, NOTHING_TYPED);
        byte[] bundle = task.bundle().bytes();
        Orders orders = first.with(Map.of(
                Role.ROLE, Role.CHILD,
                Role.HASH, task.bundle().hash(),
                Role.BUNDLE_BYTES, Integer.toString(bundle.length),
                Role.PAYLOAD_BYTES, Integer.toString(task.payload().length)));
        var given = new ByteArrayOutputStream();
        given.writeBytes(orders.bytes());
        given.writeBytes(bundle);
        given.writeBytes(task.payload());
        Journal journal = Journal.alone();
        for (int i = 0; i < ROUNDS; i++) {
            InputStream in = new BufferedInputStream(new ByteArrayInputStream(given.toByteArray()));
            Orders read = Orders.read(in);
            var _ = journal.acceptOrders();
            out.print("");
            out.flush();
            Self.become(read);
            ChildRole.rehearse(read, in, journal);
        }
        Self.become(first);
        // opens all jars of the class path, which the first class that is asked for would wait for
        var _ = ClassLoader.getSystemResource("partita/none");
    }

    /** A handshake with itself, and what a pool's worker does after that. */
    private static void sockets() throws IOException {
        Path folder = Files.createTempDirectory("partita-train");
        try (Hub hub = new Hub("warm-up");
                Segment memory = Segment.create(folder.resolve("desk"), Signal.BYTES)) {
            String token = hub.expect(new SilentGuest());
            Connection connection = Connection.open(new Orders(Map.of(
                    Role.ENDPOINT, hub.address().endpoint(),
                    Role.SERVER_KEY, hub.address().serverKey(),
                    Role.TOKEN, token)));
            pieces(connection);
            role(new Orders(Map.of(Role.MEMORY, memory.file().toString(), Role.POST, "post")), connection);
            var _ = connection.dealer().close(CLOSE_LIMIT);
            memory.unlink();
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    /** One real piece of work, from a role's begin on. */
    private static void role(Orders orders, Connection connection) throws IOException {
        Fn<Integer, Integer> function = x -> x + 1;
        Engine.Work work = Packer.single(function, 1, NOTHING_TYPED);
        Journal journal = Journal.alone();
        PoolRole.run(orders, journal, Workload.real(), new PoolStage(journal, connection));
        var _ = journal.pieces()
                .add(new Message.AddBundle(work.bundle().hash(), work.bundle().bytes()));
        var _ = journal.pieces().add(new Message.Execute(1, 1, 0, work.bundle().hash(), work.payload()));
        journal.work().raise();
        for (long end = System.nanoTime() + ROLE_LIMIT.toNanos(); journal.begun() < 1 && System.nanoTime() < end; ) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
