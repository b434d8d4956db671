package partita.verbs;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import partita.api.ClosedException;
import partita.api.NotShippableException;
import partita.api.Outcome;
import partita.api.ParInterruptedException;
import partita.api.ParTimeoutException;
import partita.api.TaskException;
import partita.api.WorkerDiedException;

/** The verbs besides map: what they give, and what they do with bad items, sources and readers. */
class VerbsTest {
    @Test
    void mapValues_map_keepsKeysAndOrder() {
        var given = new LinkedHashMap<String, Integer>();
        given.put("z", 1);
        given.put("a", 2);
        given.put(null, 3);
        var squares = par.mapValues(given, x -> x * x);
        assertEquals(Arrays.asList("z", "a", null), new ArrayList<>(squares.keySet()));
        assertEquals(List.of(1, 4, 9), List.copyOf(squares.values()));
    }

    @Test
    void tryMap_someFail_theGoodResultsSurvive() {
        List<Outcome<Integer>> outcomes = par.tryMap(List.of("1", "x", "3"), Integer::parseInt);
        assertEquals(new Outcome.Success<>(1), outcomes.get(0));
        assertEquals(3, outcomes.get(2).get());
        var failure = assertInstanceOf(Outcome.Failure.class, outcomes.get(1));
        assertEquals(1, failure.error().index());
        assertEquals("x", failure.error().item());
        assertInstanceOf(NumberFormatException.class, failure.error().getCause());
        assertThrows(TaskException.class, outcomes.get(1)::get);
    }

    @Test
    void tryMap_workerDies_isThatItemsFailure() {
        List<Outcome<Integer>> outcomes = par.chunkSize(2).tryMap(par.range(6), x -> {
            if (x == 2) {
                Runtime.getRuntime().halt(3);
            }
            return x;
        });
        assertEquals(6, outcomes.size());
        var failure = assertInstanceOf(Outcome.Failure.class, outcomes.get(2));
        assertInstanceOf(WorkerDiedException.class, failure.error().getCause());
        assertEquals(2, failure.error().item());
        assertEquals(5, outcomes.stream().filter(Outcome::successful).count());
    }

    @Test
    void tryMap_itemsThatCannotTravel_areFailuresOfTheirOwn() {
        var outcomes = par.chunkSize(3).tryMap(List.of("a", new Thread(), "b", "c", new Thread()), Object::toString);
        assertEquals("a", outcomes.get(0).get());
        assertEquals("b", outcomes.get(2).get());
        assertEquals("c", outcomes.get(3).get());
        for (int bad : new int[] {1, 4}) {
            var failure = assertInstanceOf(Outcome.Failure.class, outcomes.get(bad));
            assertInstanceOf(NotShippableException.class, failure.error().getCause());
            assertEquals(bad, failure.error().index());
        }
    }

    @Test
    void filter_items_keepsThemselvesInOrder() {
        var words = List.of(new StringBuilder("one"), new StringBuilder("three"), new StringBuilder("four"));
        var kept = par.filter(words, word -> word.length() > 3);
        assertEquals(2, kept.size());
        assertSame(words.get(1), kept.get(0));
        assertSame(words.get(2), kept.get(1));
        assertEquals(List.of(2, 4), par.filter(new int[] {1, 2, 3, 4}, x -> x % 2 == 0));
    }

    @Test
    void filter_null_isAFailureThatNamesTheItem() {
        var e = assertThrows(TaskException.class, () -> par.filter(List.of(1, 2), x -> x == 1 ? true : null));
        assertEquals(1, e.index());
        assertEquals(2, e.item());
    }

    @Test
    void reduce_manyStrings_keepsTheirOrder() {
        List<String> words = IntStream.range(0, 3000).mapToObj(i -> i + " ").toList();
        String wanted = String.join("", words);
        assertEquals(wanted, par.reduce(words, "", (a, b) -> a + b));
        assertEquals(wanted, par.reduce(words.stream(), "", (a, b) -> a + b));
        assertEquals(wanted, par.chunkSize(7).reduce(words, "", (a, b) -> a + b));
    }

