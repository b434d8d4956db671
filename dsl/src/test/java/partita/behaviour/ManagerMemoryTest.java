package partita.behaviour;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.ShareableList;
import partita.api.SharedManager;
import partita.api.SharedMemory;
import partita.api.SharedQueue;
import partita.testing.Behaviour;

/** What CPython checks of SharedMemoryManager. */
class ManagerMemoryTest {
    private static final Duration LIMIT = ofSeconds(30);
    private static final int SIGINT = 2;

    private static SharedManager manager() {
        return par.heap("64m").manager();
    }

    private static Object[] range(int n) {
        return IntStream.range(0, n).boxed().toArray();
    }

    private static void assertGone(String name) {
        assertThrows(NoSuchElementException.class, () -> par.sharedMemory(name));
        assertThrows(NoSuchElementException.class, () -> par.attachList(name));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_SharedMemoryManager_basics",
            checks =
                    "lists and memory that a manager made are attached by their names until it is shut down, or its block"
                            + " ends; then they are gone, and it makes no more")
    void manager_memoryAndLists_goWithIt() {
        SharedManager manager = manager();
        List<ShareableList> lists = new ArrayList<>();
        List<SharedMemory> memories = new ArrayList<>();
        for (int i = 5; i < 10; i++) {
            lists.add(manager.shareableList(range(i)));
        }
        for (int size = 32; size < 128; size += 16) {
            memories.add(manager.sharedMemory(size));
        }
        assertEquals(Arrays.asList(range(9)), lists.getLast());
        try (ShareableList again = par.attachList(lists.getFirst().memory().name());
                SharedMemory same = par.sharedMemory(memories.getFirst().name())) {
            assertEquals(5, again.size());
            assertTrue(same.segment().byteSize() >= 32);
            same.segment().set(JAVA_BYTE, 31, (byte) 7);
            assertEquals(7, memories.getFirst().segment().get(JAVA_BYTE, 31));
        }
        manager.shutdown();
        lists.forEach(list -> assertGone(list.memory().name()));
        memories.forEach(memory -> assertGone(memory.name()));
        lists.forEach(ShareableList::close);
        memories.forEach(SharedMemory::close);
        assertThrows(ClosedException.class, () -> manager.sharedMemory(9));

        String held;
        try (SharedManager second = manager();
                ShareableList list = second.shareableList("howdy", null, new byte[] {1});
                SharedMemory memory = second.sharedMemory(128)) {
            assertEquals("howdy", list.getFirst());
            assertEquals(128, memory.size());
            held = list.memory().name();
        }
        assertGone(held);
    }

    @Test
    void memory_unlinkedOrRefused_leavesTheManagerAsItWas() {
        try (SharedManager manager = manager();
                SharedMemory memory = manager.sharedMemory(16)) {
            memory.unlink();
            assertGone(memory.name());
            assertThrows(IllegalArgumentException.class, () -> manager.sharedMemory(0));
            assertThrows(IllegalArgumentException.class, () -> manager.shareableList(List.of()));
            try (ShareableList list = manager.shareableList()) {
                assertEquals(List.of(), list);
            }
        }
    }

    @Test
    void manager_killed_takesItsMemoryAlong() {
        try (SharedManager manager = manager();
                SharedMemory memory = manager.sharedMemory(16)) {
            ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly();
            await().atMost(LIMIT).untilAsserted(() -> assertGone(memory.name()));
        }
    }

    private static boolean ignores(int signal, long pid) throws Exception {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            String mask = lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .findFirst()
                    .orElseThrow();
            return (Long.parseUnsignedLong(mask, 16) & 1L << (signal - 1)) != 0;
        }
    }

    /** In a process of its own, which ends by a signal. */
    private static void interruptBoth(SharedQueue<List<Object>> said) throws Exception {
        SharedManager manager = manager();
        ShareableList first = manager.shareableList(range(10));
        Signals.send("-INT", manager.pid());
        ShareableList second = manager.shareableList(range(10));
        said.put(List.of(
                ignores(SIGINT, manager.pid()),
                ignores(SIGINT, ProcessHandle.current().pid()),
                first.size(),
                second.size()));
        Signals.send("-INT", ProcessHandle.current().pid());
        new CountDownLatch(1).await();
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_SharedMemoryServer_ignores_sigint",
            checks =
                    "a manager that gets SIGINT makes memory as before, and the process that made the manager still ends"
                            + " by SIGINT itself")
    void manager_getsSigint_goesOnAndItsOwnerIsAsItWas() {
        SharedQueue<List<Object>> said = par.queue();
        ChildProcess owner = Children.start(() -> interruptBoth(said));
        assertEquals(List.of(true, false, 10, 10), said.get(LIMIT));
        owner.join();
        assertEquals(-SIGINT, owner.exitCode());
    }
}
