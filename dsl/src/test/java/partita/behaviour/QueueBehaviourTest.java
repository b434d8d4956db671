package partita.behaviour;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.JoinableQueue;
import partita.api.NotShippableException;
import partita.api.ParTimeoutException;
import partita.api.Pipe;
import partita.api.SharedEvent;
import partita.api.SharedQueue;
import partita.api.SimpleQueue;
import partita.testing.Behaviour;

/** What CPython's tests of queues and connections check, of what exists. */
class QueueBehaviourTest {
    @Test
    @Behaviour(
            value = "_TestQueue.put",
            checks = "a queue of six takes six items, is full then for every way of putting, with and without a time"
                    + " limit, and is empty once a child has taken them")
    void put_fullQueue_refusesUntilAChildTakes() {
        SharedQueue<Integer> queue = par.queue(6);
        SharedEvent childCanStart = par.event();
        SharedEvent parentCanContinue = par.event();
        ChildProcess child = Children.start(() -> {
            childCanStart.await();
            for (int i = 0; i < 6; i++) {
                queue.get();
            }
            parentCanContinue.set();
        });
        assertTrue(queue.isEmpty());
        queue.put(1);
        queue.put(2, ofSeconds(1));
        assertTrue(queue.offer(3));
        assertTrue(queue.add(4));
        assertTrue(queue.offer(5, 1, TimeUnit.SECONDS));
        queue.put(6, ZERO);
        assertEquals(6, queue.size());
        assertEquals(0, queue.remainingCapacity());
        assertFalse(queue.offer(7));
        assertThrows(ParTimeoutException.class, () -> queue.put(7, ZERO));
        long begun = System.nanoTime();
        assertThrows(ParTimeoutException.class, () -> queue.put(7, ofMillis(100)));
        assertTrue(System.nanoTime() - begun >= ofMillis(100).toNanos());
        childCanStart.set();
        parentCanContinue.await();
        assertTrue(queue.isEmpty());
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestQueue.get",
            checks = "items that a child put come in order by every way of getting; an empty queue then refuses each,"
                    + " at once or after its time limit")
    void get_itemsOfAChild_comeInOrder() {
        SharedQueue<Integer> queue = par.queue();
        SharedEvent childCanStart = par.event();
        SharedEvent parentCanContinue = par.event();
        ChildProcess child = Children.start(() -> {
            childCanStart.await();
            IntStream.rangeClosed(2, 5).forEach(queue::put);
            parentCanContinue.set();
        });
        assertTrue(queue.isEmpty());
        childCanStart.set();
        parentCanContinue.await();
        assertFalse(queue.isEmpty());
        assertEquals(2, queue.get());
        assertEquals(3, queue.take());
        assertEquals(4, queue.get(ofSeconds(1)));
        assertEquals(5, queue.poll());
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
        assertThrows(ParTimeoutException.class, () -> queue.get(ZERO));
        long begun = System.nanoTime();
        assertThrows(ParTimeoutException.class, () -> queue.get(ofMillis(100)));
        assertTrue(System.nanoTime() - begun >= ofMillis(100).toNanos());
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestQueue.fork",
            checks = "ten items put before a child starts and ten that the child puts are all got, in order")
    void fork_itemsBeforeAndInAChild_areAllGot() {
        SharedQueue<Integer> queue = par.queue();
        IntStream.range(0, 10).forEach(queue::put);
        ChildProcess child = Children.start(() -> IntStream.range(10, 20).forEach(queue::put));
        for (int i = 0; i < 20; i++) {
            assertEquals(i, queue.get(ofSeconds(30)));
        }
        assertNull(queue.poll());
        Children.join(child);
    }

    @Test
    @Behaviour(value = "_TestQueue.qsize", checks = "the size follows every put and get")
    void size_putsAndGets_isExact() {
        SharedQueue<Integer> queue = par.queue();
        assertEquals(0, queue.size());
        queue.put(1);
        assertEquals(1, queue.size());
        queue.put(5);
        assertEquals(2, queue.size());
        queue.get();
        assertEquals(1, queue.size());
        queue.get();
        assertEquals(0, queue.size());
    }

    @Test
    @Behaviour(
            value = "_TestQueue.task_done",
            checks = "join returns once four processes have said taskDone for each of ten items; a mark for each then"
                    + " ends them")
    void taskDone_fourProcesses_letJoinReturn() {
        JoinableQueue<Optional<Integer>> queue = par.joinableQueue();
        List<ChildProcess> workers = Children.start(4, () -> {
            while (queue.get().isPresent()) {
                queue.taskDone();
            }
        });
        for (int i = 0; i < 10; i++) {
            queue.put(Optional.of(i));
        }
        queue.join();
        assertTrue(queue.isEmpty());
        workers.forEach(_ -> queue.put(Optional.empty()));
        workers.forEach(Children::join);
    }