    @Test
    void reduce_fewOrNone_givesIdentityJoinedWithThem() {
        assertEquals(7, par.reduce(List.<Integer>of(), 7, Integer::sum));
        assertEquals(8, par.reduce(List.of(1), 7, Integer::sum));
        assertEquals(10, par.reduce(new int[] {1, 2}, 7, Integer::sum));
        assertEquals(
                499_999_500_000L, par.reduce(par.range(1_000_000).stream().map(Integer::longValue), 0L, Long::sum));
    }

    @Test
    void reduce_throws_givesThatFailure() {
        var e = assertThrows(
                TaskException.class,
                () -> par.reduce(par.range(100), 0, (a, b) -> {
                    if (b == 50) {
                        throw new IllegalStateException("fifty");
                    }
                    return a + b;
                }));
        assertEquals("fifty", e.getCause().getMessage());
    }

    @Test
    void reduce_cancelled_ends() {
        var result = par.reduceAsync(par.range(100), 0, (a, b) -> {
            new CountDownLatch(1).await();
            return a;
        });
        assertTrue(result.cancel());
        assertEquals(1, par.apply(() -> 1));
    }

    @Test
    void imap_items_givesResultsInOrder() {
        var all = new ArrayList<Integer>();
        for (int square : par.imap(par.range(1000), x -> x * x)) {
            all.add(square);
        }
        assertEquals(IntStream.range(0, 1000).map(x -> x * x).boxed().toList(), all);
    }

    @Test
    void imap_nullResults_areGiven() {
        var results = par.imap(List.of(1, 2), _ -> (String) null);
        assertNull(results.next());
        assertNull(results.next());
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
    }

    @Test
    void imap_endlessSource_isReadOnlyALittleAhead() {
        var pulled = new AtomicInteger();
        try (var results = par.imap(Stream.iterate(0, x -> x + 1).peek(_ -> pulled.incrementAndGet()), x -> x)) {
            for (int i = 0; i < 100_000; i++) {
                assertEquals(i, results.next());
            }
            assertTrue(pulled.get() <= 100_000 + (1 << 16), () -> "pulled=" + pulled);
        }
    }

    @Test
    void imap_endlessSourceOfLargeItems_isReadByMemory() {
        var pulled = new AtomicInteger();
        try (var results =
                par.imap(Stream.generate(() -> new byte[1 << 20]).peek(_ -> pulled.incrementAndGet()), x -> x)) {
            for (int i = 0; i < 60; i++) {
                assertEquals(1 << 20, results.next().length);
            }
            assertTrue(pulled.get() < 60 + 64, () -> "pulled=" + pulled);
        }
    }

    @Test
    void imap_sourceThatWaitsForResults_goesOn() {
        var source = new LinkedBlockingQueue<Integer>();
        source.add(1);
        try (var results = par.imap(Stream.generate(() -> take(source)), x -> 2 * x)) {
            for (int i = 0; i < 10; i++) {
                source.add(results.next(ofSeconds(30)));
            }
            assertEquals(2048, results.next(ofSeconds(30)));
        }
    }

    private static Integer take(LinkedBlockingQueue<Integer> source) {
        try {
            return source.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the results were closed", e);
        }
    }

    @Test
    void imap_itemFails_goesOnWithTheNext() {
        var results = par.imap(List.of("1", "x", "3"), Integer::parseInt);
        assertEquals(1, results.next());
        assertTrue(results.hasNext());
        assertEquals(1, assertThrows(TaskException.class, results::next).index());
        assertEquals(3, results.next());
        assertFalse(results.hasNext());
    }

    @Test
    void imap_itemThatCannotTravel_goesOnWithTheNext() {
        var results = par.imap(List.of("a", new Thread(), "b"), Object::toString);
        assertEquals("a", results.next());
        var e = assertThrows(TaskException.class, results::next);
        assertInstanceOf(NotShippableException.class, e.getCause());
        assertEquals("b", results.next());
    }

    @Test
    void next_withoutResultInTime_throwsTimeoutAndGoesOn() {
        var gate = new LinkedBlockingQueue<Integer>();
        try (var results = par.imap(Stream.generate(() -> take(gate)), x -> x)) {
            assertThrows(ParTimeoutException.class, () -> results.next(ofMillis(50)));
            gate.add(5);
            assertEquals(5, results.next(ofSeconds(30)));
        }
    }

