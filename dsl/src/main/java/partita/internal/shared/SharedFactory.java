package partita.internal.shared;

import java.nio.ByteBuffer;
import java.util.Objects;
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
import partita.internal.broker.Kind;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;

/** Makes shared objects at one broker. */
public final class SharedFactory {
    private static final byte[] YES = {1};
    /** Behind the name of what has a lock of its own; nobody types that. */
    private static final String LOCK = "\0lock";

    private final Port port;
    private final @Nullable String name;

    /**
     * Makes objects at a broker.
     *
     * @param port the way there
     */
    public SharedFactory(Port port) {
        this(port, null);
    }

    private SharedFactory(Port port, @Nullable String name) {
        this.port = port;
        this.name = name;
    }

    /**
     * Makes objects under a name, or finds those that are there.
     *
     * @param newName the name
     * @return a factory for that name
     */
    SharedFactory named(String newName) {
        return new SharedFactory(port, Objects.requireNonNull(newName, "name=null"));
    }

    private long create(Kind kind, long number, byte[] content) {
        return make(kind, number, content).id();
    }

    private Made make(Kind kind, long number, byte[] content) {
        return Made.named(port, name, kind, number, content);
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
        Made made = make(Kind.QUEUE, maxSize, counted);
        return new QueueProxy<>(port, made.id(), mail(), made.number());
    }

    /** A simple queue. */
    public <T> SimpleQueue<T> simpleQueue() {
        return new SimpleQueueProxy<>(new QueueProxy<>(port, create(Kind.QUEUE, 0, Reply.NOTHING), mail(), 0));
    }

    /** A pipe. */
    public <T> Pipe<T> pipe() {
        return new PipeProxy<>(port, create(Kind.PIPE, 0, Reply.NOTHING), mail(), false);
    }

    /** A lock. */
    public SharedLock lock() {
        return new LockProxy(port, create(Kind.LOCK, 0, Reply.NOTHING), false);
    }

    /** A lock that its holder can take again. */
    public SharedLock rlock() {
        return new LockProxy(port, create(Kind.RLOCK, 0, Reply.NOTHING), true);
    }

    private long createLock() {
        return Made.named(port, name == null ? null : name + LOCK, Kind.RLOCK, 0, Reply.NOTHING)
                .id();
    }

    /** A semaphore. */
    public SharedSemaphore semaphore(int permits, boolean bounded) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits=" + permits + ": give 0 or more");
        }
        return new SemaphoreProxy(
                port, create(bounded ? Kind.BOUNDED_SEMAPHORE : Kind.SEMAPHORE, permits, Reply.NOTHING));
    }

    /** A condition with a lock of its own. */
    SharedCondition condition() {
        LockProxy lock = new LockProxy(port, createLock(), true);
        return new ConditionProxy(port, create(Kind.CONDITION, lock.id, Reply.NOTHING), lock);
    }

    /** A map; the class of its values where that is known. */
    <K, V> SharedDict<K, V> dict(@Nullable Class<?> values) {
        return new DictProxy<>(port, create(Kind.DICT, 0, Reply.NOTHING), mail(), DictProxy.numbers(values));
    }

    /** A list. */
    <E extends @Nullable Object> SharedList<E> list() {
        return new ListProxy<>(port, create(Kind.LIST, 0, Reply.NOTHING), mail());
    }

    /** A set. */
    <E> SharedSet<E> set() {
        return new SetProxy<>(port, create(Kind.SET, 0, Reply.NOTHING), mail());
    }

    /** Named values. */
    SharedNamespace namespace() {
        return new NamespaceProxy(port, create(Kind.NAMESPACE, 0, Reply.NOTHING), mail());
    }

    /** Counts. */
    <T> SharedCounter<T> counter() {
        return new CounterProxy<>(port, create(Kind.COUNTER, 0, Reply.NOTHING), mail());
    }

    /** An object of the user's; it may have been made already. */
    ServiceHandler service() {
        return new ServiceHandler(port, create(Kind.SERVICE, 0, Reply.NOTHING), mail());
    }

    /** A condition of a lock. */
    public SharedCondition condition(SharedLock lock) {
        return lock.newCondition();
    }

    /** An event. */
    public SharedEvent event() {
        return new EventProxy(port, create(Kind.EVENT, 0, Reply.NOTHING));
    }

    /** A barrier. */
    public SharedBarrier barrier(int parties, @Nullable Task action) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties=" + parties + ": give 1 or more");
        }
        return new BarrierProxy(
                port, create(Kind.BARRIER, parties, action == null ? Reply.NOTHING : YES), parties, action);
    }

    /** A value. */
    public <T extends @Nullable Object> SharedValue<T> value(T initial) {
        Mail mail = mail();
        return new ValueProxy<>(port, create(Kind.VALUE, 0, ValueProxy.pack(mail, initial)), mail, createLock());
    }

    /** Numbers. */
    public SharedInts ints(int[] initial) {
        ByteBuffer content = content('i', initial.length, Integer.BYTES);
        content.asIntBuffer().put(initial);
        return new IntsProxy(port, create(Kind.ARRAY, 0, content.array()), initial.length, createLock());
    }

    /** Numbers. */
    public SharedLongs longs(long[] initial) {
        ByteBuffer content = content('l', initial.length, Long.BYTES);
        content.asLongBuffer().put(initial);
        return new LongsProxy(port, create(Kind.ARRAY, 0, content.array()), initial.length, createLock());
    }

    /** Numbers. */
    public SharedDoubles doubles(double[] initial) {
        ByteBuffer content = content('d', initial.length, Double.BYTES);
        content.asDoubleBuffer().put(initial);
        return new DoublesProxy(port, create(Kind.ARRAY, 0, content.array()), initial.length, createLock());
    }

    /** Numbers. */
    public SharedBytes bytes(byte[] initial) {
        ByteBuffer content = content('b', initial.length, Byte.BYTES).put(initial);
        return new BytesProxy(port, create(Kind.ARRAY, 0, content.array()), initial.length, createLock());
    }

    private static ByteBuffer content(char type, int length, int width) {
        long size = 1 + (long) length * width;
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "length=" + length + " takes bytes=" + size + ", more than 2 GB: share several smaller arrays");
        }
        return ByteBuffer.allocate((int) size).put((byte) type);
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
