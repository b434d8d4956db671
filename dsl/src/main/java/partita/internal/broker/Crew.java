package partita.internal.broker;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import partita.internal.parcel.Workshop;

/**
 * What collections and services need of their broker: threads for the code of users, which never runs under the
 * broker's lock, and what brings that code to life.
 */
final class Crew {
    private static final AtomicLong THREADS = new AtomicLong();

    final ReentrantLock lock;
    final Workshop workshop;
    /** This JVM, as a user of its own broker. */
    final Client self;

    final Port port;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> Thread.ofPlatform()
            .daemon()
            .name(String.format(Locale.ROOT, "partita-shared-%d", THREADS.incrementAndGet()))
            .unstarted(task));

    Crew(ReentrantLock lock, Workshop workshop, Client self, Port port) {
        this.port = port;
        this.self = self;
        this.lock = lock;
        this.workshop = workshop;
    }

    void run(Runnable task) {
        threads.execute(task);
    }

    void close() {
        threads.shutdownNow();
    }
}
