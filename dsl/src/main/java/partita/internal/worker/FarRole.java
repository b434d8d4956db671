package partita.internal.worker;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import partita.internal.launch.Logs;
import partita.internal.parcel.Runner;
import partita.internal.transport.Address;
import partita.internal.transport.Dealer;
import partita.internal.wire.Message;

/**
 * A worker of a pool of another machine. It shares no memory with its owner, so before each item it waits until the owner
 * has heard of all that was before: when it is lost, one item at the most may have begun that the owner does not know
 * the end of.
 */
final class FarRole {
    /** Nobody is left to work for. */
    private static final int ORPHANED = 70;

    /** Tells blobs from bundles, which are named in the same way. */
    private static final String BLOB = "blob ";

    /** Room for recursion; taken only as far as it is used. */
    private static final long STACK_BYTES = 16L << 20;

    private static final Duration FAREWELL_LIMIT = Duration.ofMillis(250);

    /** Shutdown hooks of what it ran may take so long. */
    private static final Duration END_LIMIT = Duration.ofSeconds(3);

    private final Workload workload;
    private final PrintStream rawErr = System.err;
    private final Thread runner =
            Thread.ofPlatform().name("partita-worker").stackSize(STACK_BYTES).unstarted(this::work);
    private final FarPieces pieces = new FarPieces(runner);
    private final Dealer dealer;
    private final Capture capture = new Capture(this::print);

    FarRole(Address address, String token, Workload workload) {
        this.workload = workload;
        this.dealer = new Dealer(
                address, new Message.Hello(token, ProcessHandle.current().pid()), this::received, this::broken);
    }

    /** Connects, and works from then on. */
    void begin() {
        dealer.onLost(() -> Thread.ofPlatform().name("partita-orphan").start(this::orphaned));
        dealer.connect();
        capture.install();
        runner.start();
    }

    private void orphaned() {
        rawErr.println("partita worker: the connection was lost, or the pool has ended: pid="
                + ProcessHandle.current().pid());
        rawErr.flush();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(ORPHANED);
    }

    private void work() {
        try {
            while (true) {
                Message.Execute piece = pieces.begin();
                capture.run(piece.run()); // what the last run's threads wrote goes before
                dealer.send(new Message.Started(piece.ticket()));
                pieces.awaitHeard();
                load(piece);
                workload.run(piece.run(), piece.hash(), piece.payload(), piece.from(), new Results(piece.ticket()));
                pieces.end();
            }
        } catch (Throwable e) { // items' failures are results; this is the worker's own
            broken(e);
        }
    }

    /** Where the results of one piece go, one by one. */
    private final class Results implements Runner.Sink {
        private final long ticket;

        Results(long ticket) {
            this.ticket = ticket;
        }

        @Override
        public boolean keep(byte[] buffer, int start, int length) {
            return false;
        }

        @Override
        public void accept(byte[] results, Boolean last) {
            capture.flush();
            dealer.send(new Message.Result(ticket, last, 0, results));
            pieces.awaitHeard();
        }

        @Override
        public boolean stopped() {
            return pieces.isStopped(ticket);
        }
    }

    private void print(long run, boolean error, String text) {
        Message.Output output = new Message.Output(run, error, text);
        dealer.send(output);
        pieces.awaitRoomForOutput(output.weight());
    }

    private void load(Message.Execute piece) {
        pieces.takeArrived().forEach((hash, bytes) -> {
            if (hash.startsWith(BLOB)) {
                workload.addBlob(hash.substring(BLOB.length()), bytes);
            } else {
                workload.add(hash, bytes);
            }
        });
        if (!workload.has(piece.hash())) {
            dealer.send(new Message.NeedBundle(piece.ticket()));
            workload.add(piece.hash(), pieces.awaitArrival(piece.hash()));
        }
        List<String> missing = workload.missing(piece.run(), piece.hash());
        missing.forEach(blob -> dealer.send(new Message.NeedBlob(piece.ticket(), blob)));
        missing.forEach(blob -> workload.addBlob(blob, pieces.awaitArrival(BLOB + blob)));
    }

    /** On the socket's thread. */
    private void received(Message message) {
        switch (message) {
            case Message.Execute piece -> pieces.add(piece);
            case Message.AddBundle bundle -> pieces.arrived(bundle.hash(), bundle.bytes());
            case Message.AddBlob blob -> pieces.arrived(BLOB + blob.hash(), blob.bytes());
            case Message.Taken taken -> pieces.taken(taken);
            case Message.Recall recall -> giveBack(recall.ticket(), pieces.recall(recall.ticket()));
            case Message.Cancel cancel -> giveBack(cancel.ticket(), pieces.stop(cancel.ticket(), true));
            case Message.Drain drain -> giveBack(drain.ticket(), pieces.stop(drain.ticket(), false));
            case Message.Logging logging ->
                Logs.become(new Logs.Settings(Math.toIntExact(logging.level()), logging.toStderr()));
            case Message.Shutdown _ -> end();
            case Message.Welcome _ -> {} // a second one, for a greeting that was sent twice
            default -> throw new IllegalStateException("not for a worker: message=" + message);
        }
    }

    /** Asked to end, perhaps because it runs what heeds nobody. */
    private void end() {
        Thread.ofPlatform().name("partita-shutdown").start(() -> {
            capture.flush();
            dealer.close(FAREWELL_LIMIT);
            rawErr.println("partita worker: the pool sent it away: pid="
                    + ProcessHandle.current().pid());
            System.exit(0);
        });
        Thread.ofPlatform().name("partita-end").daemon().start(() -> {
            try {
                Thread.sleep(END_LIMIT); // the wait is the point
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // it ends all the same
            }
            Runtime.getRuntime().halt(0);
        });
    }

    private void giveBack(long ticket, boolean hasNotBegun) {
        if (hasNotBegun) {
            dealer.send(new Message.Returned(ticket));
        }
    }

    private void broken(Throwable e) {
        Farewell.broken(rawErr, e);
    }
}
