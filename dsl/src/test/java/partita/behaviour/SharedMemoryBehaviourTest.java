package partita.behaviour;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.ShareableList;
import partita.api.SharedMemory;
import partita.api.SharedQueue;
import partita.testing.Behaviour;

/** What CPython checks of shared memory with names, of lists in it, and of what is left behind. */
class SharedMemoryBehaviourTest {
    private static final long SIZE = 512;
    private final List<SharedMemory> made = new ArrayList<>();

    private SharedMemory make(long size) {
        SharedMemory memory = par.sharedMemory(size);
        made.add(memory);
        return memory;
    }

    private ShareableList list(Object... elements) {
        ShareableList list = par.shareableList(elements);
        made.add(list.memory());
        return list;
    }

    private static String unique(String prefix) {
        return prefix + ProcessHandle.current().pid() + "-" + System.nanoTime();
    }

    @AfterEach
    void unlink() {
        for (SharedMemory memory : made) {
            memory.close();
            try {
                memory.unlink();
            } catch (NoSuchElementException _) {
                continue; // the test did
            }
        }
    }

    private static void write(SharedMemory memory, String text) {
        MemorySegment.copy(text.getBytes(US_ASCII), 0, memory.segment(), JAVA_BYTE, 0, text.length());
    }

    private static String read(SharedMemory memory, int length) {
        return new String(memory.segment().asSlice(0, length).toArray(JAVA_BYTE), US_ASCII);
    }

