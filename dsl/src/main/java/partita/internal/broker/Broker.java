package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.ChildExits;
import partita.internal.parcel.Letters;
import partita.internal.parcel.Workshop;
import partita.internal.transport.Address;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;
import partita.internal.transport.Hub;
import partita.spi.ClassSource;

/**
 * Keeps what this JVM shares with other processes. All states are guarded by one lock, under which nothing ever
 * waits: callers of this JVM come straight here, those of others through a {@link Hub} that is opened when the first
 * object is handed over.
 */
public final class Broker implements Port, AutoCloseable {
    /** The broker itself, as an object to ask. */
    public static final long ITSELF = 0;

    /** What a door was opened for, to one who comes through it and knows no more than its address. */
    public static final long ENTRY = -1;

    private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, State> states = new HashMap<>();
    /** All that ever came, by their numbers: who died is still to be named. */
    private final Map<Long, Client> clients = new HashMap<>();

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Contents contents = new Contents();
    private final String id = UUID.randomUUID().toString();
    private final Client self;
    private long lastObject = ITSELF;
    private final List<Door> doors = new ArrayList<>();
    /** Those that have not ended. */
    private final Set<Client> present = new HashSet<>();

    private final Map<String, Named> names = new HashMap<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final @Nullable Crew crew;
    private long calls;
    private boolean closed;
    private @Nullable Home home;
    private @Nullable Hub hub;
    private volatile @Nullable Lines lines;
    /** Callers of this JVM that wait for answers. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** What stands under a name. */
    private record Named(Kind kind, long number, int content, long id) {}

    /**
     * Makes a broker of queues, locks and values that shares nothing yet.
     *
     * @param process the name of this process
     */
    public Broker(String process) {
        self = newClient(ProcessHandle.current().pid(), process);
        crew = null;
    }

    /**
     * Makes a manager's broker, which keeps collections too and runs what users send for them.
     *
     * @param process the name of this process
     * @param source knows the typed classes
     * @param base finds classes that were not typed
     */
    public Broker(String process, ClassSource source, ClassLoader base) {
        self = newClient(ProcessHandle.current().pid(), process);
        crew = new Crew(lock, new Workshop(source, base, new OwnOffice()), self, this);
    }

