package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.ChildExits;
import partita.internal.transport.Address;
import partita.internal.transport.Hub;

/**
 * Keeps what this JVM shares with other processes. All states are guarded by one lock, under which nothing ever
 * waits: callers of this JVM come straight here, those of others through a {@link Hub} that is opened when the first
 * object is handed over.
 */
public final class Broker implements Port {
    /** The broker itself, as an object to ask. */
    static final long ITSELF = 0;

    private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, State> states = new HashMap<>();
    /** All that ever came, by their numbers: who died is still to be named. */
    private final Map<Long, Client> clients = new HashMap<>();

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Client self;
    private long lastObject = ITSELF;
    private @Nullable Home home;
    private @Nullable Hub hub;

    /**
     * Makes a broker that shares nothing yet.
     *
     * @param process the name of this process
     */
    public Broker(String process) {
        self = newClient(ProcessHandle.current().pid(), process);
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
                home = new Home(address.endpoint(), address.serverKey(), credential, self.pid);
            }
            return home;
        } finally {
            lock.unlock();
        }
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
    public Pending ask(long object, Op op, long thread, long a, long b, byte[] payload) {
        var reply = new CompletableFuture<Reply>();
        var request = new Request(new Party(self, thread), op, a, b, payload, reply::complete);
        ask(object, request);
        return new Pending() {
            @Override
            public CompletableFuture<Reply> reply() {
                return reply;
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

    /** Whatever is wrong with a request is its caller's to know. */
    void ask(long object, Request request) {
        lock.lock();
        try {
            if (request.party.client().ended) {
                request.answer(Reply.because(Outcome.GONE, "its connection was lost"));
            } else if (object == ITSELF) {
                askThis(request);
            } else {
                State state = states.get(object);
                if (state == null) {
                    request.refuse("no shared object has number=" + object);
                } else {
                    state.ask(request);
                }
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            request.refuse(e.toString());
        } finally {
            lock.unlock();
        }
    }

    void giveUp(Request request) {
        lock.lock();
        try {
            if (!request.answered() && request.state != null) {
                request.state.giveUp(request);
            }
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

    void giveUp(Client client, long call) {
        lock.lock();
        try {
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
                List.copyOf(states.values()).forEach(state -> state.ended(client, !client.saidBye));
                client.open.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private void askThis(Request request) {
        switch (request.op) {
            case CREATE -> request.answer(Reply.done(create(request)));
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
                states.remove(request.a);
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

    private long create(Request request) {
        State state = make(Kind.of(request.a), request.b, request.payload);
        lastObject++;
        states.put(lastObject, state);
        return lastObject;
    }

    private State make(Kind kind, long number, byte[] content) {
        return switch (kind) {
            case LOCK -> new LockState(false, content, clients);
            case RLOCK -> new LockState(true, content, clients);
            case SEMAPHORE -> new SemaphoreState(number, false);
            case BOUNDED_SEMAPHORE -> new SemaphoreState(number, true);
            case CONDITION -> {
                if (!(states.get(number) instanceof LockState its)) {
                    throw new IllegalArgumentException("no lock has number=" + number);
                }
                yield new ConditionState(its);
            }
            case EVENT -> new EventState();
            case BARRIER -> new BarrierState((int) number, content.length > 0);
            case QUEUE -> new QueueState(number, content.length > 0);
            case PIPE -> new PipeState();
            case VALUE -> ValueState.kept(content);
            case LENT_VALUE -> ValueState.lent(content);
            case ARRAY -> ArrayState.kept(content);
            case LENT_ARRAY -> ArrayState.lent((int) number, content);
        };
    }
}
