package partita.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import partita.api.AuthenticationException;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.api.SharedDict;
import partita.api.SharedList;
import partita.api.SharedManager;
import partita.api.SharedQueue;
import partita.api.Status;

/** A manager that others reach over TCP, and the contract with it. */
class FarManagerTest {
    private static final byte[] KEY = new byte[32];
    private static SharedManager owner;
    private static SharedManager far;

    @BeforeAll
    static void start() {
        new SecureRandom().nextBytes(KEY);
        owner = par.heap("128m").manager();
        far = par.manager(owner.serve("tcp://127.0.0.1:0", KEY), KEY);
    }

    @AfterAll
    static void end() {
        far.close();
        owner.close();
    }

    @Nested
    class Collections extends CollectionContract {
        @Override
        SharedManager manager() {
            return far;
        }
    }

    @Test
    void addresses_areTheSame() {
        assertEquals(owner.address(), far.address());
        assertEquals(owner.pid(), far.pid());
        Status.Row row = par.status().stream()
                .filter(r -> r.name().equals(far.address()))
                .findFirst()
                .orElseThrow();
        assertEquals("manager", row.kind());
        assertThrows(IllegalStateException.class, far::shutdown);
    }

    @Test
    void key_wrong_isRefusedAtOnceAndOthersAreServed() {
        long begun = System.nanoTime();
        assertThrows(AuthenticationException.class, () -> par.manager(owner.address(), "wrong".getBytes(UTF_8)));
        // less than one slow attempt; JeroMQ may lose the first two
        assertTrue(System.nanoTime() - begun < ofSeconds(5).toNanos(), "at once");
        far.dict("served").put("on", 1);
        assertEquals(1, owner.dict("served").get("on"));
    }

    @Test
    void address_wrong_saysSo() {
        assertThrows(IllegalArgumentException.class, () -> owner.serve("ipc://x", KEY));
        assertThrows(IllegalArgumentException.class, () -> owner.serve("tcp://0.0.0.0:0", new byte[0]));
        var e = assertThrows(EngineException.class, () -> owner.serve(owner.address(), KEY));
        assertTrue(e.getMessage().contains("cannot listen"), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> par.manager("tcp://127.0.0.1:0", KEY));
        try (SharedManager silent = par.heap("64m").manager()) {
            assertThrows(IllegalStateException.class, silent::address);
        }
    }

    /** A nested object is known by another address to each side. */
    @Test
    void nested_putByOneSide_isTheSameForTheOther() {
        SharedDict<String, SharedList<Integer>> theirs = owner.dict("nested");
        SharedDict<String, SharedList<Integer>> ours = far.dict("nested");
        theirs.put("a", owner.list());
        ours.get("a").add(1);
        ours.put("b", far.list());
        theirs.get("b").add(2);
        assertEquals(List.of(1), theirs.get("a"));
        assertEquals(List.of(2), ours.get("b"));
        assertEquals(List.of(1), par.apply(() -> ours.get("a").toList()));
        SharedManager manager = far;
        var got = CompletableFuture.supplyAsync(() -> {
            ours.compute("c", (k, v) -> {
                SharedList<Integer> list = manager.list();
                list.add(3);
                return list;
            });
            return ours.get("c").toList();
        });
        assertEquals(List.of(3), got.orTimeout(30, TimeUnit.SECONDS).join());
    }

    @Test
    void connection_closed_disconnectsThisOneOnly() {
        SharedManager second = par.manager(owner.address(), KEY);
        SharedDict<String, Integer> dict = far.dict();
        assertEquals(far, second, "one connection serves all of a process");
        dict.put("a", 1);
        assertEquals(1, dict.get("a"));
    }

    @Test
    void manager_killed_farClientsGetATypedErrorWithinASecond() {
        SharedManager dying = par.heap("64m").manager();
        SharedManager seen = par.manager(dying.serve("tcp://127.0.0.1:0", KEY), KEY);
        SharedQueue<Integer> queue = seen.queue();
        var waiter = CompletableFuture.supplyAsync(queue::get);
        await().until(() -> seen.list().isEmpty());
        long begun = System.nanoTime();
        ProcessHandle.of(dying.pid()).orElseThrow().destroyForcibly();
        var e = assertThrows(CompletionException.class, () -> waiter.orTimeout(20, TimeUnit.SECONDS)
                .join());
        assertTrue(System.nanoTime() - begun < ofSeconds(1).toNanos(), "within a second");
        assertTrue(e.getCause() instanceof ClosedException, () -> String.valueOf(e.getCause()));
        assertThrows(ClosedException.class, seen::list);
        seen.close();
        dying.close();
    }

    @Test
    void farClient_killedWithALock_leavesItToTheNext() {
        String address = owner.address();
        byte[] key = KEY;
        ChildProcess child = par.heap("64m")
                .process(() -> {
                    SharedManager there = par.manager(address, key);
                    there.lock("guarded").lock();
                    there.event("held").set();
                    there.queue("never").get();
                })
                .daemon(true)
                .start();
        owner.event("held").await();
        child.kill();
        try (var guard = owner.lock("guarded").acquire(ofSeconds(20))) {
            assertEquals(child.pid(), guard.abandonedBy().orElseThrow().pid());
        }
        child.join();
    }
}
