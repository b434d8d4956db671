package partita.internal.shared;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.JoinableQueue;
import partita.api.NotShippableException;
import partita.api.ParInterruptedException;
import partita.api.ParTimeoutException;
import partita.api.Pipe;
import partita.api.SharedQueue;
import partita.api.SimpleQueue;

/** What queues and pipes do, whatever carries them. */
abstract class QueueContract {
    record Point(int x, List<String> names) {}

    /** Makes the objects to test. */
    abstract SharedFactory make();

    @Test
    void queue_itemsPut_comeInOrderAsCopies() {
        SharedQueue<Object> queue = make().queue(0);
        var names = new ArrayList<>(List.of("a"));
        queue.put(new Point(1, names));
        queue.put("text");
        queue.put(new int[] {1, 2});
        names.add("b");
        assertEquals(3, queue.size());
        assertEquals(new Point(1, List.of("a")), queue.peek());
        assertEquals(new Point(1, List.of("a")), queue.get());
        assertEquals("text", queue.take());
        assertArrayEquals(new int[] {1, 2}, (int[]) queue.poll());
        assertNull(queue.poll());
        assertNull(queue.poll(5, TimeUnit.MILLISECONDS));
        assertTrue(queue.isEmpty());
        assertThrows(ParTimeoutException.class, () -> queue.get(ofMillis(5)));
        assertThrows(ParTimeoutException.class, () -> queue.get(Duration.ZERO));
    }

    @Test
    void queue_badItems_areRefusedWithAdvice() {
        SharedQueue<Object> queue = make().queue(0);
        var e = assertThrows(NullPointerException.class, () -> queue.put(null));
        assertTrue(e.getMessage().contains("close()"), e::getMessage);
        assertThrows(NotShippableException.class, () -> queue.put(new Thread()));
        assertEquals(0, queue.size());
    }

    @Test
    void queue_full_makesWritersWait() throws Exception {
        SharedQueue<Integer> queue = make().queue(2);
        queue.put(1);
        assertTrue(queue.offer(2));
        assertFalse(queue.offer(3));
        assertFalse(queue.offer(3, 5, TimeUnit.MILLISECONDS));
        assertThrows(ParTimeoutException.class, () -> queue.put(3, ofMillis(5)));
        assertThrows(IllegalStateException.class, () -> queue.add(3));
        assertEquals(0, queue.remainingCapacity());
        var writer = Threads.start(() -> {
                    queue.put(3);
                    return true;
                })
                .waits();
        assertEquals(1, queue.get());
        assertTrue(writer.result());
        assertEquals(List.of(2, 3), new ArrayList<>(queue));
        var drained = new ArrayList<Integer>();
        assertEquals(2, queue.drainTo(drained));
        assertEquals(List.of(2, 3), drained);
    }

    @Test
    void queue_closed_givesWhatIsLeftAndThenSaysSo() throws Exception {
        SharedQueue<Integer> queue = make().queue(0);
        var reader = Threads.start(() -> {
                    var all = new ArrayList<Integer>();
                    for (int item : queue.items()) {
                        all.add(item);
                    }
                    return all;
                })
                .waits();
        queue.put(1);
        queue.put(2);
        queue.close();
        queue.close();
        assertEquals(List.of(1, 2), reader.result());
        assertThrows(ClosedException.class, queue::get);
        assertThrows(ClosedException.class, () -> queue.put(3));
        assertNull(queue.poll());
        var e = assertThrows(ClosedException.class, () -> queue.get(ofSeconds(1)));
        assertTrue(e.getMessage().contains("was closed"), e::getMessage);
    }

    @Test
    void queue_closedWhileOthersWait_endsTheirWaits() throws Exception {
        SharedQueue<Integer> full = make().queue(1);
        full.put(1);
        var writer = Threads.start(() -> assertThrows(ClosedException.class, () -> full.put(2)))
                .waits();
        full.close();
        writer.result();
        assertEquals(1, full.get());
    }

    @Test
    void queue_manyWritersAndReaders_passesEachItemOnce() throws Exception {
        SharedQueue<Integer> queue = make().queue(5);
        var readers = Threads.start(3, () -> {
            var got = new ArrayList<Integer>();
            queue.items().forEach(got::add);
            return got;
        });
        var number = new java.util.concurrent.atomic.AtomicInteger();
        Threads.results(Threads.start(3, () -> {
            for (int i = 0; i < 200; i++) {
                queue.put(number.incrementAndGet());
            }
            return true;
        }));
        queue.close();
        Set<Integer> all = new HashSet<>();
        int count = 0;
        for (List<Integer> got : Threads.results(readers)) {
            count += got.size();
            all.addAll(got);
        }
        assertEquals(600, count);
        assertEquals(600, all.size());
    }

