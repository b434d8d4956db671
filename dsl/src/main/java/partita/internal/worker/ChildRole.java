package partita.internal.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import partita.internal.broker.Ports;
import partita.internal.launch.Journal;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;

/**
 * A process of its own that runs one task on its main thread. How it ends is what the JVM does by itself: a
 * normal end or an uncaught exception of the main thread, then a wait for the other threads, then the hooks.
 */
final class ChildRole {
    private final Journal journal;
    private final LastWord word;
    private final OwnerWatch watch;

    /** Adds what this JVM does at its end. */
    ChildRole(Journal journal, OwnerWatch watch) {
        this.journal = journal;
        this.watch = watch;
        word = new LastWord(journal);
        Farewell.prepare(journal, word.prepare() ? () -> {} : OwnerWatch::ending);
    }

    void run(Orders orders, InputStream in, Workload workload) throws Throwable {
        Parcel parcel = Parcel.read(orders, in);
        Ports.become(orders);
        Thread main = Thread.currentThread();
        main.setName(orders.get(Role.NAME));
        Task task = new Task(main);
        watch.start(in, task);
        journal.begin(1);
        try {
            parcel.run(workload);
            word.willBe(0);
        } catch (Throwable e) { // the JVM will print it
            word.willBe(1);
            throw e;
        } finally {
            task.end();
        }
    }

    /**
     * Does what {@link #run} does and what follows it, in a JVM whose own orders are yet to come.
     *
     * @param journal one that no other process sees
     */
    static void rehearse(Orders orders, InputStream in, Journal journal) throws Throwable {
        Parcel parcel = Parcel.read(orders, in);
        Ports.become(orders);
        journal.begin(1);
        parcel.run(Workload.real());
        LastWord.rehearse(journal);
    }

    /** What follows a child's orders. */
    private record Parcel(String hash, byte[] bundle, byte[] payload) {
        static Parcel read(Orders orders, InputStream in) throws IOException {
            return new Parcel(
                    orders.get(Role.HASH),
                    read(in, Integer.parseInt(orders.get(Role.BUNDLE_BYTES)), "bundle"),
                    read(in, Integer.parseInt(orders.get(Role.PAYLOAD_BYTES)), "payload"));
        }

        private static byte[] read(InputStream in, int length, String what) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException(
                        "standard input ended within the " + what + ": bytes=" + bytes.length + " expected=" + length);
            }
            return bytes;
        }

        void run(Workload workload) throws Throwable {
            workload.add(hash, bundle);
            workload.runTask(1, hash, payload);
        }
    }

    /** Interrupts the thread that runs the task, for as long as it does. */
    private static final class Task implements Runnable {
        private final Thread thread;
        private boolean ended;

        Task(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void run() {
            if (!ended) {
                thread.interrupt();
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}
