package partita.internal.broker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.JvmCommand;
import partita.internal.memory.Leaders;
import partita.internal.memory.Signal;
import partita.internal.memory.Spin;
import partita.internal.wire.Message;

/**
 * A broker's ends of its lines through memory, which one thread serves. A caller of the broker's own JVM that waits for
 * an answer may take its place for a moment, which saves two changes of threads: what it waits for comes through a line.
 */
final class Lines implements AutoCloseable {
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    /** For so long a caller takes the thread's place: what lasts longer does not gain by it. */
    private static final long LEAD_NANOS = 2_000_000;
    /** For so long after it the thread looks now and then only, so that clients do not wake it as well as the next caller. */
    private static final long LED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long NAP_NANOS = 300_000;

    private final Lent memory;
    private final Signal signal;
    private final Spin spin = new Spin(JvmCommand.cores());
    private final Spin leadersSpin = new Spin(JvmCommand.cores());
    private final ReentrantLock leading = new ReentrantLock();
    private final Thread owner =
            Thread.ofPlatform().name("partita-lines").daemon().unstarted(this::serve);
    private final List<End> ends = new CopyOnWriteArrayList<>();
    /** To be done when each line was looked at once more. */
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;
    private volatile boolean napping;
    private volatile long led = System.nanoTime() - LED_NANOS;
    /** When a client last had to wait for the end of a nap. */
    private long missed = led;

    private Lines(Lent memory) {
        this.memory = memory;
        this.signal = new Signal(memory.memory(), 0);
    }

    /** Begins, without a line. */
    static Lines open() throws IOException {
        var lines = new Lines(Lent.create(Signal.BYTES));
        lines.owner.start();
        return lines;
    }

    /** What a client borrows to wake this broker. */
    String address() {
        return memory.address();
    }

    /**
     * A new line.
     *
     * @param borrowed the client's memory
     * @param inbox is given what it calls; must not block
     * @param garbled is told, once, of what cannot be read
     */
    End add(MemorySegment borrowed, BiConsumer<End, Message> inbox, Consumer<Throwable> garbled) {
        var line = new End(new LineMemory(borrowed), inbox, garbled);
        ends.add(line);
        return line;
    }

    private void serve() {
        while (!closed) {
            if (leading.isLocked()) {
                LockSupport.parkNanos(NAP_NANOS); // whoever leads wakes this thread where there is more to do
                continue;
            }
            int ticket = signal.ticket();
            boolean busy = pass();
            if (!busy) {
                sleep(ticket);
            }
        }
        var _ = pass();
    }

    private void sleep(int ticket) {
        long now = System.nanoTime();
        if (now - led >= LED_NANOS || now - missed < LED_NANOS) {
            spin.await(signal, ticket, LONG_NANOS);
            return;
        }
        napping = true;
        if (!signal.raisedSince(ticket)) {
            LockSupport.parkNanos(NAP_NANOS);
            if (signal.raisedSince(ticket) && !leading.isLocked() && hasUnread()) {
                missed = System.nanoTime();
            }
        }
        napping = false;
    }

    /**
     * Serves all lines on the calling thread, which waits for an answer. Where another one does so already, or this one
     * must not, that is no use, and this returns at once; so it does after a moment.
     *
     * @param done whether the answer is there; who makes it so from another thread calls {@link #wakeLeader}
     * @param nanos how long to serve at the most
     * @param others whether others wait for answers when this returns
     */
    void lead(BooleanSupplier done, long nanos, BooleanSupplier others) {
        if (!Leaders.mayLead(leading) || !leading.tryLock()) {
            return;
        }
        boolean answered = false;
        try {
            led = System.nanoTime();
            long end = led + Math.min(nanos, LEAD_NANOS);
            while (!closed && !Thread.currentThread().isInterrupted()) {
                int ticket = signal.ticket();
                answered = done.getAsBoolean();
                long left = end - System.nanoTime();
                if (answered || left <= 0) {
                    return;
                }
                if (!pass()) {
                    leadersSpin.await(signal, ticket, left);
                }
            }
        } finally {
            boolean more = !answered || others.getAsBoolean();
            led = more ? System.nanoTime() - LED_NANOS : System.nanoTime();
            leading.unlock();
            if (more) {
                LockSupport.unpark(owner);
            }
        }
    }

