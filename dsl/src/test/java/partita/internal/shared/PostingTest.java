package partita.internal.shared;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.Pipe;
import partita.api.SharedLongs;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.function.Task;

/** What is put and sent without waiting for an answer: it is there for all as soon as the put has returned. */
class PostingTest {
    private static final int KILLS = Integer.getInteger("partita.kills", 2);
    private static final int CLOSES = Integer.getInteger("partita.closes", 4);
    private static final int TURNS = 1_000;
    private static final long SEED = System.nanoTime();

    private static ChildProcess start(Task task) {
        return par.heap("64m").process(task).daemon(true).start();
    }

    /** Puts an item, says so in memory, and waits for the next turn. */
    private record PutsAndTells(SharedQueue<Integer> queue, SharedSemaphore told, SharedSemaphore next, int turns)
            implements Task {
        @Override
        public void run() {
            for (int i = 0; i < turns; i++) {
                queue.put(i);
                told.release();
                next.acquire();
            }
        }
    }

    /** Puts for ever and counts what has been put. */
    private record PutsAndCounts(SharedQueue<Integer> queue, SharedLongs counts) implements Task {
        @Override
        public void run() {
            for (int i = 0; ; i++) {
                queue.put(i);
                counts.set(0, i + 1L);
            }
        }
    }

    private record SendsMany(Connection<Integer> to, int messages) implements Task {
        @Override
        public void run() {
            for (int i = 0; i < messages; i++) {
                to.send(i);
            }
        }
    }

    @Test
    void queue_itemPutElsewhere_isThereForWhoIsToldOfIt() {
        SharedQueue<Integer> queue = par.queue();
        SharedSemaphore told = par.semaphore(0);
        SharedSemaphore next = par.semaphore(0);
        int turns = 400;
        ChildProcess child = start(new PutsAndTells(queue, told, next, turns));
        for (int i = 0; i < turns; i++) {
            told.acquire();
            switch (i % 5) {
                case 0 -> assertEquals(1, queue.size());
                case 1 -> assertEquals(i, queue.peek());
                case 2 -> assertEquals(i, queue.iterator().next());
                case 3 -> assertEquals(List.of(queue), par.awaitAny(ZERO, queue));
                default -> {}
            }
            assertEquals(i, i % 3 == 0 ? queue.get(ZERO) : queue.poll());
            next.release();
        }
        child.join();
        assertTrue(queue.isEmpty());
    }

    /** Puts every second number, in turns with another process. */
    private record PutsInTurn(SharedQueue<Integer> queue, SharedSemaphore own, SharedSemaphore other, int first)
            implements Task {
        @Override
        public void run() {
            for (int i = first; i < TURNS; i += 2) {
                own.acquire();
                queue.put(i);
                other.release();
            }
        }
    }

    @Test
    void queue_putInTurnsByTwo_keepsTheOrder() {
        SharedQueue<Integer> queue = par.queue();
        SharedSemaphore first = par.semaphore(1);
        SharedSemaphore second = par.semaphore(0);
        ChildProcess one = start(new PutsInTurn(queue, first, second, 0));
        ChildProcess two = start(new PutsInTurn(queue, second, first, 1));
        for (int i = 0; i < TURNS; i++) {
            assertEquals(i, queue.get(ofSeconds(20)));
        }
        one.join();
        two.join();
    }

    @Test
    void queue_closedElsewhere_refusesThenAndKeepsAllThatWasPut() {
        for (int i = 0; i < 3; i++) {
            SharedQueue<Integer> queue = par.queue();
            SharedQueue<Long> put = par.queue();
            SharedLongs counts = par.longs(1);
            ChildProcess child = start(() -> {
                assertThrows(ClosedException.class, () -> new PutsAndCounts(queue, counts).run());
                put.put(counts.get(0));
            });
            await().pollDelay(ZERO).until(() -> counts.get(0) > 100);
            queue.close();
            child.join();
            int got = 0;
            for (int item : queue.items()) {
                assertEquals(got++, item);
            }
            assertEquals(put.get(ofSeconds(20)), got);
        }
    }

    /** Puts until the queue is closed, then says how many puts came back. */
    private record PutsUntilClosed(SharedQueue<Integer> queue, SharedQueue<Integer> put, SharedLongs counts)
            implements Task {
        @Override
        public void run() {
            int i = 0;
            try {
                while (true) {
                    queue.put(i);
                    i++;
                    counts.set(0, i);
                }
            } catch (ClosedException _) {
                put.put(i);
            }
        }
    }

    @Test
    void queue_closedInTheMiddleOfPuts_readerThatSawTheEndHasAllThatWerePut() {
        for (int i = 0; i < CLOSES; i++) {
            SharedQueue<Integer> queue = par.queue();
            SharedQueue<Integer> put = par.queue();
            SharedLongs counts = par.longs(1);
            ChildProcess child = start(new PutsUntilClosed(queue, put, counts));
            CompletableFuture<Integer> got = CompletableFuture.supplyAsync(() -> {
                int next = 0;
                for (int item : queue.items()) {
                    assertEquals(next++, item);
                }
                return next;
            });
            long moment = 1 + i * 100L;
            await().pollDelay(ZERO).atMost(ofSeconds(30)).until(() -> counts.get(0) >= moment);
            queue.close();
            int seen = got.join();
            assertEquals(put.get(ofSeconds(20)), seen);
            child.join();
            assertTrue(queue.isEmpty());
        }
    }

    @Test
    @Timeout(1_800) // at full size
    void queue_writersKilledAtAnyMoment_loseNothingThatTheyHavePut() {
        var random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            SharedQueue<Integer> queue = par.queue();
            SharedLongs counts = par.longs(1);
            ChildProcess child = start(new PutsAndCounts(queue, counts));
            long moment = 1 + random.nextInt(20_000);
            await().pollDelay(ZERO).atMost(ofSeconds(30)).until(() -> counts.get(0) >= moment);
            child.kill();
            child.join();
            long put = counts.get(0);
            int size = queue.size();
            assertTrue(size == put || size == put + 1, "seed=" + SEED + " put=" + put + " size=" + size);
            for (int item = 0; item < size; item++) {
                assertEquals(item, queue.poll());
            }
            assertNull(queue.poll());
        }
    }

    @Test
    void pipe_messagesSentByOneWhoEnds_allArriveInOrder() {
        Pipe<Integer> pipe = par.pipe(Integer.class);
        int messages = 5_000;
        ChildProcess child = start(new SendsMany(pipe.child(), messages));
        child.join();
        for (int i = 0; i < messages; i++) {
            assertTrue(pipe.parent().poll(ZERO));
            assertEquals(i, pipe.parent().recv(ofSeconds(20)));
        }
        assertThrows(ClosedException.class, () -> pipe.parent().recv(ofSeconds(20)));
    }

    @Test
    void pipe_otherEndClosed_refusesTheNextMessage() {
        Pipe<Integer> pipe = par.pipe(Integer.class);
        SharedSemaphore closed = par.semaphore(0);
        SharedQueue<String> why = par.queue();
        Connection<Integer> end = pipe.child();
        ChildProcess child = start(() -> {
            end.send(1);
            closed.acquire();
            why.put(assertThrows(ClosedException.class, () -> end.send(2)).getMessage());
        });
        assertEquals(1, pipe.parent().recv());
        pipe.parent().close();
        closed.release();
        assertTrue(why.get(ofSeconds(20)).contains("closed by MainProcess"));
        child.join();
    }
}
