package partita.internal.broker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.JvmCommand;
import partita.internal.memory.Signal;
import partita.internal.memory.Spin;
import partita.internal.wire.Message;

/** A client's end of a line through memory. */
final class ClientLine {
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);
    /** A wait in native code does not see an interrupt. */
    private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /** Between two looks where a wait in memory would be in the way. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Null where it is the broker's. */
    private final @Nullable Lent lent;

    private final LineMemory shared;
    private final Consumer<Message> inbox;
    private final Spin spin = new Spin(JvmCommand.cores());
    private final ReentrantLock reading = new ReentrantLock();
    /** Held by a caller that reads for all. */
    private final ReentrantLock leading = new ReentrantLock();

    private final Spin leadersSpin = new Spin(JvmCommand.cores());
    private final Object writing = new Object();
    private @Nullable Thread reader;
    private @Nullable Signal broker;
    private volatile boolean closed;
    private volatile boolean ending;

    private ClientLine(@Nullable Lent lent, MemorySegment memory, Consumer<Message> inbox) {
        this.lent = lent;
        this.shared = new LineMemory(memory);
        this.inbox = inbox;
    }

    /**
     * Makes the memory, where there can be any.
     *
     * @param inbox is given the answers; must not block
     */
    static @Nullable ClientLine open(Consumer<Message> inbox) {
        if (!Lent.possible()) {
            return null;
        }
        try {
            Lent made = Lent.create(LineMemory.BYTES);
            return new ClientLine(made, made.memory(), inbox);
        } catch (IOException _) {
            return null; // no room: messages need none
        }
    }

    /**
     * Uses memory that the broker made for it.
     *
     * @param memory the memory
     * @param brokersSignal wakes the broker
     * @param inbox is given the answers; must not block
     */
    static ClientLine begun(MemorySegment memory, MemorySegment brokersSignal, Consumer<Message> inbox) {
        var line = new ClientLine(null, memory, inbox);
        line.begin(brokersSignal);
        return line;
    }

    /** What the broker borrows. */
    String address() {
        return Objects.requireNonNull(lent, "the broker's own").address();
    }

    /** The broker has borrowed the memory, and this is its signal. */
    void begin(MemorySegment brokersSignal) {
        broker = new Signal(brokersSignal, 0);
        unlend();
        reader = Thread.ofPlatform().name("partita-answers").daemon().unstarted(this::read);
        reader.start();
    }

    /** Nobody else is to borrow it. */
    void unlend() {
        try {
            if (lent != null) {
                lent.close();
            }
        } catch (IOException _) {
            return; // its descriptor goes with this JVM
        }
    }

    /** Sends a message; waits for the broker where that has much to take. Once closed, it goes nowhere. */
    void send(Message message) {
        write(message, true);
    }

    /** Leaves a message that the broker takes with the next one, or when this process ends. */
    void leave(Message message) {
        write(message, false);
    }

    private void write(Message message, boolean wake) {
        Signal itsSignal = broker;
        if (itsSignal == null) {
            throw new IllegalStateException("this line has not begun");
        }
        byte[] head = LineCodec.head(message);
        byte[] payload = LineCodec.payload(message);
        int length = head.length + payload.length;
        synchronized (writing) {
            int at = 0;
            while (at < length && !closed) {
                int ticket = shared.room.ticket();
                int before = at;
                at = shared.calls.write(head, payload, at);
                if (wake || at < length) { // for the rest it has to make room
                    itsSignal.raise();
                }
                if (at == before) {
                    shared.room.awaitDeaf(ticket, SLICE_NANOS);
                }
            }
        }
    }

    private void read() {
        while (!closed) {
            if (leading.isLocked()) { // out of the way of a caller that reads, and of those that tell it something
                LockSupport.parkNanos(NAP_NANOS);
                continue;
            }
            int ticket = shared.answered.ticket();
            if (take() || closed) {
                continue;
            }
            if (ending) {
                LockSupport.parkNanos(NAP_NANOS);
            } else {
                spin.await(shared.answered, ticket, LONG_NANOS);
            }
        }
    }

    /**
     * Reads for all on the calling thread, which waits for an answer: one change of threads less. Where another thread does
     * so already, that is no use, and this returns at once.
     *
     * @param done whether the answer has come
     * @param nanos how long to read at the most
     * @param others whether others wait for answers when this returns
     * @throws InterruptedException if the calling thread is interrupted
     */
    void lead(BooleanSupplier done, long nanos, BooleanSupplier others) throws InterruptedException {
        if (closed || Thread.currentThread().isVirtual() || !leading.tryLock()) {
            return;
        }
        try {
            long begun = System.nanoTime();
            while (!done.getAsBoolean() && !closed) {
                int ticket = shared.answered.ticket();
                if (take()) {
                    continue;
                }
                long left = nanos - (System.nanoTime() - begun);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (left <= 0) {
                    return;
                }
                leadersSpin.await(shared.answered, ticket, Math.min(left, DEAF_NANOS));
            }
        } finally {
            leading.unlock();
            Thread next = reader;
            if (next != null && others.getAsBoolean()) {
                LockSupport.unpark(next);
            }
        }
    }

    /** Takes the answers that are there; whether there were any. */
    boolean take() {
        boolean any = false;
        reading.lock();
        try {
            for (byte[] frame = shared.answers.next(); frame != null; frame = shared.answers.next()) {
                any = true;
                inbox.accept(LineCodec.decode(frame));
            }
        } finally {
            reading.unlock();
        }
        Signal itsSignal = broker;
        VarHandle.fullFence(); // what was taken is to be seen before this looks
        if (shared.wantsRoom() && itsSignal != null) {
            itsSignal.raise();
        }
        return any;
    }

    /** This JVM is about to end; it would wait for a thread that is in native code. */
    void leaveNativeCode() {
        ending = true;
        shared.answered.raise();
    }

    /** The broker has gone: what it said last is taken, and no more. */
    void close() {
        closed = true;
        shared.answered.raise();
        var _ = take();
    }
}
