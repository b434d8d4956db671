package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.api.JoinableQueue;
import partita.api.Pipe;
import partita.api.SharedBarrier;
import partita.api.SharedBytes;
import partita.api.SharedCondition;
import partita.api.SharedCounter;
import partita.api.SharedDict;
import partita.api.SharedDoubles;
import partita.api.SharedEvent;
import partita.api.SharedInts;
import partita.api.SharedList;
import partita.api.SharedLock;
import partita.api.SharedLongs;
import partita.api.SharedNamespace;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedSet;
import partita.api.SharedValue;
import partita.api.SimpleQueue;
import partita.function.Task;
import partita.internal.broker.BarrierCell;
import partita.internal.broker.Cells;
import partita.internal.broker.Kind;
import partita.internal.broker.Lent;
import partita.internal.broker.Numbers;
import partita.internal.broker.NumbersAt;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;
import partita.internal.broker.SemaphoreCell;
import partita.internal.broker.ValueCell;
import partita.internal.local.AtExit;

/** Makes shared objects at one broker. */
public final class SharedFactory {
    private static final byte[] YES = {1};
    /** Behind the name of what has a lock of its own; nobody types that. */
    private static final String LOCK = "\0lock";

    /** What an array may take. */
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    private final Port port;
    private final boolean memory;
    private final @Nullable String name;

    /**
     * Makes objects at a broker.
     *
     * @param port the way there
     * @param memory whether they may lie in memory that this JVM lends, so that this must be its own broker
     */
    public SharedFactory(Port port, boolean memory) {
        AtExit.prepare(); // large contents that nobody has read are removed when this JVM ends
        this(port, memory, null);
    }

    private SharedFactory(Port port, boolean memory, @Nullable String name) {
        this.port = port;
        this.memory = memory;
        this.name = name;
    }

    /**
     * Makes objects under a name, or finds those that are there.
     *
     * @param newName the name
     * @return a factory for that name
     */
    SharedFactory named(String newName) {
        return new SharedFactory(port, false, Objects.requireNonNull(newName, "name=null"));
    }

    private Made make(Kind kind, long number, byte[] content) {
        return Made.named(port, name, kind, number, content);
    }

    private Anchor create(Kind kind, long number, byte[] content) {
        return anchor(make(kind, number, content));
    }

    /** Others may ask for what has a name, so it stays. */
    private Anchor anchor(Made made) {
        return name == null ? Anchor.made(port, made.id()) : Anchor.arrived(port, made.id());
    }

    /** What a manager keeps stays for as long as it does. */
    private long keep(Kind kind) {
        return make(kind, 0, Reply.NOTHING).id();
    }

    private Mail mail() {
        return Mail.at(port, Mail.callersLoader());
    }

    /** A queue; a limit of 0 is none. */
    public <T> SharedQueue<T> queue(int maxSize) {
        return joinable(maxSize, Reply.NOTHING);
    }

    /** A queue whose readers say when they are done; a limit of 0 is none. */
    public <T> JoinableQueue<T> joinableQueue(int maxSize) {
        return joinable(maxSize, YES);
    }

    private <T> JoinableQueue<T> joinable(int maxSize, byte[] counted) {
        if (name == null && maxSize == 0 && counted.length == 0) {
            return new QueueProxy<>(inCell(Kind.QUEUE, 0, Cells.BYTES), mail(), 0);
        }
        Made made = make(Kind.QUEUE, maxSize, counted);
        return new QueueProxy<>(anchor(made), mail(), made.number());
    }

    /** A simple queue. */
    public <T> SimpleQueue<T> simpleQueue() {
        return new SimpleQueueProxy<>(new QueueProxy<>(
                name == null ? inCell(Kind.QUEUE, 0, Cells.BYTES) : create(Kind.QUEUE, 0, Reply.NOTHING), mail(), 0));
    }

    /** A pipe. */
    public <T> Pipe<T> pipe() {
        return new PipeProxy<>(inCell(Kind.PIPE, 0, Cells.BYTES), mail(), false);
    }

    /** A lock. */
    public SharedLock lock() {
        return new LockProxy(lockIn(Kind.LOCK), false);
    }

    /** A lock that its holder can take again. */
    public SharedLock rlock() {
        return new LockProxy(lockIn(Kind.RLOCK), true);
    }

    /** The lock of something else. */
    private Anchor createLock() {
        return name == null
                ? lockIn(Kind.RLOCK)
                : Anchor.arrived(
                        port,
                        Made.named(port, name + LOCK, Kind.RLOCK, 0, Reply.NOTHING)
                                .id());
    }

    private Anchor lockIn(Kind kind) {
        return inCell(kind, 0, Cells.BYTES);
    }

    /** In a cell, where this JVM can lend one. */
    private Anchor inCell(Kind kind, long number, long bytes) {
        Cells.Cell cell = memory ? Cells.take(bytes) : null;
        return cell == null
                ? create(kind, number, Reply.NOTHING)
                : Anchor.made(port, Made.id(port, kind, number, cell.address().getBytes(UTF_8)), cell);
    }