    @Test
    void get_interruptedAsAnItemComes_losesNoItem() throws Exception {
        SharedQueue<Integer> queue = make().queue(0);
        for (int i = 0; i < 50; i++) {
            var reader = Threads.start(() -> {
                        try {
                            return queue.get();
                        } catch (ParInterruptedException _) {
                            assertTrue(Thread.interrupted());
                            return -1;
                        }
                    })
                    .waits();
            Thread interrupter = Thread.ofPlatform().start(reader.thread()::interrupt);
            queue.put(i);
            int got = reader.result();
            interrupter.join();
            assertEquals(i, got == -1 ? queue.get(ofSeconds(5)) : got);
        }
        assertTrue(queue.isEmpty());
    }

    @Test
    void joinableQueue_allDone_letsJoinReturn() throws Exception {
        JoinableQueue<Integer> queue = make().joinableQueue(0);
        queue.join();
        queue.put(1);
        queue.put(2);
        assertFalse(queue.join(ofMillis(5)));
        var joiner = Threads.start(() -> {
                    queue.join();
                    return true;
                })
                .waits();
        queue.get();
        queue.taskDone();
        queue.get();
        queue.taskDone();
        assertTrue(joiner.result());
        assertThrows(IllegalStateException.class, queue::taskDone);
    }

    @Test
    void simpleQueue_used_putsAndGets() {
        SimpleQueue<String> queue = make().simpleQueue();
        assertTrue(queue.isEmpty());
        queue.put("a");
        assertFalse(queue.isEmpty());
        assertEquals("a", queue.get());
        queue.close();
        assertThrows(ClosedException.class, queue::get);
    }

    @Test
    void pipe_bothEnds_sendAndReceive() throws Exception {
        Pipe<Object> pipe = make().pipe();
        Connection<Object> a = pipe.parent();
        Connection<Object> b = pipe.child();
        a.send("to b");
        b.send(null);
        b.sendBytes(new byte[] {1, 2});
        assertEquals("to b", b.recv());
        assertTrue(a.poll(Duration.ZERO));
        assertNull(a.recv());
        assertThrows(IllegalStateException.class, a::recv);
        assertArrayEquals(new byte[] {1, 2}, a.recvBytes());
        assertFalse(a.poll(Duration.ZERO));
        assertThrows(ParTimeoutException.class, () -> a.recv(ofMillis(5)));
        var reader = Threads.start(a::recv).waits();
        b.send(7);
        assertEquals(7, reader.result());
    }

    @Test
    void pipe_endClosed_givesWhatWasSentAndThenSaysSo() throws Exception {
        Pipe<Integer> pipe = make().pipe();
        var reader = Threads.start(() -> {
            Connection<Integer> end = pipe.parent();
            int sum = 0;
            try {
                while (true) {
                    sum += end.recv();
                }
            } catch (ClosedException e) {
                assertTrue(e.getMessage().contains("was closed by"), e::getMessage);
                assertTrue(end.poll(ofSeconds(1)));
                return sum;
            }
        });
        IntStream.rangeClosed(1, 10).forEach(pipe.child()::send);
        pipe.child().close();
        assertEquals(55, reader.result());
        assertThrows(ClosedException.class, () -> pipe.parent().send(1));
        assertThrows(ClosedException.class, () -> pipe.child().send(1));
        assertThrows(ClosedException.class, () -> pipe.child().recv());
    }

    @Test
    void pipe_unreadUpToItsBound_makesSendersWait() throws Exception {
        Pipe<byte[]> pipe = make().pipe();
        byte[] third = new byte[3 << 20];
        pipe.child().sendBytes(third);
        pipe.child().sendBytes(third);
        var sender = Threads.start(() -> {
            pipe.child().sendBytes(third);
            return true;
        });
        await().until(() -> par.status().stream()
                .anyMatch(row -> row.kind().equals("waiter") && row.state().contains("SendersWait")));
        assertEquals(third.length, pipe.parent().recvBytes().length);
        assertTrue(sender.result());
        var late = Threads.start(
                () -> assertThrows(ClosedException.class, () -> pipe.child().sendBytes(new byte[4 << 20])));
        await().until(() -> par.status().stream()
                .anyMatch(row -> row.kind().equals("waiter") && row.name().startsWith("pipe")));
        pipe.parent().close();
        late.result();
    }