    @Test
    @Behaviour(value = "_TestQueue.timeout", checks = "get with a limit of 0.2 s gives up no earlier than it should")
    void get_limit_isWaitedFor() {
        SharedQueue<Integer> queue = par.queue();
        long begun = System.nanoTime();
        assertThrows(ParTimeoutException.class, () -> queue.get(ofMillis(200)));
        assertTrue(System.nanoTime() - begun >= ofMillis(200).toNanos());
    }

    @Test
    @Behaviour(
            value = "_TestQueue.queue_feeder_donot_stop_onexc",
            checks = "an item that cannot travel takes no room in the queue and does not stop the next one")
    void put_notShippable_leavesTheQueueUsable() {
        SharedQueue<Object> queue = par.queue(1);
        assertThrows(NotShippableException.class, () -> queue.put(new Thread()));
        queue.put(true);
        assertEquals(1, queue.size());
        assertEquals(true, queue.get(ofSeconds(1)));
        assertTrue(queue.isEmpty());
    }

    /** Is written by its own method, which fails. */
    static final class Unwilling extends ArrayList<String> {
        private static final long serialVersionUID = 1;
        private static boolean asked;

        private void writeObject(ObjectOutputStream out) throws IOException {
            asked = true;
            throw new NotSerializableException("not today");
        }
    }

    @Test
    @Behaviour(
            value = "_TestQueue.queue_feeder_on_queue_feeder_error",
            checks =
                    "an item that was asked to write itself and failed is reported to whoever put it, with the failure,"
                            + " and the queue goes on")
    void put_itemThatFailsToWriteItself_isReportedToWhoPutIt() {
        SharedQueue<Object> queue = par.queue();
        var e = assertThrows(NotShippableException.class, () -> queue.put(new Unwilling()));
        assertTrue(Unwilling.asked);
        assertTrue(e.getMessage().contains(Unwilling.class.getName()), e::toString);
        assertTrue(e.getMessage().contains("not today"), e::toString);
        queue.put(true);
        assertEquals(true, queue.get(ofSeconds(1)));
        assertTrue(queue.isEmpty());
    }

    @Test
    @Behaviour(
            value = "_TestQueue.closed_queue_put_get_exceptions",
            checks = "put and get on a closed queue say that it is closed, for plain and joinable queues")
    void closedQueue_putAndGet_areRefused() {
        for (SharedQueue<String> queue : List.of(par.<String>queue(), par.<String>joinableQueue())) {
            queue.close();
            assertTrue(assertThrows(ClosedException.class, () -> queue.put("foo"))
                    .getMessage()
                    .contains("closed"));
            assertTrue(
                    assertThrows(ClosedException.class, queue::get).getMessage().contains("closed"));
        }
    }

    @Test
    @Behaviour(
            value = "TestSimpleQueue.empty",
            checks = "a child finds the queue empty and, after its first put, not empty; the parent gets both answers")
    void simpleQueue_isEmpty_isTrueInEveryProcess() {
        SimpleQueue<Boolean> queue = par.simpleQueue();
        SharedEvent childCanStart = par.event();
        SharedEvent parentCanContinue = par.event();
        ChildProcess child = Children.start(() -> {
            childCanStart.await();
            queue.put(queue.isEmpty());
            queue.put(queue.isEmpty());
            parentCanContinue.set();
        });
        assertTrue(queue.isEmpty());
        childCanStart.set();
        parentCanContinue.await();
        assertFalse(queue.isEmpty());
        assertEquals(true, queue.get());
        assertEquals(false, queue.get());
        assertTrue(queue.isEmpty());
        Children.join(child);
    }

    @Test
    @Behaviour(value = "TestSimpleQueue.close", checks = "closing a queue twice does not fail")
    void simpleQueue_closedTwice_isClosed() {
        SimpleQueue<Integer> queue = par.simpleQueue();
        queue.close();
        queue.close();
        assertThrows(ClosedException.class, queue::get);
    }

    @Test
    @Behaviour(
            value = "TestSimpleQueue.closed",
            checks =
                    "once a queue was closed, both of its ends are, in every process: nothing can be put and, when what"
                            + " was put before is taken, nothing got")
    void simpleQueue_closed_isClosedAtBothEndsInEveryProcess() {
        SimpleQueue<Integer> queue = par.simpleQueue();
        queue.put(1);
        Children.run(queue::close);
        Children.run(() -> {
            assertThrows(ClosedException.class, () -> queue.put(2));
            assertEquals(1, queue.get());
            assertThrows(ClosedException.class, queue::get);
        });
        assertThrows(ClosedException.class, () -> queue.put(3));
        assertThrows(ClosedException.class, queue::get);
    }

