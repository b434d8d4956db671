package partita.behaviour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.AsyncResult;
import partita.api.NotShippableException;
import partita.api.ParTimeoutException;
import partita.api.Results;
import partita.api.TaskException;
import partita.testing.Behaviour;

/** What CPython's _TestPool and _TestPoolWorkerErrors check, of the verbs that exist. */
class PoolBehaviourTest {
    private static List<Integer> squares(int n) {
        return IntStream.range(0, n).map(x -> x * x).boxed().toList();
    }

    private static Integer square(Integer x) {
        return x * x;
    }

    @Test
    @Behaviour(value = "_TestPool.apply", checks = "apply runs a function with its argument and gives its result")
    void apply_function_givesItsResult() {
        assertEquals(25, par.apply(() -> square(5)));
        int captured = 3;
        assertEquals(9, par.apply(() -> square(captured)));
    }

    @Test
    @Behaviour(value = "_TestPool.map", checks = "map gives what the built-in map gives, also with chunks of 20")
    void map_tenAndHundredItems_givesTheirSquaresInOrder() {
        assertEquals(squares(10), par.map(par.range(10), x -> x * x));
        assertEquals(squares(100), par.chunkSize(20).map(par.range(100), x -> x * x));
    }

    @Test
    @Behaviour(
            value = "_TestPool.starmap",
            checks = "starmap gives what itertools.starmap gives, also with chunks of 20")
    void starmap_pairs_givesTheirProducts() {
        assertEquals(products(10), par.starmap(par.zip(par.range(10), par.range(9, -1, -1)), (a, b) -> a * b));
        assertEquals(
                products(100),
                par.chunkSize(20).starmap(par.zip(par.range(100), par.range(99, -1, -1)), (a, b) -> a * b));
    }

    private static List<Integer> products(int n) {
        return IntStream.range(0, n).map(i -> i * (n - 1 - i)).boxed().toList();
    }

    @Test
    @Behaviour(
            value = "_TestPool.starmap_async",
            checks = "starmap_async(...).get() gives what itertools.starmap gives")
    void starmapAsync_pairs_givesTheirProducts() {
        assertEquals(
                products(100),
                par.starmapAsync(par.zip(par.range(100), par.range(99, -1, -1)), (a, b) -> a * b)
                        .get());
    }

    @Test
    @Behaviour(value = "_TestPool.map_async", checks = "map_async(...).get() gives what the built-in map gives")
    void mapAsync_tenItems_givesTheirSquares() {
        assertEquals(squares(10), par.mapAsync(par.range(10), x -> x * x).get());
    }

    @Test
    @Behaviour(
            value = "_TestPool.map_async_callbacks",
            checks = "one of callback and error_callback is called once, with the list of results or with the error")
    void mapAsync_callbacks_calledOnceWithResultOrError() {
        var calls = new ArrayList<Object>();
        assertTrue(par.mapAsync(List.of("1"), Integer::parseInt)
                .onSuccess(calls::add)
                .onFailure(calls::add)
                .await(ofSeconds(30)));
        assertEquals(List.of(List.of(1)), calls);
        assertTrue(par.mapAsync(List.of("a"), Integer::parseInt)
                .onSuccess(calls::add)
                .onFailure(calls::add)
                .await(ofSeconds(30)));
        assertEquals(2, calls.size());
        var error = assertInstanceOf(TaskException.class, calls.get(1));
        assertInstanceOf(NumberFormatException.class, error.getCause());
    }

    @Test
    @Behaviour(value = "_TestPool.map_unplicklable", checks = "items that cannot be packed give an error, not a hang")
    void map_itemsThatCannotBePacked_givesAnError() {
        var items = IntStream.range(0, 10).mapToObj(_ -> new Thread()).toList();
        var e = assertThrows(NotShippableException.class, () -> par.map(items, Thread::getName));
        assertTrue(e.getMessage().contains("item 0"), e.getMessage());
    }

