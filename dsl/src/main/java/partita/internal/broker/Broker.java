package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import partita.internal.transport.Address;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;
import partita.internal.transport.Hub;

/**
 * Keeps what this JVM shares with other processes. All states are guarded by one lock, under which nothing ever
 * waits: callers of this JVM come straight here, those of others through a {@link Hub} that is opened when the first
 * object is handed over.
 */
public final class Broker implements Port {
    /** The broker itself, as an object to ask. */
    public static final long ITSELF = 0;

    /** What a door was opened for, to one who comes through it and knows no more than its address. */
    public static final long ENTRY = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, State> states = new HashMap<>();
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
        self = new Client(ProcessHandle.current().pid(), process);
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
                request.answer(Reply.DONE);
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
            default -> State.unknown(request);
        }
    }

    private long create(Request request) {
        return add(make(Kind.of(request.a), request.b, request.payload));
    }

    private long add(State state) {
        lastObject++;
        states.put(lastObject, state);
        return lastObject;
    }

    private State make(Kind kind, long number, byte[] content) {
        return switch (kind) {
            case LOCK -> new LockState(false);
            case RLOCK -> new LockState(true);
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
            case VALUE -> new ValueState(content);
            case ARRAY -> new ArrayState(content);
            case LISTENER -> new ListenerState(this::add);
        };
    }
}
