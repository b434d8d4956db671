package partita.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.Listener;
import partita.api.Pipe;
import partita.api.SharedEvent;
import partita.api.SharedQueue;
import partita.function.Task;
import partita.testing.Behaviour;

/** What CPython's tests of {@code connection.wait} check: waiting for several things at once. */
class WaitBehaviourTest {
    private static final Duration LIMIT = ofSeconds(30);
    private static final int WRITERS = 4;
    private static final int MESSAGES = 10;
    private static final byte[] KEY = "supadupasecretkey".getBytes(UTF_8);

    record Sent(int number, long pid) {}

    /** A reader and what came through it. */
    private record Read(Connection<Sent> from, Sent message) {}

    private static void write(Connection<Sent> to, Task before) throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            before.run();
            to.send(new Sent(i, ProcessHandle.current().pid()));
        }
        to.close();
    }

    /** Waits for all readers until each has come to its end. */
    private static List<Read> readAll(List<Connection<Sent>> readers, Runnable afterEach) {
        var open = new ArrayList<>(readers);
        var all = new ArrayList<Read>();
        while (!open.isEmpty()) {
            List<Connection<Sent>> ready = par.awaitAny(LIMIT, List.copyOf(open));
            assertFalse(ready.isEmpty(), () -> "nothing came any more: open=" + open + " read=" + all);
            for (Connection<Sent> reader : ready) {
                try {
                    all.add(new Read(reader, reader.recv()));
                    afterEach.run();
                } catch (ClosedException _) {
                    open.remove(reader);
                    reader.close();
                }
            }
        }
        return all;
    }

    private static void assertAllOf(List<ChildProcess> children, List<Read> read) {
        Set<Sent> expected = new HashSet<>();
        for (ChildProcess child : children) {
            IntStream.range(0, MESSAGES).forEach(i -> expected.add(new Sent(i, child.pid())));
        }
        assertEquals(WRITERS * MESSAGES, read.size());
        assertEquals(expected, new HashSet<>(read.stream().map(Read::message).toList()));
    }

    private static void assertInOrder(List<Connection<Sent>> readers, List<Read> read) {
        for (Connection<Sent> reader : readers) {
            assertEquals(
                    IntStream.range(0, MESSAGES).boxed().toList(),
                    read.stream()
                            .filter(one -> one.from().equals(reader))
                            .map(one -> one.message().number())
                            .toList());
        }
    }

    private static void pipes(Task before, Runnable afterEach) {
        var readers = new ArrayList<Connection<Sent>>();
        var children = new ArrayList<ChildProcess>();
        for (int i = 0; i < WRITERS; i++) {
            Pipe<Sent> pipe = par.pipe(Sent.class).oneWay();
            readers.add(pipe.parent());
            children.add(Children.start(() -> write(pipe.child(), before)));
        }
        List<Read> read = readAll(readers, afterEach);
        assertAllOf(children, read);
        assertInOrder(readers, read);
        children.forEach(Children::join);
    }

    private static void sockets(Task before, Runnable afterEach) {
        var readers = new ArrayList<Connection<Sent>>();
        List<ChildProcess> children;
        try (Listener listener = par.listener("tcp://127.0.0.1:0", KEY)) {
            String address = listener.address();
            children = Children.start(WRITERS, () -> write(par.connect(address, KEY), before));
            for (int i = 0; i < WRITERS; i++) {
                readers.add(listener.accept(LIMIT));
            }
        }
        List<Read> read = readAll(readers, afterEach);
        assertAllOf(children, read);
        assertInOrder(readers, read);
        children.forEach(Children::join);
    }

    @Test
    @Behaviour(
            value = "TestWait.wait",
            checks = "a wait for the ends of four children's pipes gives those that are ready until all forty messages"
                    + " and the end of each pipe were read")
    void awaitAny_pipesOfChildren_readsAllToTheirEnds() {
        pipes(() -> {}, () -> {});
    }

    @Test
    @Behaviour(
            value = "TestWait.wait_slow",
            checks = "the same where every message comes only once the wait for it may have begun")
    void awaitAny_pipesOfSlowChildren_readsAllToTheirEnds() {
        SharedQueue<Integer> turns = par.queue();
        turns.put(0);
        pipes(() -> turns.get(), () -> turns.put(0));
    }

    @Test
    @Behaviour(
            value = "TestWait.wait_socket",
            checks =
                    "a wait for four connections over TCP that a listener accepted gives those that are ready until each"
                            + " child's messages, in order, and the end of each connection were read")
    void awaitAny_socketsOfChildren_readsAllToTheirEnds() {
        sockets(() -> {}, () -> {});
    }

    @Test
    @Behaviour(
            value = "TestWait.wait_socket_slow",
            checks = "the same over TCP where every message comes only once the wait for it may have begun")
    void awaitAny_socketsOfSlowChildren_readsAllToTheirEnds() {
        SharedQueue<Integer> turns = par.queue();
        turns.put(0);
        sockets(() -> turns.get(), () -> turns.put(0));
    }

    @Test
    @Behaviour(
            value = "TestWait.wait_timeout",
            checks = "a wait for both ends of a silent pipe gives nothing, and no earlier than its limit; then it gives"
                    + " the end that something was sent to, and no other")
    void awaitAny_nothingSent_givesNothingAfterItsLimit() {
        Pipe<String> pipe = par.pipe();
        List<Connection<String>> both = List.of(pipe.parent(), pipe.child());
        long begun = System.nanoTime();
        assertEquals(List.of(), par.awaitAny(ofMillis(200), both));
        assertTrue(System.nanoTime() - begun >= ofMillis(200).toNanos());
        pipe.child().send(null);
        assertEquals(List.of(pipe.parent()), par.awaitAny(LIMIT, both));
    }

    @Test
    @Behaviour(
            value = "TestWait.neg_timeout",
            checks = "a negative limit is none at all: the wait gives nothing, and at once")
    void awaitAny_negativeLimit_onlyLooks() {
        Pipe<String> pipe = par.pipe();
        long begun = System.nanoTime();
        assertEquals(List.of(), par.awaitAny(ofSeconds(-1), List.of(pipe.parent())));
        assertEquals(List.of(), par.awaitAny(ofSeconds(Long.MIN_VALUE), List.of(pipe.parent())));
        assertTrue(System.nanoTime() - begun < ofSeconds(1).toNanos());
        pipe.child().send("there");
        assertEquals(List.of(pipe.parent()), par.awaitAny(ofSeconds(-1), List.of(pipe.parent())));
    }

    @Test
    @Behaviour(
            value = "TestWait.wait_integer",
            checks = "a wait for a process between the ends of a pipe gives the process once it has ended, then also"
                    + " each end that something was sent to, in the order given")
    void awaitAny_processAndPipe_givesBothKinds() throws Exception {
        Pipe<String> pipe = par.pipe();
        Connection<String> a = pipe.parent();
        Connection<String> b = pipe.child();
        SharedEvent began = par.event();
        SharedEvent mayEnd = par.event();
        ChildProcess child = Children.start(() -> {
            began.set();
            mayEnd.await();
        });
        assertTrue(began.await(LIMIT));
        assertEquals(List.of(), par.awaitAny(ofMillis(50), a, child, b));
        var waiter = CompletableFuture.supplyAsync(() -> par.awaitAny(LIMIT, a, child, b));
        mayEnd.set();
        assertEquals(List.of(child), waiter.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        a.send(null);
        assertEquals(List.of(child, b), par.awaitAny(LIMIT, a, child, b));
        b.send(null);
        assertEquals(List.of(a, child, b), par.awaitAny(LIMIT, a, child, b));
        Children.join(child);
    }
}
