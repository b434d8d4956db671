package partita.internal.worker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes over {@code System.out} and {@code System.err}. Whole lines are sent on soon, in the order in which they
 * were written; the rest of a line waits a little for its end, and for no longer than the work that wrote it.
 */
final class Capture {
    /** Sends text on. */
    @FunctionalInterface
    interface Sender {
        void send(long run, boolean error, String text);
    }

    private record Chunk(boolean error, StringBuilder text) {}

    private static final int FULL = 32 * 1024;
    private static final long LINES_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long REST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final Deque<Chunk> lines = new ArrayDeque<>();
    private final Line out = new Line(false);
    private final Line err = new Line(true);
    private final Sender sender;
    private int pending;
    private long run;

    Capture(Sender sender) {
        this.sender = sender;
    }

    /** Takes the standard streams over and starts to send. */
    void install() {
        System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, false, StandardCharsets.UTF_8));
        Thread.ofPlatform().name("partita-output").daemon().start(this::sendInTime);
    }

    /** What is written from now on belongs to this run. */
    void run(long newRun) {
        lock.lock();
        try {
            flush();
            run = newRun;
        } finally {
            lock.unlock();
        }
    }

    /** Sends all that was written. */
    void flush() {
        lock.lock();
        try {
            out.end();
            err.end();
            sendLines();
        } finally {
            lock.unlock();
        }
    }

    private void sendLines() {
        for (Chunk chunk = lines.poll(); chunk != null; chunk = lines.poll()) {
            sender.send(run, chunk.error(), chunk.text().toString());
        }
        pending = 0;
    }

    private void add(boolean error, String text) {
        Chunk last = lines.peekLast();
        if (last == null || last.error() != error) {
            last = new Chunk(error, new StringBuilder());
            lines.add(last);
        }
        last.text().append(text);
        pending += text.length();
        if (pending >= FULL) {
            sendLines();
        }
    }

    private void sendInTime() {
        lock.lock();
        try {
            while (true) {
                while (lines.isEmpty() && out.length == 0 && err.length == 0) {
                    written.awaitUninterruptibly();
                }
                // the wait is the point: what is written meanwhile goes the same way
                long left = LINES_WAIT_NANOS;
                while (left > 0) {
                    left = written.awaitNanos(left);
                }
                out.endIfOld();
                err.endIfOld();
                sendLines();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the thread that sends output was interrupted; nobody may do that", e);
        } finally {
            lock.unlock();
        }
    }

    /** One stream: the bytes of the line that is not complete. */
    private final class Line extends OutputStream {
        private final boolean error;
        private byte[] bytes = new byte[256];
        private int length;
        private long since;

        Line(boolean error) {
            this.error = error;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            lock.lock();
            try {
                if (length == 0) {
                    since = System.nanoTime();
                }
                append(from, offset, count);
                int end = length;
                while (end > 0 && bytes[end - 1] != '\n') {
                    end--;
                }
                take(end);
                if (length >= FULL) {
                    end();
                }
                written.signal();
            } finally {
                lock.unlock();
            }
        }

        private void append(byte[] from, int offset, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            }
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }

        private void endIfOld() {
            if (length > 0 && System.nanoTime() - since > REST_WAIT_NANOS) {
                end();
            }
        }

        /** Sends what there is of the line, but no part of a character. */
        private void end() {
            int start = length;
            while (start > 0 && length - start < 3 && (bytes[start - 1] & 0xC0) == 0x80) {
                start--;
            }
            int lead = start == 0 ? 0 : bytes[start - 1] & 0xFF;
            int wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            boolean cut = wanted > 1 && length - start + 1 < wanted;
            take(cut ? start - 1 : length);
        }

        private void take(int count) {
            if (count > 0) {
                add(error, new String(bytes, 0, count, StandardCharsets.UTF_8));
                System.arraycopy(bytes, count, bytes, 0, length - count);
                length -= count;
                since = System.nanoTime();
            }
        }
    }
}