    /** What a leader waits for is there. */
    void wakeLeader() {
        signal.raise();
    }

    private boolean pass() {
        List<Runnable> due = new ArrayList<>();
        for (Runnable next = later.poll(); next != null; next = later.poll()) {
            due.add(next);
        }
        boolean busy = !due.isEmpty();
        for (End line : ends) {
            busy |= line.take() | line.flush();
        }
        due.forEach(Runnable::run);
        return busy;
    }

    /** Whether a client has said something that was not taken yet. */
    boolean hasUnread() {
        for (End line : ends) {
            if (line.shared.calls.hasUnread()) {
                return true;
            }
            Thread taker = line.taker; // looked at second: what is in no ring any more may be in its hand
            if (taker != null && taker != Thread.currentThread()) {
                return true;
            }
        }
        return false;
    }

    /** Does something once all is taken that clients have said so far. */
    void afterwards(Runnable what) {
        later.add(what);
        signal.raise();
        if (napping && !leading.isLocked()) {
            LockSupport.unpark(owner);
        }
    }

    /** Has each line looked at. */
    void look() {
        signal.raise();
    }

    @Override
    public void close() {
        closed = true;
        signal.raise();
        LockSupport.unpark(owner);
        try {
            memory.close();
        } catch (IOException _) {
            return; // its descriptor goes with this JVM
        }
    }

    /** An answer on its way. */
    private record Answered(byte[] head, byte[] payload) {
        int length() {
            return head.length + payload.length;
        }
    }

    /** The broker's end of one. */
    final class End {
        private final LineMemory shared;
        private final BiConsumer<End, Message> inbox;
        private final Consumer<Throwable> garbled;
        private final Deque<Answered> waiting = new ArrayDeque<>();
        private int written;
        private boolean broken;
        /** Who takes what the client has said, at the moment. */
        private volatile @Nullable Thread taker;

        End(LineMemory shared, BiConsumer<End, Message> inbox, Consumer<Throwable> garbled) {
            this.shared = shared;
            this.inbox = inbox;
            this.garbled = garbled;
        }

        /** Takes what the client has called; whether there was anything. */
        boolean take() {
            boolean any;
            Throwable failure = null;
            synchronized (shared.calls) { // at the client's end another thread looks for what it said last
                long before = shared.calls.taken();
                taker = Thread.currentThread();
                try {
                    for (byte[] frame = broken ? null : shared.calls.next();
                            frame != null;
                            frame = shared.calls.next()) {
                        inbox.accept(this, LineCodec.decode(frame));
                    }
                } catch (RuntimeException | OutOfMemoryError e) {
                    broken = true;
                    failure = e;
                } finally {
                    taker = null;
                }
                any = shared.calls.taken() > before;
            }
            if (any) {
                shared.room.raise();
            }
            if (failure != null) {
                garbled.accept(failure);
            }
            return any;
        }

        /** Sends an answer, at once or as soon as there is room. */
        void send(Message.Answer answer) {
            synchronized (waiting) {
                waiting.add(new Answered(LineCodec.head(answer), answer.payload()));
                if (waiting.size() > 1) {
                    return; // those before it wait for room
                }
            }
            var _ = flush();
        }

        /** Writes what there is room for; whether any of it. */
        boolean flush() {
            boolean any = false;
            synchronized (waiting) {
                Answered frame = waiting.peek();
                if (frame == null) {
                    return false;
                }
                while (frame != null) {
                    int before = written;
                    written = shared.answers.write(frame.head, frame.payload, written);
                    any |= written > before;
                    if (written < frame.length()) {
                        if (shared.wantsRoom()) {
                            break;
                        }
                        shared.setWantsRoom(true); // and once more: it may have taken all before it could see that
                        VarHandle.fullFence();
                    } else {
                        written = 0;
                        waiting.remove();
                        frame = waiting.peek();
                    }
                }
                if (frame == null) {
                    shared.setWantsRoom(false);
                }
            }
            if (any) {
                shared.answered.raise();
            }
            return any;
        }

        /** After the client's end: what it said last. Nobody is told anything any more. */
        void close() {
            var _ = take();
            ends.remove(this);
            synchronized (waiting) {
                waiting.clear();
                written = 0;
            }
        }
    }
}
