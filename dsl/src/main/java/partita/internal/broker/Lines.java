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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.JvmCommand;
import partita.internal.memory.Signal;
import partita.internal.memory.Spin;
import partita.internal.wire.Message;

/** A broker's ends of its lines through memory, which one thread serves. */
final class Lines implements AutoCloseable {
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Lent memory;
    private final Signal signal;
    private final Spin spin = new Spin(JvmCommand.cores());
    private final List<End> ends = new CopyOnWriteArrayList<>();
    /** To be done when each line was looked at once more. */
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;

    private Lines(Lent memory) {
        this.memory = memory;
        this.signal = new Signal(memory.memory(), 0);
    }

    /** Begins, without a line. */
    static Lines open() throws IOException {
        var lines = new Lines(Lent.create(Signal.BYTES));
        Thread.ofPlatform().name("partita-lines").daemon().start(lines::serve);
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
            int ticket = signal.ticket();
            boolean busy = pass();
            if (!busy) {
                spin.await(signal, ticket, LONG_NANOS);
            }
        }
        var _ = pass();
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
    }

    /** Has each line looked at. */
    void look() {
        signal.raise();
    }

    @Override
    public void close() {
        closed = true;
        signal.raise();
        try {
            memory.close();
        } catch (IOException _) {
            return; // its descriptor goes with this JVM
        }
    }

    /** The broker's end of one. */
    final class End {
        private final LineMemory shared;
        private final BiConsumer<End, Message> inbox;
        private final Consumer<Throwable> garbled;
        private final Deque<byte[]> waiting = new ArrayDeque<>();
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
                waiting.add(LineCodec.encode(answer));
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
                byte[] frame = waiting.peek();
                if (frame == null) {
                    return false;
                }
                while (frame != null) {
                    int before = written;
                    written = shared.answers.write(frame, written);
                    any |= written > before;
                    if (written < frame.length) {
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
