package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import partita.Par;
import partita.api.AsyncResult;
import partita.api.ParInterruptedException;

/** A caller that waits takes the place of the engine's thread for a moment: in whatever state it is, others go on. */
final class LeadTest {
    private static LocalEngine engine;
    private static Par two;

    @BeforeAll
    static void start() {
        engine = new LocalEngine(new WorkerSettings(2, Optional.of("48m"), List.of()));
        two = par.on(engine);
        assertEquals(List.of(0, 1), two.map(par.range(2), x -> x));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static void callFrom(ExecutorService threads) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int first = 1_000 * i;
            calls.add(() -> IntStream.range(first, first + 200)
                    .map(n -> two.apply(() -> n))
                    .sum());
        }
        try (threads) {
            int i = 0;
            for (Future<Integer> sum : threads.invokeAll(calls)) {
                int first = 1_000 * i++;
                assertEquals(IntStream.range(first, first + 200).sum(), sum.get());
            }
        }
    }

    @Test
    void apply_fromManyThreadsAtOnce_eachGetsItsOwn() throws Exception {
        callFrom(Executors.newFixedThreadPool(8));
    }

    @Test
    void apply_fromManyVirtualThreadsAtOnce_eachGetsItsOwn() throws Exception {
        callFrom(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Test
    void onSuccess_startedRightAfterACallThatLed_isCalledThoughNobodyWaits() throws Exception {
        for (int i = 0; i < 50; i++) {
            int n = i;
            assertEquals(n, two.apply(() -> n));
            CompletableFuture<Integer> called = new CompletableFuture<>();
            two.applyAsync(() -> n + 1).onSuccess(called::complete);
            assertEquals(n + 1, called.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void apply_interruptedAgainAndAgain_endsAndHarmsNoOther() throws Exception {
        AsyncResult<List<double[]>> other = two.chunkSize(1)
                .mapAsync(
                        IntStream.range(0, 40)
                                .mapToObj(n -> new double[1 << 18])
                                .toList(),
                        numbers -> numbers);
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                begun.complete(true);
                try {
                    int all = IntStream.range(0, 1_000)
                            .map(n -> two.apply(() -> n))
                            .sum();
                    assertEquals(499_500, all);
                } catch (ParInterruptedException e) {
                    assertTrue(Thread.currentThread().isInterrupted());
                } finally {
                    ended.incrementAndGet();
                }
            });
            assertTrue(begun.get());
            caller.interrupt();
            assertTrue(caller.join(java.time.Duration.ofSeconds(20)));
        }
        assertEquals(40, ended.get());
        assertEquals(40, other.get().size());
        assertEquals(7, two.apply(() -> 7));
    }

    private static int deeper(int depth) {
        return two.apply(() -> 1) + deeper(depth + 1);
    }

    @Test
    void apply_atTheEndOfTheStack_harmsNoOther() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Runnable endless = () -> {
            try {
                thrown.completeExceptionally(new AssertionError("it ended: " + deeper(0)));
            } catch (Throwable t) {
                thrown.complete(t);
            }
        };
        Thread.ofPlatform().stackSize(256 << 10).start(endless);
        assertEquals(StackOverflowError.class, thrown.get(60, TimeUnit.SECONDS).getClass());
        for (int i = 0; i < 100; i++) {
            int n = i;
            assertEquals(n, two.apply(() -> n));
        }
    }

    @Test
    void apply_workerDiesWhileTheCallerLeads_isTold() {
        assertThrows(
                RuntimeException.class,
                () -> two.apply(() -> {
                    Runtime.getRuntime().halt(3);
                    return 1;
                }));
        assertEquals(2, two.apply(() -> 2));
    }
}
