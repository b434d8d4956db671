package partita.internal.shared;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Pipe;
import partita.api.SharedQueue;
import partita.internal.broker.Broker;
import partita.internal.broker.Lent;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;
import partita.internal.launch.RunFolder;

/** Large arrays in queues and pipes: they lie beside, once, and nothing is left of them however their readers end. */
class LargeLettersTest {
    private static final int LENGTH = 1 << 19;

    private Path folder = Path.of("");

    @BeforeEach
    void enter() throws IOException {
        folder = RunFolder.enterMemory();
    }

    @AfterEach
    void leave() throws IOException {
        RunFolder.leave();
    }

    private static long[] numbers() {
        return LongStream.range(0, LENGTH).toArray();
    }

    private List<String> contents() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("content-"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("cannot look for contents: folder=" + folder, e);
        }
    }

    private void assertNoneLeft() {
        await().untilAsserted(() -> assertEquals(List.of(), contents()));
    }

    /** The keeper of the queue could not hold the item: its heap is half as large. */
    @Test
    void queue_itemLargerThanItsKeepersHeap_goesThrough() {
        assumeTrue(Lent.possible(), "else it goes through its keeper");
        SharedQueue<Long> answer = par.queue();
        ChildProcess keeper = par.heap("48m")
                .process(() -> {
                    SharedQueue<double[]> queue = par.queue();
                    ChildProcess writer = par.heap("256m")
                            .process(() -> {
                                double[] large = new double[12 << 20];
                                Arrays.setAll(large, i -> i % 1_000);
                                queue.put(large);
                            })
                            .start();
                    writer.join();
                    ChildProcess reader = par.heap("256m")
                            .process(() ->
                                    answer.put((long) Arrays.stream(queue.get()).sum()))
                            .start();
                    reader.join();
                })
                .start();
        long expected = LongStream.range(0, 12 << 20).map(i -> i % 1_000).sum();
        assertEquals(expected, answer.get(ofSeconds(60)));
        keeper.join();
        assertEquals(0, keeper.exitCode());
    }

    @Test
    void queue_writerEnded_keepsItsArrays() {
        SharedQueue<long[]> queue = par.queue();
        par.process(() -> queue.put(numbers())).start().join();
        assertEquals(Lent.possible() ? 1 : 0, contents().size(), "it lies beside its letter");
        assertArrayEquals(numbers(), queue.get());
        assertNoneLeft();
    }

    @Test
    void queue_readerKilledWithAnArray_leavesNothingAndTheNextComes() {
        SharedQueue<long[]> queue = par.queue();
        queue.put(numbers());
        queue.put(numbers());
        ChildProcess reader = par.process(() -> {
                    var port = Ports.others().getFirst();
                    // takes the letter as a reader does, and dies before it reads what lies beside
                    Reply letter = port.ask(queueNumber(queue), Op.TAKE, 1, 0, 0, Reply.NOTHING)
                            .reply()
                            .get();
                    Runtime.getRuntime().halt(letter.outcome() == Outcome.DONE ? 7 : 8);
                })
                .start();
        reader.join();
        assertEquals(7, reader.exitCode());
        assertArrayEquals(numbers(), queue.get(ofSeconds(10)));
        // its item was on its way, or had arrived: then it is gone with it
        if (queue.poll() == null) {
            assertTrue(queue.isEmpty());
        }
        assertNoneLeft();
    }

    /** At its broker. */
    static long queueNumber(SharedQueue<?> queue) {
        return Long.parseLong(queue.toString().replaceFirst("queue#(\\d+).*", "$1"));
    }

    @Test
    void room_writerEndsBeforeItsPut_isGivenBack() {
        assumeTrue(Lent.possible(), "else there is no room beside letters");
        SharedQueue<Integer> queue = par.queue();
        par.process(() -> {
                    queue.put(1);
                    Path file = Path.of(Ports.others()
                            .getFirst()
                            .ask(Broker.ITSELF, Op.ROOM, 1, 3_000_000, 0, Reply.NOTHING)
                            .reply()
                            .get()
                            .text());
                    Files.write(file, new byte[3_000_000]);
                    Runtime.getRuntime().halt(1);
                })
                .start()
                .join();
        assertEquals(1, queue.get(ofSeconds(5)));
        assertNoneLeft();
    }

    @Test
    void put_refused_leavesNothing() {
        SharedQueue<long[]> queue = par.queue(1);
        assertTrue(queue.offer(numbers()));
        assertFalse(queue.offer(numbers()));
        assertThrows(RuntimeException.class, () -> queue.put(numbers(), java.time.Duration.ofMillis(5)));
        await().untilAsserted(
                        () -> assertEquals(Lent.possible() ? 1 : 0, contents().size()));
        queue.close();
        assertThrows(ClosedException.class, () -> queue.put(numbers()));
        assertArrayEquals(numbers(), queue.get());
        assertNoneLeft();
    }

    @Test
    void put_ofSomethingThatCannotTravelBesideAnArray_leavesNothing() {
        SharedQueue<Object> queue = par.queue();
        assertThrows(RuntimeException.class, () -> queue.put(List.of(numbers(), Thread.currentThread())));
        assertNoneLeft();
    }

    @Test
    void pipe_closedUnread_leavesNothing() {
        Pipe<long[]> pipe = par.pipe();
        pipe.parent().send(numbers());
        assertEquals(Lent.possible() ? 1 : 0, contents().size());
        pipe.child().close();
        assertNoneLeft();
    }

    @Test
    void queue_forgottenWithItsItems_leavesNothing() {
        fill();
        await().until(() -> {
            System.gc();
            return contents().isEmpty();
        });
    }

    private static void fill() {
        SharedQueue<long[]> queue = par.queue();
        queue.put(numbers());
    }

    @Test
    void sameArray_twiceInAnItem_comesAsOne() {
        SharedQueue<List<long[]>> queue = par.queue();
        long[] array = numbers();
        queue.put(List.of(array, array));
        List<long[]> found = queue.get();
        assertArrayEquals(array, found.get(0));
        assertTrue(found.get(0) == found.get(1));
        assertNoneLeft();
    }
}
