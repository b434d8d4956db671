package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.EndSignal;
import partita.internal.transport.Dealer;
import partita.internal.wire.Message;

/** The way to the broker of another process. When that has ended, every call is answered {@link Outcome#GONE}. */
final class RemotePort implements Port {
    /** Stands for all of a client's calls in an answer. */
    static final long EVERY_CALL = -1;

    /** The number of what is not answered. */
    private static final long NO_CALL = 0;

    private static final Duration FAREWELL_LIMIT = Duration.ofMillis(200);

    private volatile Home home;
    /** Null where a line is all there is. */
    private final @Nullable Dealer dealer;

    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, RemoteCall> open = new ConcurrentHashMap<>();
    private final Thread farewell = Thread.ofPlatform().name("partita-farewell").unstarted(this::sayBye);
    private volatile @Nullable Reply gone;
    /** From the second call on, where both sides have memory in common. */
    private volatile @Nullable ClientLine line;

    private volatile long client;

    private final class RemoteCall implements Pending {
        private final long number;
        private final CompletableFuture<Reply> reply = new Answer();

        private final boolean takes;

        RemoteCall(long number, Op op) {
            this.number = number;
            this.takes = op == Op.TAKE || op == Op.TRY_TAKE;
        }

        @Override
        public CompletableFuture<Reply> reply() {
            return reply;
        }

        @Override
        public void at(StackTraceElement place) {
            var _ = ask(Broker.ITSELF, Op.PLACE, 0, number, 0, Frame.pack(place));
        }

        @Override
        public void giveUp() {
            send(new Message.GiveUp(number));
        }
    }

    /** Who waits for one through memory reads there itself. */
    private final class Answer extends CompletableFuture<Reply> {
        @Override
        public Reply get() throws InterruptedException, ExecutionException {
            lead(Long.MAX_VALUE);
            return super.get();
        }

        @Override
        public Reply get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            long begun = System.nanoTime();
            lead(unit.toNanos(timeout));
            return super.get(Math.max(0, unit.toNanos(timeout) - (System.nanoTime() - begun)), TimeUnit.NANOSECONDS);
        }

        private void lead(long nanos) throws InterruptedException {
            ClientLine memory = line;
            if (memory != null && !isDone()) {
                memory.lead(this::isDone, nanos, () -> !open.isEmpty());
            }
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }

    private RemotePort(Home home) {
        this.home = home;
        this.dealer = new Dealer(
                home.address(),
                new Message.Hello(home.credential(), ProcessHandle.current().pid()),
                this::received,
                failure -> lost("the connection to it failed: " + failure));
    }

    private RemotePort(Home home, MemorySegment memory, MemorySegment brokersSignal) {
        this.home = home;
        this.dealer = null;
        this.line = ClientLine.begun(memory, brokersSignal, this::received);
    }

    /**
     * Uses a line that the broker of this process's parent had ready for it. This process ends with its parent, so nobody
     * has to watch for that.
     */
    static RemotePort along(ParentLine ready, Home home, String process) {
        var port = new RemotePort(home, ready.memory(), ready.brokersSignal());
        port.introduce(process);
        Runtime.getRuntime().addShutdownHook(port.farewell);
        return port;
    }

    private void introduce(String process) {
        client = ask(Broker.ITSELF, Op.SET, 0, 0, 0, process.getBytes(UTF_8))
                .reply()
                .join()
                .number();
    }

    /**
     * Connects.
     *
     * @throws partita.api.AuthenticationException if it is far and its key another one
     * @throws partita.api.EngineException if nobody answers there
     */
    static RemotePort connect(Home home, String process) {
        var port = new RemotePort(home);
        Dealer dealer = Objects.requireNonNull(port.dealer, "it was made with one");
        String ended = home.far()
                ? "the connection to the process that kept it was lost, or it has ended: address=" + home.endpoint()
                : "the process that kept it has ended, pid=" + home.pid();
        if (!home.far() && ProcessHandle.of(home.pid()).isEmpty()) {
            port.lost(ended);
            return port;
        }
        dealer.onLost(() -> port.lost(ended));
        dealer.connect();
        if (home.far()) {
            port.home = home.known(port.id());
        } else {
            Exits.onExit(home.pid(), () -> port.lost(ended));
        }
        port.introduce(process);
        if (!home.far()) {
            port.openLine();
        }
        Runtime.getRuntime().addShutdownHook(port.farewell);
        return port;
    }

