package partita.manager;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import partita.Par;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.api.ParInterruptedException;
import partita.api.SharedDict;
import partita.api.SharedEvent;
import partita.api.SharedManager;
import partita.api.SharedQueue;
import partita.api.StartMethod;
import partita.api.Status;

/** A manager's beginning and end. */
class ManagerLifeTest {
    private static final Par SMALL = par.heap("128m");
    private static final long SECOND = ofSeconds(1).toNanos();

    @Test
    void manager_killed_everyClientGetsATypedErrorWithinASecond() throws Exception {
        SharedManager manager = SMALL.manager();
        SharedQueue<String> queue = manager.queue();
        SharedDict<String, Integer> dict = manager.dict();
        SharedQueue<String> told = par.queue();
        SharedEvent ready = par.event();
        ChildProcess child = SMALL.process(() -> {
                    dict.put("a", 1);
                    ready.set();
                    try {
                        queue.get();
                    } catch (ClosedException e) {
                        told.put(String.valueOf(e.getMessage()));
                    }
                })
                .start();
        ready.await();
        CompletableFuture<String> waiter = CompletableFuture.supplyAsync(queue::get);
        await().until(() -> manager.toString() != null && dict.size() == 1);
        long begun = System.nanoTime();
        ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly();
        var e = assertThrows(CompletionException.class, () -> waiter.orTimeout(20, TimeUnit.SECONDS)
                .join());
        assertTrue(System.nanoTime() - begun < SECOND, "within a second");
        assertTrue(e.getCause() instanceof ClosedException, () -> String.valueOf(e.getCause()));
        assertTrue(told.get(ofSeconds(20)).contains("has ended"));
        assertThrows(ClosedException.class, () -> dict.put("b", 2));
        assertThrows(ClosedException.class, manager::list);
        child.join();
        manager.close();
    }

    @Test
    void manager_closed_endsItsProcess() {
        SharedManager manager = SMALL.manager();
        ProcessHandle process = ProcessHandle.of(manager.pid()).orElseThrow();
        SharedDict<String, Integer> dict = manager.dict();
        dict.put("a", 1);
        ChildProcess child = par.activeChildren().stream()
                .filter(c -> c.pid() == process.pid())
                .findFirst()
                .orElseThrow();
        assertTrue(child.name().startsWith("SyncManager-"), child::name);
        manager.close();
        assertFalse(child.isAlive());
        assertEquals(0, child.exitCode());
        await().until(() -> !process.isAlive()); // it has said its last word before
        assertThrows(ClosedException.class, () -> dict.get("a"));
        assertThrows(ClosedException.class, manager::dict);
        manager.close();
    }

    @Test
    void status_openManagers_areNamed() {
        try (SharedManager manager = SMALL.manager()) {
            manager.dict().put("a", 1);
            Status.Row row = par.status().stream()
                    .filter(r -> r.pid() == manager.pid())
                    .findFirst()
                    .orElseThrow();
            assertEquals("manager", row.kind());
            assertTrue(row.name().startsWith("SyncManager-"), row::name);
            assertEquals("1 objects, 1 clients", row.state());
            assertTrue(row.memory() > 0 && row.done() > 1, row::toString);
        }
        assertTrue(par.status().stream().noneMatch(r -> r.kind().equals("manager")));
    }

    @Test
    void initializer_fails_isTheManagersFailure() {
        var e = assertThrows(EngineException.class, () -> SMALL.initializer(() -> {
                    throw new IllegalStateException("no " + "licence");
                })
                .manager());
        assertTrue(e.getMessage().contains("no licence"), e::getMessage);
        assertTrue(par.activeChildren().isEmpty());
    }

    @Test
    void manager_captured_servesWorkersAndTheirChildren() {
        try (SharedManager manager = SMALL.manager()) {
            par.workers(2).forEach(par.range(20), i -> manager.dict("seen").put(i, i * i));
            assertEquals(20, manager.dict("seen").size());
            ChildProcess child = SMALL.process(
                            () -> SMALL.process(() -> manager.queue("deep").put("below"))
                                    .start()
                                    .join())
                    .start();
            assertEquals("below", manager.<Object>queue("deep").get(ofSeconds(30)));
            child.join();
            assertThrows(Exception.class, () -> par.run(manager::shutdown));
        }
    }

    @Test
    void manager_inAThread_isTheSame() {
        try (SharedManager manager = par.startMethod(StartMethod.THREAD).manager()) {
            SharedDict<String, Integer> dict = manager.dict(String.class, Integer.class);
            assertEquals(3, dict.incrementBy("a", 3));
            assertEquals(6, dict.compute("a", (k, v) -> 2 * v));
            par.run(() -> dict.put("b", 1));
            assertEquals(List.of("a", "b"), List.copyOf(dict.keySet()));
            assertEquals(ProcessHandle.current().pid(), manager.pid());
        }
    }

    @Test
    void function_endless_holdsUpItsObjectOnlyAndCanBeInterrupted() throws Exception {
        try (SharedManager manager = SMALL.manager()) {
            SharedDict<String, Integer> dict = manager.dict();
            SharedEvent begun = manager.event();
            var thread = new FutureThread(() -> dict.compute("a", (k, v) -> {
                begun.set();
                manager.queue("nothing").get();
                return 1;
            }));
            begun.await();
            manager.dict("other").put("b", 1);
            assertEquals(1, manager.dict("other").size());
            thread.interrupt();
            assertThrows(ParInterruptedException.class, thread::result);
            assertEquals(0, dict.size(), "it goes on without the one that was interrupted");
        }
    }

    /** A thread with a result. */
    private static final class FutureThread {
        private final java.util.concurrent.FutureTask<Object> task;
        private final Thread thread;

        FutureThread(java.util.concurrent.Callable<Object> body) {
            task = new java.util.concurrent.FutureTask<>(body);
            thread = Thread.ofPlatform().daemon().start(task);
        }

        void interrupt() {
            thread.interrupt();
        }

        Object result() throws Throwable {
            try {
                return task.get(20, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException e) {
                throw e.getCause();
            }
        }
    }
}
