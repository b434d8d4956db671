package partita.internal.shared;

import java.time.Duration;
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
import partita.api.SharedManager;
import partita.api.SharedNamespace;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedSet;
import partita.api.SharedValue;
import partita.api.SimpleQueue;
import partita.function.Task;

/** Makes what a manager keeps, by the kind of thing; short forms of one method each. */
abstract class ManagerFactories implements SharedManager {
    /** Makes things without a name. */
    abstract SharedFactory factory();

    private SharedFactory named(String name) {
        return factory().named(name);
    }

    private static int limit(int maxSize) {
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize=" + maxSize + ": give 1 or more, or leave it out for no limit");
        }
        return maxSize;
    }

    private static int length(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n=" + n + ": give how many numbers there are, 0 or more");
        }
        return n;
    }

    @Override
    public <K, V> SharedDict<K, V> dict() {
        return factory().dict(null);
    }

    @Override
    public <K, V> SharedDict<K, V> dict(String name) {
        return named(name).dict(null);
    }

    @Override
    public <K, V> SharedDict<K, V> dict(Class<K> keys, Class<V> values) {
        Objects.requireNonNull(keys, "keys=null");
        Objects.requireNonNull(values, "values=null");
        return factory().dict(values);
    }

    @Override
    public <K, V> SharedDict<K, V> dict(String name, Class<K> keys, Class<V> values) {
        Objects.requireNonNull(keys, "keys=null");
        Objects.requireNonNull(values, "values=null");
        return named(name).dict(values);
    }

    @Override
    public <E extends @Nullable Object> SharedList<E> list() {
        return factory().list();
    }

    @Override
    public <E extends @Nullable Object> SharedList<E> list(String name) {
        return named(name).list();
    }

    @Override
    public <E> SharedList<E> list(Class<E> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().list();
    }

    @Override
    public <E> SharedList<E> list(String name, Class<E> type) {
        Objects.requireNonNull(type, "type=null");
        return named(name).list();
    }

    @Override
    public <E> SharedSet<E> set() {
        return factory().set();
    }

    @Override
    public <E> SharedSet<E> set(String name) {
        return named(name).set();
    }

    @Override
    public <E> SharedSet<E> set(Class<E> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().set();
    }

    @Override
    public <E> SharedSet<E> set(String name, Class<E> type) {
        Objects.requireNonNull(type, "type=null");
        return named(name).set();
    }

    @Override
    public SharedNamespace namespace() {
        return factory().namespace();
    }

    @Override
    public SharedNamespace namespace(String name) {
        return named(name).namespace();
    }

    @Override
    public <T> SharedCounter<T> counter() {
        return factory().counter();
    }

    @Override
    public <T> SharedCounter<T> counter(String name) {
        return named(name).counter();
    }

    @Override
    public <T> SharedCounter<T> counter(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().counter();
    }

    @Override
    public <T> SharedCounter<T> counter(String name, Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return named(name).counter();
    }

    @Override
    public <T> SharedQueue<T> queue() {
        return factory().queue(0);
    }

    @Override
    public <T> SharedQueue<T> queue(String name) {
        return named(name).queue(0);
    }

    @Override
    public <T> SharedQueue<T> queue(int maxSize) {
        return factory().queue(limit(maxSize));
    }

    @Override
    public <T> SharedQueue<T> queue(String name, int maxSize) {
        return named(name).queue(limit(maxSize));
    }

    @Override
    public <T> SharedQueue<T> queue(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().queue(0);
    }

    @Override
    public <T> SharedQueue<T> queue(String name, Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return named(name).queue(0);
    }

    @Override
    public <T> SharedQueue<T> queue(Class<T> type, int maxSize) {
        Objects.requireNonNull(type, "type=null");
        return factory().queue(limit(maxSize));
    }

    @Override
    public <T> SharedQueue<T> queue(String name, Class<T> type, int maxSize) {
        Objects.requireNonNull(type, "type=null");
        return named(name).queue(limit(maxSize));
    }

    @Override
    public <T> JoinableQueue<T> joinableQueue() {
        return factory().joinableQueue(0);
    }

    @Override
    public <T> JoinableQueue<T> joinableQueue(String name) {
        return named(name).joinableQueue(0);
    }

    @Override
    public <T> JoinableQueue<T> joinableQueue(int maxSize) {
        return factory().joinableQueue(limit(maxSize));
    }

    @Override
    public <T> JoinableQueue<T> joinableQueue(String name, int maxSize) {
        return named(name).joinableQueue(limit(maxSize));
    }

    @Override
    public <T> JoinableQueue<T> joinableQueue(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().joinableQueue(0);
    }

    @Override
    public <T> JoinableQueue<T> joinableQueue(String name, Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return named(name).joinableQueue(0);
    }

    @Override
    public <T> SimpleQueue<T> simpleQueue() {
        return factory().simpleQueue();
    }

    @Override
    public <T> SimpleQueue<T> simpleQueue(String name) {
        return named(name).simpleQueue();
    }

    @Override
    public <T> SimpleQueue<T> simpleQueue(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().simpleQueue();
    }

    @Override
    public <T> SimpleQueue<T> simpleQueue(String name, Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return named(name).simpleQueue();
    }

    @Override
    public <T> Pipe<T> pipe() {
        return factory().pipe();
    }

    @Override
    public <T> Pipe<T> pipe(Class<T> type) {
        Objects.requireNonNull(type, "type=null");
        return factory().pipe();
    }

    @Override
    public SharedLock lock() {
        return factory().lock();
    }

    @Override
    public SharedLock lock(String name) {
        return named(name).lock();
    }

    @Override
    public SharedLock rlock() {
        return factory().rlock();
    }

    @Override
    public SharedLock rlock(String name) {
        return named(name).rlock();
    }

    @Override
    public SharedSemaphore semaphore(int permits) {
        return factory().semaphore(permits, false);
    }

    @Override
    public SharedSemaphore semaphore(String name, int permits) {
        return named(name).semaphore(permits, false);
    }

    @Override
    public SharedSemaphore boundedSemaphore(int permits) {
        return factory().semaphore(permits, true);
    }

    @Override
    public SharedSemaphore boundedSemaphore(String name, int permits) {
        return named(name).semaphore(permits, true);
    }

    @Override
    public SharedCondition condition() {
        return factory().condition();
    }

    @Override
    public SharedCondition condition(String name) {
        return named(name).condition();
    }

    @Override
    public SharedCondition condition(SharedLock lock) {
        return factory().condition(lock);
    }

    @Override
    public SharedEvent event() {
        return factory().event();
    }

    @Override
    public SharedEvent event(String name) {
        return named(name).event();
    }

    @Override
    public SharedBarrier barrier(int parties) {
        return factory().barrier(parties, null);
    }

    @Override
    public SharedBarrier barrier(int parties, Duration limit) {
        return factory().barrier(parties, null, limit);
    }

    @Override
    public SharedBarrier barrier(int parties, Task action) {
        return factory().barrier(parties, Objects.requireNonNull(action, "action=null: leave it out"));
    }

    @Override
    public SharedBarrier barrier(int parties, Task action, Duration limit) {
        return factory().barrier(parties, Objects.requireNonNull(action, "action=null: leave it out"), limit);
    }

    @Override
    public SharedBarrier barrier(String name, int parties) {
        return named(name).barrier(parties, null);
    }

    @Override
    public <T extends @Nullable Object> SharedValue<T> value(T initial) {
        return factory().value(initial);
    }

    @Override
    public <T extends @Nullable Object> SharedValue<T> value(String name, T initial) {
        return named(name).value(initial);
    }

    @Override
    public SharedInts ints(int n) {
        return factory().ints(new int[length(n)]);
    }

    @Override
    public SharedInts ints(String name, int n) {
        return named(name).ints(new int[length(n)]);
    }

    @Override
    public SharedInts ints(int[] initial) {
        return factory().ints(initial);
    }

    @Override
    public SharedInts ints(String name, int[] initial) {
        return named(name).ints(initial);
    }

    @Override
    public SharedLongs longs(int n) {
        return factory().longs(new long[length(n)]);
    }

    @Override
    public SharedLongs longs(String name, int n) {
        return named(name).longs(new long[length(n)]);
    }

    @Override
    public SharedLongs longs(long[] initial) {
        return factory().longs(initial);
    }

    @Override
    public SharedLongs longs(String name, long[] initial) {
        return named(name).longs(initial);
    }

    @Override
    public SharedDoubles doubles(int n) {
        return factory().doubles(new double[length(n)]);
    }

    @Override
    public SharedDoubles doubles(String name, int n) {
        return named(name).doubles(new double[length(n)]);
    }

    @Override
    public SharedDoubles doubles(double[] initial) {
        return factory().doubles(initial);
    }

    @Override
    public SharedDoubles doubles(String name, double[] initial) {
        return named(name).doubles(initial);
    }

    @Override
    public SharedBytes bytes(int n) {
        return factory().bytes(new byte[length(n)]);
    }

    @Override
    public SharedBytes bytes(String name, int n) {
        return named(name).bytes(new byte[length(n)]);
    }

    @Override
    public SharedBytes bytes(byte[] initial) {
        return factory().bytes(initial);
    }

    @Override
    public SharedBytes bytes(String name, byte[] initial) {
        return named(name).bytes(initial);
    }
}
