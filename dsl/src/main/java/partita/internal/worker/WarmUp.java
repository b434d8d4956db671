package partita.internal.worker;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import partita.function.Fn;
import partita.internal.launch.EndSignal;
import partita.internal.launch.Journal;
import partita.internal.launch.Orders;
import partita.internal.launch.Rehearsal;
import partita.internal.launch.ResultRing;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.memory.Futex;
import partita.internal.parcel.ItemsWriter;
import partita.internal.parcel.Packer;
import partita.internal.parcel.Runner;
import partita.internal.transport.Dealer;
import partita.internal.transport.Guest;
import partita.internal.transport.Hub;
import partita.internal.transport.Link;
import partita.internal.wire.Message;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** Does once what a worker will do, so that its classes are loaded when work comes. */
final class WarmUp {
    private static final ClassSource NOTHING_TYPED = new ClassSource() {};
    private static final long HANDSHAKE_SECONDS = 5;
    private static final int ROUNDS = 20;
    /** For each round; they fit into the memory of the results. */
    private static final int NUMBERS = 5_000;

    private static final java.time.Duration CLOSE_LIMIT = java.time.Duration.ofMillis(100);

    private WarmUp() {}

    /** Warms up; a pool's worker then shakes hands with its owner. */
    static void standBy(String role, Orders first) throws Throwable {
        items();
        if (role.equals(Role.POOL)) {
            numbers();
        } else {
            tasks(first);
        }
    }

    /** Tells the owner that this JVM is warm, or has taken its orders. */
    static void sayReady(PrintStream out) {
        out.print(Role.READY);
        out.flush();
    }

    /** Does all of it once, for a JVM that records what it loads. */
    static void train(InputStream orders) throws Throwable {
        OwnerWatch.start(orders, () -> {});
        items();
        numbers();
        tasks(new Orders(Self.current().orders(Role.TRAIN, Role.TRAIN, true)));
        sockets();
        for (Rehearsal each : ServiceLoader.load(Rehearsal.class, WarmUp.class.getClassLoader())) {
            each.run();
        }
    }

    /** Packs, runs and unpacks; for a child as well, which unpacks its task. */
    private static void items() {
        Fn<List<Integer>, List<Object>> function = xs -> List.of(xs.size(), "warm", 1.5);
        Engine.Work work = Packer.single(function, List.of(1, 2, 3), NOTHING_TYPED);
        for (int i = 0; i < ROUNDS; i++) {
            Runner runner = new Runner(); // which loads the bundle anew
            runner.add(work.bundle().hash(), work.bundle().bytes());
            runner.run(1, work.bundle().hash(), work.payload(), 0, (_, _) -> {});
        }
        var _ = Futex.available(); // which makes the call once
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

    /** What a child does, several times: what was done once is loaded, but runs slowly yet. */
    private static void tasks(Orders orders) throws Throwable {
        Engine.Work task = Packer.single(new TypedLoader().task(), null, NOTHING_TYPED);
        for (int i = 0; i < ROUNDS; i++) {
            Self.become(Orders.read(new ByteArrayInputStream(orders.bytes())));
            Runner runner = new Runner(); // which loads the bundle anew
            runner.add(task.bundle().hash(), task.bundle().bytes());
            runner.runTask(1, task.bundle().hash(), task.payload());
            var _ = EndSignal.current();
        }
    }

    /** A handshake with itself. */
    private static void sockets() throws InterruptedException {
        CountDownLatch met = new CountDownLatch(1);
        try (Hub hub = new Hub("warm-up")) {
            String token = hub.expect(new Guest() {
                @Override
                public void connected(Link link, Message.Hello hello) {
                    met.countDown();
                }

                @Override
                public void received(Message message) {}

                @Override
                public void disconnected() {}

                @Override
                public void garbled(Throwable failure) {}
            });
            Dealer dealer = new Dealer(hub.address(), new Message.Hello(token, 0), _ -> {}, _ -> {});
            dealer.connect();
            var _ = met.await(HANDSHAKE_SECONDS, TimeUnit.SECONDS); // warm enough either way
            var _ = dealer.close(CLOSE_LIMIT);
        }
    }
}