    @Test
    void pipe_oneWay_refusesTheOther() {
        Pipe<Integer> pipe = make().<Integer>pipe().oneWay();
        pipe.child().send(1);
        assertEquals(1, pipe.parent().recv());
        assertThrows(IllegalStateException.class, () -> pipe.parent().send(1));
        assertThrows(IllegalStateException.class, () -> pipe.child().recv());
    }

    @Test
    void awaitAny_queuesAndConnections_givesThoseThatAreReady() throws Exception {
        SharedQueue<Integer> queue = make().queue(0);
        Pipe<Integer> pipe = make().pipe();
        assertEquals(List.of(), par.awaitAny(ofMillis(20), queue, pipe.parent()));
        var waiter = Threads.start(() -> par.awaitAny(ofSeconds(20), queue, pipe.parent()))
                .waits();
        pipe.child().send(1);
        assertEquals(List.of(pipe.parent()), waiter.result());
        assertEquals(1, pipe.parent().recv());
        queue.put(1);
        assertEquals(List.of(queue), par.awaitAny(ofSeconds(20), queue, pipe.parent()));
        assertEquals(1, queue.get());
        queue.close();
        assertEquals(List.of(queue), par.awaitAny(ofSeconds(20), queue), "a closed one would not wait either");
    }

    @Test
    void awaitAny_onlyALook_seesWhatIsThere() {
        SharedQueue<Integer> queue = make().queue(0);
        Pipe<Integer> pipe = make().pipe();
        assertEquals(List.of(), par.awaitAny(Duration.ZERO, queue, pipe.parent()));
        for (int i = 0; i < 50; i++) {
            queue.put(i);
            assertEquals(List.of(queue), par.awaitAny(Duration.ZERO, queue, pipe.parent()));
            pipe.child().send(i);
            assertTrue(par.awaitAll(List.of(queue, pipe.parent()), Duration.ZERO));
            assertEquals(i, queue.get());
            assertEquals(List.of(pipe.parent()), par.awaitAny(Duration.ZERO, queue, pipe.parent()));
            assertEquals(i, pipe.parent().recv());
        }
        assertEquals(List.of(), par.awaitAny(Duration.ZERO, queue, pipe.parent()));
        assertFalse(par.awaitAll(List.of(queue, pipe.parent()), Duration.ZERO));
    }

    @Test
    void queue_largeItem_comesWhole() {
        SharedQueue<byte[]> queue = make().queue(0);
        byte[] large = new byte[5 << 20];
        new java.util.Random(1).nextBytes(large);
        queue.put(large);
        assertArrayEquals(large, queue.get());
    }

    record Series(String name, double[] values, long[] times) {}

    private static Series series(int length) {
        double[] values = new Random(1).doubles(length).toArray();
        return new Series("large", values, LongStream.range(0, length).toArray());
    }

    private static void assertSame(Series expected, Object found) {
        var series = (Series) found;
        assertEquals(expected.name(), series.name());
        assertArrayEquals(expected.values(), series.values());
        assertArrayEquals(expected.times(), series.times());
    }

    @Test
    void queue_largeArraysInARecord_areSeenAndComeOnce() {
        SharedQueue<Object> queue = make().queue(0);
        Series large = series(1 << 18);
        queue.put(large);
        queue.put("small");
        assertEquals(2, queue.size());
        assertSame(large, queue.peek());
        assertSame(large, queue.iterator().next());
        assertSame(large, queue.get());
        assertEquals("small", queue.get());
        assertNull(queue.poll());
    }

    @Test
    void pipe_largeArrays_comeBothWaysAndCountForItsBound() throws Exception {
        Pipe<Object> pipe = make().pipe();
        Series large = series(1 << 18);
        pipe.parent().send(large);
        pipe.child().send(large);
        assertSame(large, pipe.parent().recv());
        assertSame(large, pipe.child().recv());
        Series full = series(1 << 19);
        pipe.parent().send(full);
        var second = Threads.start(() -> {
            pipe.parent().send(full);
            return true;
        });
        await().until(() -> par.status().stream()
                .anyMatch(row -> row.kind().equals("waiter") && row.name().startsWith("pipe")));
        assertSame(full, pipe.child().recv());
        assertTrue(second.result());
        assertSame(full, pipe.child().recv());
    }
}