    /** A semaphore. */
    public SharedSemaphore semaphore(int permits, boolean bounded) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits=" + permits + ": give 0 or more");
        }
        return new SemaphoreProxy(
                inCell(bounded ? Kind.BOUNDED_SEMAPHORE : Kind.SEMAPHORE, permits, SemaphoreCell.BYTES));
    }

    /** A condition with a lock of its own. */
    SharedCondition condition() {
        LockProxy lock = new LockProxy(createLock(), true);
        return name == null
                ? lock.newCondition()
                : new ConditionProxy(create(Kind.CONDITION, lock.id, Reply.NOTHING), lock);
    }

    /** A map; the class of its values where that is known. */
    <K, V> SharedDict<K, V> dict(@Nullable Class<?> values) {
        return new DictProxy<>(port, keep(Kind.DICT), mail(), DictProxy.numbers(values));
    }

    /** A list. */
    <E extends @Nullable Object> SharedList<E> list() {
        return new ListProxy<>(port, keep(Kind.LIST), mail());
    }

    /** A set. */
    <E> SharedSet<E> set() {
        return new SetProxy<>(port, keep(Kind.SET), mail());
    }

    /** Named values. */
    SharedNamespace namespace() {
        return new NamespaceProxy(port, keep(Kind.NAMESPACE), mail());
    }

    /** Counts. */
    <T> SharedCounter<T> counter() {
        return new CounterProxy<>(port, keep(Kind.COUNTER), mail());
    }

    /** An object of the user's; it may have been made already. */
    ServiceHandler service() {
        return new ServiceHandler(port, keep(Kind.SERVICE), mail());
    }

    /** A condition of a lock. */
    public SharedCondition condition(SharedLock lock) {
        return lock.newCondition();
    }

    /** An event. */
    public SharedEvent event() {
        return new EventProxy(inCell(Kind.EVENT, 0, Cells.BYTES));
    }

    /** A barrier without a limit of its own. */
    public SharedBarrier barrier(int parties, @Nullable Task action) {
        return barrier(parties, action, null);
    }

    /** A barrier; without a limit of its own where that is null. */
    public SharedBarrier barrier(int parties, @Nullable Task action, @Nullable Duration limit) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties=" + parties + ": give 1 or more");
        }
        if (limit != null && !limit.isPositive()) {
            throw new IllegalArgumentException(
                    "limit=" + limit + ": give a time to wait, or leave it out for no limit");
        }
        long number = parties | (action == null ? 0 : 1L << Integer.SIZE);
        Anchor anchor = parties > BarrierCell.MOST_PARTIES
                ? create(Kind.BARRIER, number, Reply.NOTHING)
                : inCell(Kind.BARRIER, number, BarrierCell.BYTES);
        return new BarrierProxy(anchor, parties, action, limit);
    }

    /** A value. */
    public <T extends @Nullable Object> SharedValue<T> value(T initial) {
        Mail mail = mail();
        byte tag = Numbers.tag(initial);
        Cells.Cell cell = memory && tag != Numbers.OTHER ? Cells.take() : null;
        if (cell == null || !(initial instanceof Number number)) {
            return new ValueProxy<>(create(Kind.VALUE, 0, ValueProxy.pack(mail, initial)), mail, createLock());
        }
        new ValueCell(cell.memory()).begin(tag, Numbers.bits(number));
        byte[] address = cell.address().getBytes(UTF_8);
        return new ValueProxy<>(
                Anchor.made(port, Made.id(port, Kind.LENT_VALUE, 0, address), cell), mail, createLock());
    }

    /** Numbers. */
    public SharedInts ints(int[] initial) {
        return new IntsProxy(
                array('i', initial.length, to -> to.asIntBuffer().put(initial)), initial.length, createLock());
    }

    /** Numbers. */
    public SharedLongs longs(long[] initial) {
        return new LongsProxy(
                array('l', initial.length, to -> to.asLongBuffer().put(initial)), initial.length, createLock());
    }

    /** Numbers. */
    public SharedDoubles doubles(double[] initial) {
        return new DoublesProxy(
                array('d', initial.length, to -> to.asDoubleBuffer().put(initial)), initial.length, createLock());
    }

    /** Numbers. */
    public SharedBytes bytes(byte[] initial) {
        return new BytesProxy(array('b', initial.length, to -> to.put(initial)), initial.length, createLock());
    }

    private Anchor array(char type, int length, Consumer<ByteBuffer> fill) {
        long bytes = (long) length * NumbersAt.width((byte) type);
        if (bytes > LARGEST) {
            throw new IllegalArgumentException(
                    "length=" + length + " takes bytes=" + bytes + ", more than 2 GB: share several smaller arrays");
        }
        Lent lent = memory ? lend(NumbersAt.bytes((byte) type, length)) : null;
        if (lent == null) {
            ByteBuffer content = ByteBuffer.allocate((int) bytes + 1).put((byte) type);
            fill.accept(content.slice());
            return create(Kind.ARRAY, length, content.array());
        }
        fill.accept(new NumbersAt(lent.memory(), (byte) type, length).view());
        byte[] address = (type + lent.address()).getBytes(UTF_8);
        return Anchor.made(port, Made.id(port, Kind.LENT_ARRAY, length, address), lent);
    }

    /** Null where there is no room: then the broker keeps what would lie there, in the heap. */
    private static @Nullable Lent lend(long bytes) {
        try {
            return Lent.create(bytes);
        } catch (IOException _) {
            return null;
        }
    }

    /**
     * What was thrown elsewhere.
     *
     * @param packed as a broker's process packed it
     * @return the exception, or a stand-in where its class is not known here
     */
    public static Throwable failure(byte[] packed) {
        return Mail.at(Ports.own(), Mail.callersLoader()).letters().failure(packed);
    }
}
