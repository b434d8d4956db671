package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.ShareableList;
import partita.api.SharedMemory;
import partita.api.Status;
import partita.function.Call;
import partita.internal.broker.Home;
import partita.internal.broker.Numbers;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;
import partita.internal.broker.Sheaf;
import partita.internal.local.Memory;
import partita.internal.parcel.value.Travels;

/** A manager as users hold it. */
public final class ManagerProxy extends ManagerFactories implements Travels {
    /** What it has to do at its end is little. */
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);
    /** Those that were made here, or that somebody connected to here, and not closed. */
    private static final Set<ManagerProxy> OPEN = ConcurrentHashMap.newKeySet();

    private final Port port;
    private final @Nullable ChildProcess process;
    private final boolean connected;
    private volatile boolean closed;
    private volatile @Nullable String address;

    ManagerProxy(Port port, @Nullable ChildProcess process) {
        this(port, process, false);
    }

    private ManagerProxy(Port port, @Nullable ChildProcess process, boolean connected) {
        this.port = port;
        this.process = process;
        this.connected = connected;
    }

    /**
     * A manager that this process has made.
     *
     * @param home where it is
     * @param process its process
     * @return its owner's stand-in
     */
    public static ManagerProxy own(Home home, ChildProcess process) {
        var manager = new ManagerProxy(Ports.to(home), process);
        OPEN.add(manager);
        process.onExit().whenComplete((_, _) -> OPEN.remove(manager));
        return manager;
    }

    /**
     * A manager of somebody else's.
     *
     * @param home where it is
     * @return a stand-in that disconnects when it is closed
     */
    public static ManagerProxy connected(Home home) {
        var manager = new ManagerProxy(Ports.to(home), null, true);
        manager.address = home.endpoint();
        OPEN.add(manager);
        return manager;
    }

    @Override
    public String serve(String where, byte[] key) {
        check();
        Objects.requireNonNull(where, "address=null: give one such as \"tcp://127.0.0.1:0\"");
        Objects.requireNonNull(key, "key=null: give some bytes that both sides have");
        var itself = new Access(port, 0, Mail.at(port, Mail.callersLoader()), Passport.Type.MANAGER, 0);
        String listens =
                itself.plain(Op.SERVE, Sheaf.of(where.getBytes(UTF_8), key)).text();
        address = listens;
        return listens;
    }

    @Override
    public String address() {
        String known = address;
        if (known == null) {
            throw new IllegalStateException("this manager does not listen: call serve(address, key) first");
        }
        return known;
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.MANAGER, Passport.home(port), 0, "", "", 0, 0, null);
    }

    private void check() {
        if (closed) {
            throw new ClosedException(
                    "close() was called on this manager here: pid=" + pidText() + "; make another with par.manager()",
                    null);
        }
    }

    private String pidText() {
        return process == null ? "of another's" : Long.toString(process.pid());
    }

    @Override
    SharedFactory factory() {
        check();
        return new SharedFactory(port, false);
    }

    private static <I> Class<I> anInterface(Class<I> type) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(
                    "type=" + type.getName() + " is no interface: give the interface through which the object is used");
        }
        return type;
    }

    @Override
    public <I> I register(String name, Class<I> type, Call<? extends I> maker) {
        anInterface(type);
        ServiceHandler handler = factory().named(name).service();
        handler.make(name, type, Objects.requireNonNull(maker, "maker=null"));
        return handler.proxy(type);
    }

    @Override
    public <I> I get(String name, Class<I> type) {
        anInterface(type);
        ServiceHandler handler = factory().named(name).service();
        handler.check(name, type);
        return handler.proxy(type);
    }

    /** What makes memory in the manager; whoever needs it first has it made. */
    private MemoryKeeper keeper() {
        ServiceHandler handler = factory().named(MemoryKeeper.NAME).service();
        handler.makeOnce(MemoryKeeper.class, new MemoryKeeper.Maker());
        return handler.proxy(MemoryKeeper.class);
    }

    @Override
    public SharedMemory sharedMemory(long size) {
        MemoryKeeper keeper = keeper();
        return attached(keeper, keeper.memory(size), Memories::attach);
    }

    @Override
    public ShareableList shareableList(@Nullable Object... elements) {
        MemoryKeeper keeper = keeper();
        return attached(keeper, keeper.list(Arrays.asList(elements)), Memories::attachList);
    }

    private static <T> T attached(MemoryKeeper keeper, String name, Function<String, T> attaching) {
        try {
            return attaching.apply(name);
        } catch (NoSuchElementException e) {
            keeper.drop(name);
            throw new IllegalStateException(
                    "this process does not see the manager's memory: the manager is on another machine, or another"
                            + " user's; use its dict, list, value or arrays instead",
                    e);
        }
    }

    /** What it says of itself; null if it has ended. */
    private @Nullable Reply describe() {
        Reply reply = Proxy.uninterruptibly(port.ask(0, Op.DESCRIBE, Proxy.thread(), 0, 0, Reply.NOTHING)
                .reply()
                .completeOnTimeout(
                        Reply.because(Outcome.GIVEN_UP, "it did not answer"),
                        LOOK_LIMIT.toMillis(),
                        TimeUnit.MILLISECONDS));
        return reply.outcome() == Outcome.DONE ? reply : null;
    }

    @Override
    public long pid() {
        if (process != null) {
            return process.pid();
        }
        Reply said = describe();
        if (said == null) {
            throw new ClosedException("the manager has ended: " + port.home(), null);
        }
        return Numbers.unpack(Sheaf.unpack(said.payload()).get(2)).longValue();
    }

    @Override
    public void close() {
        if (process != null) {
            end(process);
            Ports.forget(port.home());
        } else if (connected && !closed) {
            Ports.forget(port.home());
        }
        closed = true;
        OPEN.remove(this);
    }

    @Override
    public void shutdown() {
        ChildProcess its = process;
        if (its == null) {
            throw new IllegalStateException(
                    "only the process that made a manager can shut it down; close() disconnects from it");
        }
        end(its);
        Ports.forget(port.home());
        closed = true;
        OPEN.remove(this);
    }

    private void end(ChildProcess its) {
        if (!its.isAlive()) {
            return;
        }
        var _ = port.ask(0, Op.SHUTDOWN, Proxy.thread(), 0, 0, Reply.NOTHING);
        if (!its.join(END_LIMIT)) {
            its.kill();
            its.join();
        }
    }

    /**
     * The managers that are open here.
     *
     * @return a row each
     */
    public static List<Status.Row> rows() {
        return OPEN.stream().map(ManagerProxy::row).toList();
    }

    private Status.Row row() {
        Reply said = describe();
        List<byte[]> parts = said == null ? List.of() : Sheaf.unpack(said.payload());
        long pid = process != null
                ? process.pid()
                : said == null ? -1 : Numbers.unpack(parts.get(2)).longValue();
        String name = process != null ? process.name() : port.home().endpoint();
        String state = said == null
                ? "gone"
                : Numbers.unpack(parts.get(0)) + " objects, " + Numbers.unpack(parts.get(1)) + " clients";
        long memory = process == null ? -1 : Memory.resident(pid);
        return new Status.Row("manager", name, pid, state, said == null ? 0 : said.number(), -1, memory, -1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ManagerProxy m && m.port == port;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(port);
    }

    @Override
    public String toString() {
        return "SharedManager["
                + (process == null
                        ? "endpoint=" + port.home().endpoint()
                        : "name=" + process.name() + " pid=" + process.pid())
                + (closed ? " closed]" : "]");
    }
}