    @Test
    @Behaviour(
            value = "_TestPool.map_chunksize",
            checks = "map_async of an empty list with a chunk size does not stall")
    void mapAsync_emptyListWithChunkSize_isReadyAtOnce() {
        assertEquals(
                List.of(),
                par.chunkSize(1).mapAsync(List.<Integer>of(), x -> x * x).get(ofSeconds(10)));
    }

    private static final class SayWhen extends RuntimeException {}

    /** Numbers from 0 to before total, but throws where a number is {@code when}; -1 throws at the very first. */
    private static Iterable<Integer> throwing(int total, int when) {
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < total;
            }

            @Override
            public Integer next() {
                if (when == -1 || next == when) {
                    throw new SayWhen();
                }
                if (next >= total) {
                    throw new NoSuchElementException();
                }
                return next++;
            }
        };
    }

    @Test
    @Behaviour(
            value = "_TestPool.map_handle_iterable_exception",
            checks = "what the iterable throws, at its first item or later, is thrown by map, again and again")
    void map_iterableThrows_throwsThat() {
        Iterable<Integer> special = () -> {
            throw new SayWhen();
        };
        for (Iterable<Integer> xs : List.of(throwing(1, -1), throwing(1, -1), throwing(10, 3), special, special)) {
            assertThrows(SayWhen.class, () -> par.chunkSize(1).map(xs, x -> x * x));
        }
        assertEquals(squares(3), par.map(par.range(3), x -> x * x));
    }

    @Test
    @Behaviour(value = "_TestPool.async", checks = "get waits as long as the work takes and gives its result")
    void applyAsync_slowWork_getWaitsForIt() {
        long begun = System.nanoTime();
        AsyncResult<Integer> result = par.applyAsync(() -> {
            var _ = new CountDownLatch(1).await(300, java.util.concurrent.TimeUnit.MILLISECONDS);
            return square(7);
        });
        assertEquals(49, result.get());
        assertTrue(System.nanoTime() - begun >= ofMillis(300).toNanos());
    }

    @Test
    @Behaviour(
            value = "_TestPool.async_timeout",
            checks = "get with a time limit throws TimeoutError when it has passed")
    void get_pastItsLimit_throwsTimeout() {
        var result = par.applyAsync(() -> {
            new CountDownLatch(1).await();
            return square(6);
        });
        assertThrows(ParTimeoutException.class, () -> result.get(ofMillis(200)));
        assertTrue(result.cancel());
    }

    private static Integer fails() {
        throw new IllegalStateException("123");
    }

    @Test
    @Behaviour(
            value = "_TestPool.traceback",
            checks =
                    "the error has the child's type, arguments and trace; one thrown by the iterable has no remote cause")
    void apply_throws_carriesTheRemoteTrace() {
        var e = assertThrows(TaskException.class, () -> par.apply(PoolBehaviourTest::fails));
        Throwable cause = assertInstanceOf(IllegalStateException.class, e.getCause());
        assertEquals("123", cause.getMessage());
        assertEquals("fails", cause.getStackTrace()[0].getMethodName());
        var own = assertThrows(SayWhen.class, () -> par.map(throwing(1, -1), x -> x));
        assertSame(null, own.getCause());
    }

    @Test
    @Behaviour(
            value = "_TestPool.wrapped_exception",
            checks = "an exception of the function reaches the caller by type")
    void apply_throws_causeHasTheType() {
        var e = assertThrows(
                TaskException.class,
                () -> par.apply(() -> {
                    throw new java.io.IOException("foo");
                }));
        assertInstanceOf(java.io.IOException.class, e.getCause());
    }

    @Test
    @Behaviour(value = "_TestPool.imap", checks = "imap gives all results in order, then ends, also in chunks of 100")
    void imap_items_givesAllInOrderAndEnds() {
        assertEquals(squares(10), par.imap(par.range(10), x -> x * x).stream().toList());
        for (Results<Integer> results :
                List.of(par.imap(par.range(10), x -> x * x), par.chunkSize(100).imap(par.range(1000), x -> x * x))) {
            int i = 0;
            while (results.hasNext()) {
                assertEquals(i * i, results.next());
                i++;
            }
            assertTrue(i == 10 || i == 1000, "items=" + i);
            assertThrows(NoSuchElementException.class, results::next);
        }
    }

    @Test
    @Behaviour(
            value = "_TestPool.imap_handle_iterable_exception",
            checks = "imap gives the results before what the iterable throws, then throws that")
    void imap_iterableThrows_givesTheResultsBeforeIt() {
        for (int again = 0; again < 2; again++) {
            assertThrows(SayWhen.class, par.chunkSize(1).imap(throwing(1, -1), x -> x * x)::next);
        }
        for (int when : new int[] {3, 7}) {
            var results = par.chunkSize(when == 3 ? 1 : 2).imap(throwing(20, when), x -> x * x);
            for (int i = 0; i < when; i++) {
                assertEquals(i * i, results.next());
            }
            assertThrows(SayWhen.class, results::next);
            assertThrows(NoSuchElementException.class, results::next);
        }
    }

    @Test
    @Behaviour(value = "_TestPool.imap_unordered", checks = "imap_unordered gives all results, also in chunks of 100")
    void imapUnordered_items_givesAll() {
        assertEquals(
                squares(10),
                par.imapUnordered(par.range(10), x -> x * x).stream().sorted().toList());
        assertEquals(
                squares(1000),
                par.chunkSize(100).imapUnordered(par.range(1000), x -> x * x).stream()
                        .sorted()
                        .toList());
    }

    @Test
    @Behaviour(
            value = "_TestPool.imap_unordered_handle_iterable_exception",
            checks = "imap_unordered gives each result once before it throws what the iterable throws")
    void imapUnordered_iterableThrows_givesEachResultOnceBeforeIt() {
        for (int again = 0; again < 2; again++) {
            assertThrows(SayWhen.class, par.chunkSize(1).imapUnordered(throwing(1, -1), x -> x * x)::next);
        }
        for (int when : new int[] {3, 7}) {
            var results = par.chunkSize(when == 3 ? 1 : 2).imapUnordered(throwing(20, when), x -> x * x);
            var expected = new ArrayList<>(squares(when));
            assertThrows(SayWhen.class, () -> {
                while (true) {
                    assertTrue(expected.remove(results.next()));
                }
            });
        }
    }

    @Test
    @Behaviour(
            value = "_TestPoolWorkerErrors.async_error_callback",
            checks = "get throws the error, and the error callback was given it")
    void applyAsync_throws_errorCallbackIsGivenIt() {
        var given = new AtomicReference<Throwable>();
        var result = par.applyAsync(PoolBehaviourTest::fails).onFailure(given::set);
        var thrown = assertThrows(TaskException.class, result::get);
        assertSame(thrown, given.get());
    }

    @Test
    @Behaviour(
            value = "_TestPoolWorkerErrors.unpickleable_result",
            checks = "twenty results that cannot be packed give an error each, and no worker is lost")
    void applyAsync_resultCannotBePacked_twentyTimes_losesNoWorker() {
        for (int i = 0; i < 20; i++) {
            var given = new AtomicReference<Throwable>();
            AsyncResult<Object> result = par.<Object>applyAsync(Thread::new).onFailure(given::set);
            var thrown = assertThrows(TaskException.class, result::get);
            assertInstanceOf(NotShippableException.class, thrown.getCause());
            assertSame(thrown, given.get());
        }
        assertEquals(1, par.apply(() -> 1));
    }

    @Test
    @Behaviour(value = "_TestProcess.cpu_count", checks = "the number of processors is at least one")
    void cpuCount_always_isAtLeastOne() {
        assertTrue(par.cpuCount() >= 1);
    }
}
