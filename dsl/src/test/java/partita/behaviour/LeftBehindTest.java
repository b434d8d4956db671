package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static partita.Par.par;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedMemory;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.StartMethod;
import partita.testing.Behaviour;

/**
 * What CPython's TestResourceTracker checks. Here no process watches over what is shared: whoever made something removes
 * it, and the system's locks tell the others when that one could not.
 */
class LeftBehindTest {
    private static final Duration LIMIT = ofSeconds(30);

    /** Sends a signal to who made memory and used a semaphore, and then goes on with both. */
    private static void signalled(String signal, int number) throws Exception {
        SharedSemaphore semaphore = par.semaphore(1);
        SharedQueue<String> names = par.queue();
        ChildProcess child = Children.start(() -> {
            String name = par.sharedMemory(10).name();
            semaphore.acquire().close();
            names.put(name);
            new CountDownLatch(1).await();
        });
        String name = names.get(LIMIT);
        par.sharedMemory(name).close();
        Signals.send(signal, child.pid());
        child.join();
        assertEquals(-number, child.exitCode());
        assertThrows(NoSuchElementException.class, () -> par.sharedMemory(name));
        try (Guard guard = semaphore.acquire(LIMIT)) {
            assertEquals(Optional.empty(), guard.abandonedBy());
        }
        try (SharedMemory again = par.sharedMemory(name, 20)) {
            assertEquals(20, again.size());
            again.unlink();
        }
        WeakReference<SharedSemaphore> forgotten = takenAndForgotten();
        await().atMost(LIMIT).until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
    }

    private static WeakReference<SharedSemaphore> takenAndForgotten() {
        SharedSemaphore semaphore = par.startMethod(StartMethod.SPAWN).semaphore(1);
        try (Guard guard = semaphore.acquire()) {
            assertEquals(Optional.empty(), guard.abandonedBy());
        }
        return new WeakReference<>(semaphore);
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.resource_tracker_sigint",
            checks =
                    "SIGINT keeps nobody from removing what he made: his memory is gone with him, a semaphore that he used"
                            + " is not said to be abandoned, and a new one is made, taken, given back and forgotten as ever")
    void memory_makerGetsSigint_isGoneWithItAndOthersGoOn() throws Exception {
        signalled("-INT", 2);
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.resource_tracker_sigterm",
            checks =
                    "SIGTERM keeps nobody from removing what he made: his memory is gone with him, a semaphore that he"
                            + " used is not said to be abandoned, and a new one is made, taken, given back and forgotten as ever")
    void memory_makerGetsSigterm_isGoneWithItAndOthersGoOn() throws Exception {
        signalled("-TERM", 15);
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.resource_tracker_reused",
            checks =
                    "a child that uses its parent's semaphore and memory, and makes its own, starts no process that would"
                            + " watch over them")
    void child_usesAndMakesWhatIsShared_startsNoProcess() {
        SharedSemaphore semaphore = par.semaphore(1);
        SharedQueue<List<Long>> started = par.queue();
        try (SharedMemory memory = par.sharedMemory(10)) {
            String name = memory.name();
            Children.run(() -> {
                try (Guard _ = semaphore.acquire();
                        SharedMemory attached = par.sharedMemory(name);
                        SharedMemory own = par.sharedMemory(attached.size())) {
                    par.semaphore(1).acquire().close();
                    own.unlink();
                    started.put(ProcessHandle.current()
                            .children()
                            .map(ProcessHandle::pid)
                            .toList());
                }
            });
            assertEquals(List.of(), started.get(LIMIT));
            memory.unlink();
        }
        assertEquals(1, semaphore.availablePermits());
    }
}