    /** Typed classes, as they are kept here. */
    private final class OwnOffice implements Letters.Office {
        @Override
        public void keep(String hash, byte[] content) {
            lock.lock();
            try {
                classes.putIfAbsent(hash, content);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public byte @Nullable [] fetch(String hash) {
            lock.lock();
            try {
                return classes.get(hash);
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Tells it apart.
     *
     * @return the same by whatever address it is known
     */
    public String id() {
        return id;
    }

    /**
     * Tells of the end of this broker.
     *
     * @return completed once somebody has asked for it
     */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Closes its sockets; who asks it for something afterwards is told that it has ended. */
    @Override
    public void close() {
        Hub open;
        Lines ends;
        List<Door> entrances;
        lock.lock();
        try {
            closed = true;
            contents.removeAll();
            open = hub;
            ends = lines;
            entrances = List.copyOf(doors);
        } finally {
            lock.unlock();
        }
        entrances.forEach(Door::close);
        if (open != null) {
            open.close();
        }
        if (ends != null) {
            ends.close();
        }
        if (crew != null) {
            crew.close();
        }
        ended.complete(null);
    }

    @Override
    public Home home() {
        lock.lock();
        try {
            if (home == null) {
                hub = new Hub("shared");
                Address address = hub.address();
                Hub opened = hub;
                String credential = hub.invite(() -> new BrokerGuest(this, opened));
                home = new Home(address.endpoint(), address.serverKey(), credential, self.pid, id);
            }
            return home;
        } finally {
            lock.unlock();
        }
    }

    /** Lines through memory; null where there can be none. */
    @Nullable
    Lines lines() {
        lock.lock();
        try {
            if (lines == null && !closed && Lent.possible()) {
                lines = Lines.open();
            }
            return lines;
        } catch (IOException _) {
            return null; // no room: messages need none
        } finally {
            lock.unlock();
        }
    }

    /**
     * A line for a child that will be started.
     *
     * @return one that lies ready; nothing where no object was handed over yet, or memory is not to be had
     */
    public Optional<ChildLine> lineForChild() {
        lock.lock();
        try {
            if (home == null || closed) {
                return Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        Lines open = lines();
        if (open == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChildLine(this, open, Lent.create(LineMemory.BYTES)));
        } catch (IOException _) {
            return Optional.empty(); // no room: it connects
        }
    }

    /**
     * Lets in whoever has a key, also from other machines.
     *
     * @param at where to listen; port 0 for any that is free
     * @param credentials of the key
     * @param entry the object that they mean by {@link #ENTRY}
     * @return to be closed
     * @throws partita.api.EngineException if it is not possible to listen there
     */
    public Door open(Endpoint at, Credentials credentials, long entry) {
        Hub opened = new Hub("door", at, credentials);
        opened.invite(credentials.token(), () -> new BrokerGuest(this, opened, true, entry));
        return new Door(opened);
    }

    /** Somebody who uses this broker. */
    Client newClient(long pid, String name) {
        lock.lock();
        try {
            Client client = new Client(clients.size() + 1L, pid, name);
            clients.put(client.number, client);
            return client;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long client() {
        return self.number;
    }

    @Override
    public @Nullable Reply gone() {
        return null;
    }

    @Override
    public boolean near() {
        return true;
    }

    @Override
    public Pending ask(long object, Op op, long thread, long a, long b, byte[] payload) {
        var answer = new Answer();
        var request = new Request(new Party(self, thread), op, a, b, payload, answer::arrived);
        ask(object, request);
        return new Pending() {
            @Override
            public CompletableFuture<Reply> reply() {
                return answer;
            }

            @Override
            public void at(StackTraceElement place) {
                Broker.this.at(request, place);
            }

            @Override
            public void giveUp() {
                Broker.this.giveUp(request);
            }
        };
    }

    /** Of a call of this JVM. Who waits for it serves the lines meanwhile, through one of which it may come. */
    private final class Answer extends CompletableFuture<Reply> {
        private volatile boolean led;

        void arrived(Reply reply) {
            var _ = complete(reply);
            Lines open = led ? lines : null;
            if (open != null) {
                open.wakeLeader();
            }
        }

        @Override
        public Reply get() throws InterruptedException, ExecutionException {
            if (isDone()) {
                return super.get();
            }
            waiting.incrementAndGet();
            try {
                lead(Long.MAX_VALUE);
                return super.get();
            } finally {
                waiting.decrementAndGet();
            }
        }

        @Override
        public Reply get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            if (isDone()) {
                return super.get(timeout, unit);
            }
            waiting.incrementAndGet();
            try {
                long begun = System.nanoTime();
                lead(unit.toNanos(timeout));
                long left = unit.toNanos(timeout) - (System.nanoTime() - begun);
                return super.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } finally {
                waiting.decrementAndGet();
            }
        }

        /** Not in a manager, which has work of others to do. */
        private void lead(long nanos) {
            Lines open = crew == null ? lines : null;
            if (open != null && !lock.isHeldByCurrentThread()) {
                led = true;
                open.lead(this::isDone, nanos, () -> waiting.get() > 1);
                led = false;
            }
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }

    /** Whatever is wrong with a request is its caller's to know. */
    void ask(long object, Request request) {
        ask(object, request, false);
    }

    /** Lines in which something may stand that others have posted, and of which this is to tell; else null. */
    private @Nullable Lines ahead(long object, Op op) {
        Lines open = lines;
        State state = states.get(object);
        if (state != null) {
            state.announced(op);
        }
        boolean ahead = open != null && state != null && state.tellsWhatArrived(op) && open.hasUnread();
        return ahead ? open : null;
    }

    private void ask(long object, Request request, boolean settled) {
        lock.lock();
        try {
            Lines ahead = settled ? null : ahead(object, request.op);
            if (ahead != null) {
                ahead.afterwards(() -> ask(object, request, true));
                return;
            }
            calls++;
            if (closed) {
                request.answer(Reply.because(Outcome.GONE, "it was shut down"));
            } else if (request.party.client().ended) {
                request.answer(Reply.because(Outcome.GONE, "its connection was lost"));
            } else if (object == ITSELF) {
                askThis(request);
            } else {
                State state = states.get(object);
                if (state == null) {
                    request.refuse("no shared object has number=" + object);
                } else if (state.lettersAt() < 0) {
                    state.ask(request);
                } else {
                    request.brings(contents, state.lettersAt());
                    state.ask(request);
                    if (request.op == Op.CLOSE) {
                        contents.lost(state.lost(false), state.lettersAt());
                    }
                }
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            request.refuse(e.toString());
        } finally {
            lock.unlock();
        }
    }

    void giveUp(Request request) {
        giveUp(request, false);
    }

    private void giveUp(Request request, boolean settled) {
        lock.lock();
        try {
            State waits = request.state;
            Lines open = settled || request.answered() ? null : lines;
            if (open != null && waits != null && waits.tellsWhatArrived(Op.TRY_TAKE) && open.hasUnread()) {
                open.afterwards(() -> giveUp(request, true));
                return;
            }
            if (!request.answered() && request.state != null) {
                request.state.giveUp(request);
            }
        } finally {
            lock.unlock();
        }
    }

    void arrived(Client client) {
        lock.lock();
        try {
            present.add(client);
        } finally {
            lock.unlock();
        }
    }

    private void at(Request request, StackTraceElement place) {
        lock.lock();
        try {
            request.place = place;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is to be told of this JVM's shared objects.
     *
     * @return all that can be held or waited for, the oldest first
     */
    public List<Exhibit> exhibits() {
        lock.lock();
        try {
            return states.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getValue().exhibit(entry.getKey()))
                    .flatMap(Stream::ofNullable)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a call that is not answered, for its {@code giveUp}. */
    void opened(Client client, long call, Request request) {
        lock.lock();
        try {
            if (!request.answered()) {
                client.open.put(call, request);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An item of a queue is on its way; should its taker end before it arrives, the queue gets it back. */
    void delivering(Client client, long call, long object, Reply reply) {
        if (reply.outcome() == Outcome.DONE && states.get(object) instanceof QueueState queue) {
            client.deliveries.put(call, new Client.Delivery(queue, reply.payload()));
        }
    }

    /** A call is not waited for any more; a negative one says that the answer to it has arrived. */
    void giveUp(Client client, long call) {
        lock.lock();
        try {
            if (call < 0) {
                client.deliveries.remove(-call);
                return;
            }
            Request request = client.open.get(call);
            if (request != null) {
                giveUp(request);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A process has ended: what it held goes on to others, and what it waited for it gets no more. */
    void ended(Client client) {
        lock.lock();
        try {
            if (!client.ended) {
                client.ended = true;
                present.remove(client);
                List.copyOf(states.values()).forEach(state -> state.ended(client, !client.saidBye));
                client.open.clear();
                // first to go back is what was taken last, so that the oldest stands first again
                client.deliveries.sequencedValues().reversed().forEach(delivery -> {
                    contents.returned(delivery.item(), client);
                    delivery.queue().giveBack(delivery.item());
                });
                client.deliveries.clear();
                states.values().forEach(state -> contents.lost(state.lost(false), state.lettersAt()));
                contents.ended(client);
            }
        } finally {
            lock.unlock();
        }
    }

    private void askThis(Request request) {
        switch (request.op) {
            case CREATE -> request.answer(Reply.done(create(Kind.of(request.a), request.b, request.payload)));
            case NAMED -> named(request);
            case KEEP_BUNDLE -> {
                crew().workshop.add(ClassesKey.hash(request.payload), ClassesKey.content(request.payload));
                request.answer(Reply.DONE);
            }
            case DESCRIBE -> request.answer(new Reply(Outcome.DONE, calls, describe()));
            case SERVE -> crew().run(() -> serve(request)); // a key takes its time, and a name's address too
            case SHUTDOWN -> {
                request.answer(Reply.DONE);
                ended.complete(null);
            }
            case SET -> {
                request.party.client().name = new String(request.payload, UTF_8);
                request.answer(Reply.done(request.party.client().number));
            }
            case BYE -> {
                request.party.client().saidBye = true;
                request.answer(Reply.DONE);
            }
            case KEEP_CLASSES -> {
                classes.putIfAbsent(ClassesKey.hash(request.payload), ClassesKey.content(request.payload));
                request.answer(Reply.DONE);
            }
            case CLASSES -> {
                byte[] kept = classes.get(new String(request.payload, UTF_8));
                request.answer(kept == null ? Reply.NO : Reply.done(kept));
            }
            case EXHIBIT -> request.answer(Reply.done(Exhibit.pack(exhibits())));
            case EXIT -> exit(request);
            case WHO -> {
                Client client = clients.get(request.a);
                request.answer(client == null ? Reply.NO : Reply.done(Ends.pack(new Party(client, request.b))));
            }
            case DROP -> {
                State dropped = states.remove(request.a);
                if (dropped != null) {
                    contents.lost(dropped.lost(true), dropped.lettersAt());
                }
                request.answer(Reply.DONE);
            }
            case ROOM -> {
                Path file = contents.room(request.party.client(), request.a);
                request.answer(file == null ? Reply.NO : Reply.because(Outcome.DONE, file.toString()));
            }
            case CONTENT -> {
                Path file = contents.file(new String(request.payload, UTF_8));
                request.answer(file == null ? Reply.NO : Reply.because(Outcome.DONE, file.toString()));
            }
            case CONTENT_PART -> {
                byte[] part = contents.part(new String(request.payload, UTF_8), request.a, Math.toIntExact(request.b));
                request.answer(part == null ? Reply.NO : Reply.done(part));
            }
            case DROP_CONTENTS -> {
                contents.remove(Sheaf.unpack(request.payload).stream()
                        .map(name -> new String(name, UTF_8))
                        .toList());
                request.answer(Reply.DONE);
            }
            case PLACE -> {
                Request waiting = request.party.client().open.get(request.a);
                if (waiting != null) {
                    waiting.place = Frame.unpack(request.payload);
                }
                request.answer(Reply.DONE);
            }
            default -> State.unknown(request);
        }
    }

    /** Only the process that started another learns of its exit code, and that a moment after its connection's end. */
    private void exit(Request request) {
        CompletableFuture<Integer> known = ChildExits.of(request.a);
        if (known == null) {
            request.answer(Reply.NO);
            return;
        }
        known.thenApply(code -> Reply.done(code))
                .completeOnTimeout(Reply.NO, EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(reply -> {
                    lock.lock();
                    try {
                        request.answer(reply);
                    } finally {
                        lock.unlock();
                    }
                });
    }

    private Crew crew() {
        if (crew == null) {
            throw new IllegalStateException("only a manager keeps such objects: make one with par.manager()");
        }
        return crew;
    }

    private long create(Kind kind, long number, byte[] content) {
        return add(make(kind, number, content));
    }

    private long add(State state) {
        lastObject++;
        states.put(lastObject, state);
        return lastObject;
    }

    /** The same object for whoever asks by its name; the payload of the answer is what it was made with. */
    private void named(Request request) {
        List<byte[]> parts = Sheaf.unpack(request.payload);
        String name = new String(parts.get(0), UTF_8);
        byte[] content = parts.get(1);
        Kind kind = Kind.of(request.a);
        Named known = names.get(name);
        if (known == null) {
            known = new Named(kind, request.b, content.length, create(kind, request.b, content));
            names.put(name, known);
        } else if (known.kind() != kind
                || (request.b != 0 && request.b != known.number())
                || (kind == Kind.ARRAY && content.length != known.content())) {
            request.refuse("name=" + name + " stands for another object already, of kind=" + known.kind()
                    + " made with number=" + known.number() + ", and cannot be one of kind=" + kind + " with number="
                    + request.b + ": choose another name");
            return;
        }
        request.answer(new Reply(Outcome.DONE, known.id(), Numbers.number(known.number())));
    }

    private void serve(Request request) {
        Reply reply;
        try {
            List<byte[]> parts = Sheaf.unpack(request.payload);
            Endpoint at = Endpoint.toListenAt(new String(parts.get(0), UTF_8));
            Door door = open(at, Credentials.of(parts.get(1)), ITSELF);
            lock.lock();
            try {
                doors.add(door);
            } finally {
                lock.unlock();
            }
            reply = Reply.because(Outcome.DONE, door.address());
        } catch (RuntimeException e) {
            reply = new Reply(Outcome.FAILED, 0, crew().workshop.failure(e));
        }
        lock.lock();
        try {
            request.answer(reply);
        } finally {
            lock.unlock();
        }
    }

    /** How many objects and clients, its process, its id. */
    private byte[] describe() {
        return Sheaf.of(
                Numbers.number(states.size()),
                Numbers.number(present.size()),
                Numbers.number(self.pid),
                id.getBytes(UTF_8));
    }

    private State make(Kind kind, long number, byte[] content) {
        return switch (kind) {
            case LOCK -> new LockState(false, content, clients);
            case RLOCK -> new LockState(true, content, clients);
            case SEMAPHORE -> new SemaphoreState(number, false, content, clients);
            case BOUNDED_SEMAPHORE -> new SemaphoreState(number, true, content, clients);
            case CONDITION -> {
                if (!(states.get(number) instanceof LockState its)) {
                    throw new IllegalArgumentException("no lock has number=" + number);
                }
                yield new ConditionState(its, content);
            }
            case EVENT -> new EventState(content);
            case BARRIER -> new BarrierState((int) number, number >>> Integer.SIZE != 0, content, clients);
            case QUEUE -> new QueueState(number, content);
            case PIPE -> new PipeState(content);
            case VALUE -> ValueState.kept(content);
            case LENT_VALUE -> ValueState.lent(content);
            case ARRAY -> ArrayState.kept(content);
            case LENT_ARRAY -> ArrayState.lent((int) number, content);
            case LISTENER -> new ListenerState(this::add);
            case DICT, NAMESPACE, COUNTER -> new DictState(crew());
            case LIST -> new ListState(crew());
            case SET -> new SetState(crew());
            case SERVICE -> new ServiceState(crew());
        };
    }
}