    @Test
    void next_interrupted_keepsTheFlag() {
        try (var results = par.imap(Stream.generate(() -> take(new LinkedBlockingQueue<>())), x -> x)) {
            Thread.currentThread().interrupt();
            assertThrows(ParInterruptedException.class, results::next);
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void close_beforeTheEnd_stopsTheSourceAndTheWork() {
        var pulled = new AtomicInteger();
        var results = par.imap(Stream.generate(pulled::incrementAndGet), x -> x);
        assertEquals(1, results.next());
        results.close();
        assertFalse(results.hasNext());
        assertThrows(ClosedException.class, results::next);
        await().until(() -> sourceThreads().isEmpty());
    }

    private static List<Thread> sourceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("partita-source"))
                .toList();
    }

    @Test
    void imap_abandoned_blocksNobodyAndIsCollected() {
        for (int i = 0; i < 20; i++) {
            assertEquals(0, par.imap(Stream.iterate(0, x -> x + 1), x -> x).next());
        }
        assertEquals(List.of(1, 2, 3), par.map(List.of(1, 2, 3), x -> x));
        await().atMost(ofSeconds(20)).until(() -> {
            System.gc();
            return sourceThreads().isEmpty();
        });
    }

    @Test
    void stream_limited_givesSoMany() {
        var some = par.imapUnordered(Stream.iterate(0, x -> x + 1), x -> x).stream()
                .limit(10)
                .collect(Collectors.toSet());
        assertEquals(10, some.size());
        try (var all = par.imap(List.of(1, 2, 3), x -> x * 2).stream()) {
            assertEquals(List.of(2, 4, 6), all.toList());
        }
    }

    @Test
    void imapUnordered_slowFirst_givesTheOthersBefore() {
        try (var results = par.workers(2).imapUnordered(par.range(5), x -> {
            if (x == 0) {
                new CountDownLatch(1).await();
            }
            return x;
        })) {
            var others = new ArrayList<Integer>();
            for (int i = 0; i < 4; i++) {
                others.add(results.next(ofSeconds(60)));
            }
            assertEquals(List.of(1, 2, 3, 4), others.stream().sorted().toList());
        }
    }

    @Test
    void verbs_primitiveSources_areBoxed() {
        assertEquals(
                List.of(2L, 4L),
                par.imap(new long[] {1, 2}, x -> 2 * x).stream().toList());
        assertEquals(3.5, par.reduce(new double[] {1, 2.5}, 0.0, Double::sum));
        assertEquals(10, par.reduce(IntStream.range(0, 5), 0, Integer::sum));
        assertEquals(3, par.tryMap(IntStream.range(0, 3), x -> x).size());
        assertEquals(List.of("b"), par.filter(new String[] {"a", "b"}, x -> x.equals("b")));
    }

    @Test
    void verbs_path_isRefusedWithAdvice() {
        Path path = Path.of("a", "b");
        for (var verb : List.<Runnable>of(
                () -> par.imap(path, x -> x),
                () -> par.imapUnordered(path, x -> x),
                () -> par.tryMap(path, x -> 1),
                () -> par.filter(path, _ -> true),
                () -> par.reduce(path, path, (a, _) -> a))) {
            var e = assertThrows(IllegalArgumentException.class, verb::run);
            assertTrue(e.getMessage().contains("Files.list"), e.getMessage());
        }
    }

    @Test
    void results_insideALambda_areRefusedWithAdvice() {
        var results = par.imap(List.of(1), x -> x);
        var async = par.applyAsync(() -> 1);
        var child = par.process(() -> {});
        refused("read them here", () -> par.apply(results::next));
        refused("get()", () -> par.apply(async::ready));
        refused("pid()", () -> par.apply(child::name));
        results.close();
        assertEquals(1, async.get());
    }

    private static void refused(String advice, Executable verb) {
        var e = assertThrows(NotShippableException.class, verb);
        assertTrue(e.getMessage().contains(advice), e.getMessage());
    }

    @Test
    void onSuccess_callbackBeginsOtherJobs_getsTheirResults() {
        var seen = new ArrayList<Integer>();
        assertEquals(
                1,
                par.applyAsync(() -> 1)
                        .onSuccess(x -> seen.add(par.apply(() -> x + 1)))
                        .get(ofSeconds(30)));
        assertEquals(List.of(2), seen);
        assertEquals(
                List.of(3, 4),
                par.applyAsync(() -> 2)
                        .thenApply(x -> par.map(List.of(1, 2), y -> x + y))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join());
    }
}