    /** All answers so far have come, so that no call overtakes another. */
    private void openLine() {
        ClientLine made = ClientLine.open(this::received);
        if (made == null) {
            return;
        }
        Reply reply = ask(Broker.ITSELF, Op.LINE, 0, 0, 0, made.address().getBytes(UTF_8))
                .reply()
                .join();
        MemorySegment brokersSignal = reply.outcome() == Outcome.DONE ? Lent.tryBorrow(reply.text()) : null;
        if (brokersSignal == null) {
            made.unlend();
            return;
        }
        made.begin(brokersSignal);
        line = made;
    }

    private void send(Message message) {
        ClientLine open = line;
        if (open != null) {
            open.send(message);
        } else if (dealer != null) {
            dealer.send(message);
        }
    }

    private void sendSoon(Message message) {
        ClientLine open = line;
        if (open != null) {
            open.leave(message);
        } else if (dealer != null) {
            dealer.sendSoon(message);
        }
    }

    private void close(Duration limit) {
        if (dealer != null) {
            var _ = dealer.close(limit);
        }
    }

    /** Ended by a signal, it may have been in the middle of anything; so only a normal end is told. */
    private void sayBye() {
        if (gone == null && EndSignal.current() == 0) {
            var _ = ask(Broker.ITSELF, Op.BYE, 0, 0, 0, Reply.NOTHING);
            ClientLine open = line;
            if (open != null) {
                open.leaveNativeCode();
            }
            close(FAREWELL_LIMIT);
        }
    }

    @Override
    public Pending ask(long object, Op op, long thread, long a, long b, byte[] payload) {
        var call = new RemoteCall(calls.incrementAndGet(), op);
        open.put(call.number, call);
        Reply already = gone;
        if (already != null) {
            answer(call.number, already);
        } else {
            send(new Message.Ask(call.number, object, op.ordinal(), thread, a, b, payload));
        }
        return call;
    }

    /** Only in memory, where it stands also once this process has ended. */
    @Override
    public boolean post(long object, Op op, long thread, long a, byte[] payload) {
        ClientLine open = line;
        if (open != null) {
            open.send(new Message.Ask(NO_CALL, object, op.ordinal(), thread, a, 0, payload));
        }
        return open != null;
    }

    /** Who is there; empty where it does not say so in time. */
    private String id() {
        Reply said = ask(Broker.ITSELF, Op.DESCRIBE, 0, 0, 0, Reply.NOTHING)
                .reply()
                .completeOnTimeout(Reply.GIVEN_UP, 5, TimeUnit.SECONDS)
                .join();
        return said.outcome() == Outcome.DONE
                ? new String(Sheaf.unpack(said.payload()).get(3), UTF_8)
                : "";
    }

    boolean isGone() {
        return gone != null;
    }

    /** Says good-bye; whoever still asks is told. */
    void disconnect() {
        sayBye();
        lost("this process has disconnected from it");
    }

    @Override
    public long client() {
        return client;
    }

    @Override
    public boolean near() {
        return !home.far();
    }

    @Override
    public @Nullable Reply gone() {
        return gone;
    }

    @Override
    public Home home() {
        return home;
    }

    /** On the socket's thread. */
    private void received(Message message) {
        switch (message) {
            case Message.Answer answer when answer.call() == EVERY_CALL -> lost(new String(answer.payload(), UTF_8));
            case Message.Answer answer ->
                answer(answer.call(), new Reply(Outcome.of(answer.outcome()), answer.number(), answer.payload()));
            case Message.Welcome _ -> {} // a second one, for a greeting that was sent twice
            default -> throw new IllegalStateException("not for a client: message=" + message);
        }
    }

    private void answer(long number, Reply reply) {
        RemoteCall call = open.remove(number);
        if (call != null) {
            if (call.takes && reply.outcome() == Outcome.DONE && reply.payload().length > 0) {
                sendSoon(new Message.GiveUp(-number)); // the item has arrived
            }
            call.reply.complete(reply);
        }
    }

    private void lost(String why) {
        ClientLine ended = line;
        if (ended != null) {
            ended.close();
        }
        Reply reply = gone != null ? gone : Reply.because(Outcome.GONE, why);
        gone = reply;
        open.keySet().forEach(number -> answer(number, reply));
        close(Duration.ZERO); // it would try to connect again for ever
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException _) {
            // this JVM is ending: the hook finds nothing to do
        }
    }
}