    /** A copy that went through a queue, as it arrives in another process. */
    @SuppressWarnings("unchecked")
    private static <T> T travelled(T object) {
        SharedQueue<Object> queue = par.queue();
        queue.put(object);
        return (T) queue.get();
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_basics",
            checks =
                    "name and size are told; what one writes another that attached reads; a taken or unknown name, a size"
                            + " below 1 and a second unlink are errors")
    void memory_named_isAttachedReadAndWritten() {
        String name = unique("basics");
        SharedMemory memory = par.sharedMemory(name, SIZE);
        made.add(memory);
        assertEquals(name, memory.name());
        assertTrue(memory.size() >= SIZE && memory.segment().byteSize() >= SIZE);
        assertTrue(memory.toString().contains(name) && memory.toString().contains("512"));
        memory.segment().set(JAVA_BYTE, 0, (byte) 42);
        try (SharedMemory also = par.sharedMemory(name)) {
            assertEquals(42, also.segment().get(JAVA_BYTE, 0));
            assertEquals(memory.size(), also.size());
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(-2))
                .getMessage()
                .contains("size=-2"));
        assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(""));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(name, SIZE))
                .getMessage()
                .contains("is taken"));
        assertThrows(NoSuchElementException.class, () -> par.sharedMemory("not-there"));
        memory.close();
        assertThrows(ClosedException.class, memory::segment);
        memory.unlink();
        assertThrows(NoSuchElementException.class, () -> par.sharedMemory(name));
        assertThrows(NoSuchElementException.class, memory::unlink);
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_recreate",
            checks = "memory made without a name gets one that no other has, and a name is free again once unlinked")
    void memory_withoutAName_getsAnother() {
        assertNotEquals(make(1).name(), make(1).name());
        String name = unique("again");
        SharedMemory first = par.sharedMemory(name, 1);
        first.unlink();
        first.close();
        SharedMemory second = par.sharedMemory(name, 2);
        made.add(second);
        assertEquals(2, second.size());
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.invalid_shared_memory_creation",
            checks = "a negative size and a size of 0 are refused")
    void memory_ofNoSize_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(-1));
        assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(0));
        assertThrows(RuntimeException.class, () -> par.sharedMemory(Long.MAX_VALUE / 2));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_name_with_embedded_null",
            checks = "a name with a NUL character is refused")
    void name_withANul_isRefused() {
        String name = unique("null");
        made.add(par.sharedMemory(name, SIZE));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(name + "\0a"))
                .getMessage()
                .contains("\\0"));
        assertThrows(IllegalArgumentException.class, () -> par.sharedMemory("../" + name));
    }

    @Test
    @Behaviour(
            value = "TestSharedMemoryNames.that_shared_memory_name_with_colons_has_no_resource_tracker_errors",
            checks = "names with colons work as others do, and leave nothing behind")
    void name_withColons_works() {
        for (String part : List.of("a:b:c", ":abc", "abc:", "::")) {
            String name = unique("colon") + part;
            SharedMemory memory = par.sharedMemory(name, 16);
            try (SharedMemory also = par.sharedMemory(name)) {
                write(memory, "hello");
                assertEquals("hello", read(also, 5));
            }
            memory.close();
            memory.unlink();
            assertThrows(NoSuchElementException.class, () -> par.sharedMemory(name));
        }
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.too_long_name_resource",
            checks = "a name that is too long for the system is refused at once")
    void name_tooLong_isRefused() {
        String name = "a".repeat(512);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> par.sharedMemory(name, 1))
                .getMessage()
                .contains("length=512"));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_pickle_unpickle",
            checks = "what arrives elsewhere is the same memory: each sees what the other writes")
    void memory_travelled_isTheSame() {
        SharedMemory memory = make(SIZE);
        write(memory, "pickle");
        try (SharedMemory arrived = travelled(memory)) {
            assertEquals(memory.name(), arrived.name());
            assertEquals("pickle", read(arrived, 6));
            write(memory, "newval");
            assertEquals("newval", read(arrived, 6));
            write(arrived, "oldval");
            assertEquals("oldval", read(memory, 6));
        }
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_pickle_unpickle_dead_object",
            checks = "memory that was unlinked while its address was under way is an error where that arrives")
    void memory_unlinkedUnderWay_isAnErrorThere() {
        SharedMemory memory = make(SIZE);
        SharedQueue<Object> queue = par.queue();
        queue.put(memory);
        memory.close();
        memory.unlink();
        var e = assertThrows(RuntimeException.class, queue::get);
        assertTrue(rootOf(e) instanceof java.nio.file.NoSuchFileException, e::toString);
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_across_processes",
            checks =
                    "a child attaches by the name, or uses the object that it was given, and its parent sees what it wrote")
    void memory_usedByChildren_isSeenByTheParent() {
        SharedMemory memory = make(SIZE);
        String name = memory.name();
        Children.run(() -> {
            try (SharedMemory attached = par.sharedMemory(name)) {
                write(attached, "howdy");
            }
        });
        assertEquals("howdy", read(memory, 5));
        Children.run(() -> write(memory, "HELLO"));
        assertEquals("HELLO", read(memory, 5));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_untracking",
            checks = "a process that attached memory and ends does not take it with it")
    void memory_whoAttachedEnds_stays() {
        SharedMemory memory = make(10);
        String name = memory.name();
        Children.run(() -> par.sharedMemory(name).close());
        Children.run(() -> par.sharedMemory(name).segment().set(JAVA_BYTE, 1, (byte) 7));
        par.sharedMemory(name).close();
        assertEquals(7, memory.segment().get(JAVA_BYTE, 1));
    }

    private static String madeAndKilled(boolean kill) {
        SharedQueue<String> names = par.queue();
        ChildProcess child = par.process(() -> {
                    names.put(par.sharedMemory(10).name());
                    new CountDownLatch(1).await();
                })
                .daemon(true)
                .start();
        String name = names.get(ofSeconds(30));
        par.sharedMemory(name).close();
        if (kill) {
            child.kill();
        } else {
            child.terminate();
        }
        child.join();
        return name;
    }

    private static void awaitGone(String name) {
        await().until(() -> {
            try {
                par.sharedMemory(name).close();
                return false;
            } catch (NoSuchElementException _) {
                return true;
            }
        });
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_cleaned_after_process_termination",
            checks = "memory of a process that is terminated is gone soon after it")
    void memory_makerTerminated_isGone() {
        awaitGone(madeAndKilled(false));
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.resource_tracker_sigkill",
            checks = "a SIGKILL leaves no memory behind and does not stop others from making and freeing theirs")
    void memory_makerKilled_isGoneAndOthersGoOn() {
        awaitGone(madeAndKilled(true));
        SharedMemory memory = make(1);
        assertEquals(memory, par.sharedMemory(memory.name()));
    }

    @Test
    @Behaviour(
            value = "TestResourceTracker.resource_tracker",
            checks = "of what a killed process had made, both what it had unlinked and what it had not are gone")
    void memory_severalOfOneThatIsKilled_areGone() {
        SharedQueue<String> names = par.queue();
        ChildProcess child = par.process(() -> {
                    names.put(par.sharedMemory(10).name());
                    names.put(par.shareableList(1, 2).memory().name());
                    new CountDownLatch(1).await();
                })
                .daemon(true)
                .start();
        String first = names.get(ofSeconds(30));
        String second = names.get(ofSeconds(30));
        try (SharedMemory attached = par.sharedMemory(first)) {
            attached.unlink();
        }
        child.kill();
        child.join();
        awaitGone(second);
        awaitGone(first);
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_ShareableList_basics",
            checks = "elements of all types are read, replaced, found and counted; a longer text, another index and an"
                    + " unknown class are refused; a second list of the same name is the same, a copy is not")
    void list_ofAllTypes_worksAsCPythons() {
        byte[] bytes = {1, 2, 3};
        ShareableList list = list("howdy", bytes, -273.154, 100, null, true, 42L);
        assertTrue(list.toString().contains(list.memory().name())
                && list.toString().contains("-273.154"));
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(7));
        assertThrows(IndexOutOfBoundsException.class, () -> list.set(7, 2));
        assertEquals("howdy", list.set(0, "howdy"));
        assertEquals(7, list.size());
        assertEquals(-1, list.indexOf("100"));
        assertEquals(3, list.indexOf(100));
        assertEquals(1, list.indexOf(new byte[] {1, 2, 3}));
        assertEquals(true, list.get(5));
        assertNull(list.get(4));
        assertEquals(42L, list.getLast());
        list.set(3, 42);
        assertEquals(42, list.get(3));
        list.set(4, "some");
        assertEquals("some", list.get(4));
        var e = assertThrows(IllegalArgumentException.class, () -> list.set(4, "far too many"));
        assertTrue(e.getMessage().contains("exceeds") && e.getMessage().contains("room=8"), e::getMessage);
        assertEquals("some", list.get(4));
        list.set(0, "encodés");
        assertEquals("encodés", list.get(0));
        assertArrayEquals(bytes, (byte[]) list.get(1));
        assertThrows(IllegalArgumentException.class, () -> list.set(0, "encodées"));
        assertThrows(IllegalArgumentException.class, () -> list.set(1, new byte[9]));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> list.set(1, List.of()))
                .getMessage()
                .contains("index=1"));
        assertArrayEquals(bytes, (byte[]) list.get(1));
        assertEquals(1, Collections.frequency(list, 42));

        ShareableList copy = list(list.toArray());
        assertNotEquals(list.memory().name(), copy.memory().name());
        copy.set(6, 77L);
        assertEquals(42L, list.get(6));
        try (ShareableList same = par.attachList(list.memory().name())) {
            same.set(6, 880L);
        }
        assertEquals(880L, list.get(6));

        ShareableList empty = list();
        assertEquals(0, empty.size());
        assertEquals(-1, empty.indexOf(null));
        String noList = make(SIZE).name();
        assertThrows(IllegalArgumentException.class, () -> par.attachList(noList));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_ShareableList_pickling",
            checks = "what arrives elsewhere is the same list, whatever its length")
    void list_travelled_isTheSame() {
        ShareableList list = list(IntStream.range(0, 400).boxed().toArray());
        try (ShareableList arrived = travelled(list)) {
            assertNotSame(list, arrived);
            assertEquals(399, arrived.getLast());
            arrived.set(4, "changed");
            assertEquals("changed", list.get(4));
            list.set(3, "newvalue");
            assertEquals("newvalue", arrived.get(3));
        }
        Children.run(() -> list.set(5, "child"));
        assertEquals("child", list.get(5));
    }

    @Test
    @Behaviour(
            value = "_TestSharedMemory.shared_memory_ShareableList_pickling_dead_object",
            checks = "a list that was unlinked while its address was under way is an error where that arrives")
    void list_unlinkedUnderWay_isAnErrorThere() {
        ShareableList list = list(1, 2);
        SharedQueue<Object> queue = par.queue();
        queue.put(list);
        list.close();
        list.memory().unlink();
        var e = assertThrows(RuntimeException.class, queue::get);
        assertTrue(rootOf(e) instanceof java.nio.file.NoSuchFileException, e::toString);
    }
}
