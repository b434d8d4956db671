import static partita.Par.par;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.Pipe;
import partita.api.SharedCondition;
import partita.api.SharedDoubles;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedMemory;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;

/** What processes share, used by this one alone or by this and a second one; sharing.py is the same for CPython. */
final class Sharing {
    static final int TURNS = 200;
    static final int PAIRS = 100_000;
    static final int ITEMS = 5_000;
    private static Sharing instance;

    private final SharedLock lock = par.lock();
    private final SharedValue<Long> value = par.value(0L);
    private final SharedSemaphore ping = par.semaphore(0);
    private final SharedSemaphore pong = par.semaphore(0);
    private final SharedEvent there = par.event();
    private final SharedEvent back = par.event();
    private final SharedCondition condition = par.condition();
    private final SharedValue<Integer> turn = par.value(0);
    private final SharedQueue<Object> queue = par.queue();
    private final Pipe<String> orders = par.pipe();
    private final Pipe<Integer> pipe = par.pipe();
    private final SharedDoubles numbers = par.doubles(1_000);
    private final SharedMemory memory = par.sharedMemory(4_096);

    /** The second process, started with the first operation that needs it. */
    private Sharing() {
        Second second = new Second(lock, value, ping, pong, there, back, condition, turn, queue, orders, pipe);
        par.process(second::serve).daemon(true).start();
    }

    private static Sharing get() {
        if (instance == null) {
            instance = new Sharing();
        }
        return instance;
    }

    /** What the second process has. */
    record Second(
            SharedLock lock,
            SharedValue<Long> value,
            SharedSemaphore ping,
            SharedSemaphore pong,
            SharedEvent there,
            SharedEvent back,
            SharedCondition condition,
            SharedValue<Integer> turn,
            SharedQueue<Object> queue,
            Pipe<String> orders,
            Pipe<Integer> pipe)
            implements java.io.Serializable {
        void serve() {
            while (true) {
                switch (orders.child().recv()) {
                    case "lock-contended" -> pairs(lock);
                    case "increment-contended" -> increments(value);
                    case "semaphore" -> {
                        for (int i = 0; i < TURNS; i++) {
                            ping.acquire();
                            pong.release();
                        }
                    }
                    case "event" -> {
                        for (int i = 0; i < TURNS; i++) {
                            there.await();
                            there.clear();
                            back.set();
                        }
                    }
                    case "condition" -> turns(condition, turn, 1);
                    case "queue-int" -> IntStream.range(0, ITEMS).forEach(queue::put);
                    case "queue-1k" -> IntStream.range(0, ITEMS).forEach(_ -> queue.put(new byte[1_024]));
                    case "pipe" -> {
                        for (int i = 0; i < TURNS; i++) {
                            pipe.child().send(pipe.child().recv());
                        }
                    }
                    case "pipe-once" -> {} // what it is told and answers is the round trip
                    case "pipe-stream" -> IntStream.range(0, ITEMS).forEach(pipe.child()::send);
                    default -> throw new IllegalStateException("no such operation");
                }
                orders.child().send("done");
            }
        }
    }

    static int pairs(SharedLock lock) {
        for (int i = 0; i < PAIRS; i++) {
            lock.lock();
            lock.unlock();
        }
        return PAIRS;
    }

    static void increments(SharedValue<Long> value) {
        for (int i = 0; i < PAIRS; i++) {
            value.increment();
        }
    }

    static void turns(SharedCondition condition, SharedValue<Integer> turn, int own) {
        for (int i = 0; i < TURNS; i++) {
            try (Guard _ = condition.acquire()) {
                condition.awaitUntil(() -> turn.get() == own);
                turn.set(1 - own);
                condition.signal();
            }
        }
    }

    private void order(String operation) {
        orders.parent().send(operation);
    }

    private Object done(Object result) {
        orders.parent().recv();
        return result;
    }

    private Object lockContended() {
        order("lock-contended");
        return done(pairs(lock));
    }

    private Object incrementLocked() {
        value.set(0L);
        SharedLock its = value.lock();
        for (int i = 0; i < PAIRS; i++) {
            try (Guard _ = its.acquire()) {
                value.set(value.get() + 1);
            }
        }
        return value.get();
    }

    private Object incrementAtomic() {
        value.set(0L);
        increments(value);
        return value.get();
    }

    private Object incrementContended() {
        value.set(0L);
        order("increment-contended");
        increments(value);
        return done(0) + "" + value.get();
    }

    private Object semaphore() {
        order("semaphore");
        for (int i = 0; i < TURNS; i++) {
            ping.release();
            pong.acquire();
        }
        return done(TURNS);
    }

    private Object event() {
        order("event");
        for (int i = 0; i < TURNS; i++) {
            there.set();
            back.await();
            back.clear();
        }
        return done(TURNS);
    }

    private Object condition() {
        order("condition");
        turns(condition, turn, 0);
        return done(TURNS);
    }

    private Object queue(String operation) {
        order(operation);
        for (int i = 0; i < ITEMS; i++) {
            queue.get();
        }
        return done(ITEMS);
    }

    private Object pipe() {
        order("pipe");
        int sum = 0;
        for (int i = 0; i < TURNS; i++) {
            pipe.parent().send(i);
            sum += pipe.parent().recv();
        }
        return done(sum);
    }

    private Object pipeOnce() {
        order("pipe-once");
        return done(1);
    }

    private Object pipeStream() {
        order("pipe-stream");
        long sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            sum += pipe.parent().recv();
        }
        return done(sum);
    }

    private Object arraySet() {
        for (int i = 0; i < PAIRS; i++) {
            numbers.set(i % 1_000, i);
        }
        return (int) numbers.get(999);
    }

    private Object attach() {
        try (SharedMemory attached = par.sharedMemory(memory.name())) {
            return attached.size();
        }
    }

    private static Object counter() {
        SharedValue<Integer> counter = par.value(0);
        List<ChildProcess> children = IntStream.range(0, 4)
                .mapToObj(_ -> par.process(() -> {
                            for (int i = 0; i < 1_000; i++) {
                                counter.increment();
                            }
                        })
                        .start())
                .toList();
        children.forEach(ChildProcess::join);
        return counter.get();
    }

    static void add(Map<String, Peer.Operation> all) {
        all.put("lock-alone", () -> pairs(get().lock));
        all.put("lock-contended", () -> get().lockContended());
        all.put("increment-locked", () -> get().incrementLocked());
        all.put("increment-atomic", () -> get().incrementAtomic());
        all.put("increment-contended", () -> get().incrementContended());
        all.put("semaphore", () -> get().semaphore());
        all.put("event", () -> get().event());
        all.put("condition", () -> get().condition());
        all.put("queue-int", () -> get().queue("queue-int"));
        all.put("queue-1k", () -> get().queue("queue-1k"));
        all.put("pipe", () -> get().pipe());
        all.put("pipe-once", () -> get().pipeOnce());
        all.put("pipe-stream", () -> get().pipeStream());
        all.put("array-set", () -> get().arraySet());
        all.put("attach", () -> get().attach());
        all.put("shared-counter", Sharing::counter);
    }
}