    @Test
    @Behaviour(
            value = "_TestConnection.duplex_false",
            checks = "of a one-way pipe one end receives only and the other sends only")
    void pipe_oneWay_sendsOneWay() {
        Pipe<Integer> pipe = par.pipe(Integer.class).oneWay();
        pipe.child().send(1);
        assertEquals(1, pipe.parent().recv());
        assertThrows(IllegalStateException.class, () -> pipe.parent().send(2));
        assertThrows(IllegalStateException.class, () -> pipe.child().recv());
        assertThrows(IllegalStateException.class, () -> pipe.parent().sendBytes(new byte[] {1}));
    }

    @Test
    @Behaviour(
            value = "_TestConnection.spawn_close",
            checks = "the parent closes its handle of the child's end after the start, and the child still answers"
                    + " through its own")
    void pipe_childEchoes_answers() {
        Pipe<byte[]> pipe = par.pipe();
        ChildProcess child = Children.start(() -> {
            Connection<byte[]> end = pipe.child();
            for (byte[] message = end.recvBytes(); message.length > 0; message = end.recvBytes()) {
                end.sendBytes(message);
            }
            end.close();
        });
        Connection<byte[]> end = pipe.parent();
        end.sendBytes("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertArrayEquals("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), end.recvBytes());
        end.sendBytes(new byte[0]);
        assertThrows(ClosedException.class, end::recvBytes);
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestConnection.context",
            checks = "a connection in a with block works in it and is closed behind it, at both ends")
    void connection_tryWithResources_isClosedBehind() {
        Pipe<Integer> pipe = par.pipe();
        Connection<Integer> a = pipe.parent();
        Connection<Integer> b = pipe.child();
        try (a;
                b) {
            a.send(1729);
            assertEquals(1729, b.recv());
        }
        assertThrows(ClosedException.class, a::recv);
        assertThrows(ClosedException.class, b::recv);
    }

    @Test
    @Behaviour(
            value = "_TestPoll.empty_string",
            checks = "poll is false before anything was sent and true, twice, when an empty message waits")
    void poll_emptyMessage_isThere() {
        Pipe<byte[]> pipe = par.pipe();
        assertFalse(pipe.parent().poll(ZERO));
        pipe.child().sendBytes(new byte[0]);
        assertTrue(pipe.parent().poll(ZERO));
        assertTrue(pipe.parent().poll(ZERO));
        assertEquals(0, pipe.parent().recvBytes().length);
    }

    @Test
    @Behaviour(
            value = "_TestPoll.strings",
            checks = "messages of a child, empty ones too, are polled for and come one by one as they were sent")
    void poll_messagesOfAChild_comeAsSent() {
        List<String> strings = List.of("hello", "", "a", "b", "", "bye", "", "lop");
        Pipe<byte[]> pipe = par.pipe();
        ChildProcess child = Children.start(() -> {
            strings.forEach(s -> pipe.child().sendBytes(s.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            pipe.child().close();
        });
        for (String s : strings) {
            assertTrue(pipe.parent().poll(ofSeconds(30)));
            assertEquals(s, new String(pipe.parent().recvBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestPoll.boundaries",
            checks = "a child that polls an end takes no part of a message from the parent, which still gets it whole")
    void poll_inAChild_takesNothing() {
        Pipe<String> pipe = par.<String>pipe().oneWay();
        SharedEvent polled = par.event();
        ChildProcess child = Children.start(() -> {
            assertTrue(pipe.parent().poll(ofSeconds(30)));
            polled.set();
        });
        pipe.child().sendBytes(new byte[] {1});
        pipe.child().sendBytes(new byte[] {2});
        pipe.child().close();
        polled.await();
        assertArrayEquals(new byte[] {1}, pipe.parent().recvBytes());
        assertArrayEquals(new byte[] {2}, pipe.parent().recvBytes());
        Children.join(child);
    }

    @Test
    @Behaviour(
            value = "_TestPoll.dont_merge",
            checks = "three messages sent at once stay three, however often poll is asked in between")
    void poll_messagesAtOnce_stayApart() {
        Pipe<byte[]> pipe = par.pipe();
        Connection<byte[]> a = pipe.parent();
        assertFalse(a.poll(ZERO));
        assertFalse(a.poll(ofMillis(100)));
        ChildProcess child = Children.start(() -> {
            pipe.child().sendBytes(new byte[] {'a'});
            pipe.child().sendBytes(new byte[] {'b'});
            pipe.child().sendBytes(new byte[] {'c', 'd'});
        });
        assertArrayEquals(new byte[] {'a'}, a.recvBytes());
        assertTrue(a.poll(ofSeconds(30)));
        assertTrue(a.poll(ofSeconds(1)));
        assertArrayEquals(new byte[] {'b'}, a.recvBytes());
        assertTrue(a.poll(ofSeconds(30)));
        assertTrue(a.poll(ZERO));
        assertArrayEquals(new byte[] {'c', 'd'}, a.recvBytes());
        Children.join(child);
    }
}
