package partita.internal.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import partita.api.ClosedException;
import partita.api.EngineException;
import partita.spi.Engine;

class LocalEngineTest {
    private static final String MAIN = TestWorker.class.getName();
    private final LocalEngine engine = new LocalEngine(new WorkerSettings(2, Optional.of("128m"), List.of()), MAIN);

    @AfterEach
    void close() {
        engine.close();
    }

    @AfterAll
    static void noProcessIsLeft() {
        await().atMost(Duration.ofSeconds(2))
                .until(() -> ProcessHandle.current().children().findAny().isEmpty());
    }

    private Recorder run(String... commands) {
        Recorder recorder = new Recorder();
        engine.start(Recorder.source(commands), recorder);
        return recorder;
    }

    @Test
    void start_manyPieces_allResultsArrive() {
        Recorder recorder = new Recorder();
        engine.start(Recorder.source(IntStream.range(0, 500).mapToObj(i -> "echo " + i)), recorder);
        recorder.awaitEnd();
        assertNull(recorder.failure);
        assertEquals(500, recorder.results.size());
        assertEquals("499", recorder.text(499));
        assertEquals(500, recorder.started.size());
    }

    @Test
    void start_twoLongPieces_runInTwoProcessesThatAreNotThisOne() {
        Recorder recorder = new Recorder();
        Engine.Run run = engine.start(Recorder.source("wait", "wait"), recorder);
        await().until(() -> recorder.started.size() == 2);
        var pids =
                recorder.started.values().stream().map(worker -> worker.pid()).collect(Collectors.toSet());
        run.cancel();
        assertEquals(2, pids.size());
        assertTrue(!pids.contains(ProcessHandle.current().pid()));
        recorder.awaitEnd();
    }

    @Test
    void start_noPieces_ends() {
        Recorder recorder = run();
        recorder.awaitEnd();
        assertNull(recorder.failure);
    }

    @Test
    void start_bundleThatTheWorkerDropped_isSentAgain() {
        Recorder recorder = new Recorder();
        engine.start(
                Recorder.source("forgotten", Stream.of("echo a", "echo b", "echo c", "echo d", "echo e")), recorder);
        recorder.awaitEnd();
        assertEquals("e", recorder.text(4));
    }

    @Test
    void start_endlessSource_isPulledOnlyAsThereIsRoom() {
        AtomicInteger pulled = new AtomicInteger();
        Recorder recorder = new Recorder();
        Engine.Source waits = Recorder.source(Stream.generate(() -> "wait"));
        Engine.Run run = engine.start(
                () -> {
                    pulled.incrementAndGet();
                    return waits.next();
                },
                recorder);
        await().until(() -> recorder.started.size() == 2);
        assertTrue(pulled.get() <= 6, () -> "pulled=" + pulled);
        run.cancel();
        recorder.awaitEnd();
    }

    @Test
    void start_sourceThatFails_endsWithItsExceptionAfterTheRest() {
        Recorder recorder = new Recorder();
        Engine.Source one = Recorder.source("echo a");
        engine.start(
                () -> {
                    var work = one.next();
                    if (work == null) {
                        throw new java.io.IOException("the source broke");
                    }
                    return work;
                },
                recorder);
        recorder.awaitEnd();
        assertEquals("a", recorder.text(0));
        assertInstanceOf(java.io.IOException.class, recorder.failure);
    }

    @Test
    void start_pieceBehindALongOne_movesToTheIdleWorker() {
        Recorder recorder = run("busy 4000", "echo a", "echo b", "echo c", "echo d");
        await().atMost(Duration.ofSeconds(3)).until(() -> recorder.results.size() == 4);
        recorder.awaitEnd();
    }

    @Test
    void start_secondRunWhileTheFirstHasMuch_sharesTheWorkers() {
        Recorder first = new Recorder();
        engine.start(Recorder.source(IntStream.range(0, 60).mapToObj(_ -> "busy 50")), first);
        await().until(() -> first.results.size() >= 4);
        Recorder second = run("echo a", "echo b", "echo c", "echo d");
        second.awaitEnd();
        assertTrue(first.results.size() < 30, () -> "results=" + first.results.size());
        first.awaitEnd();
        assertEquals(60, first.results.size());
    }

    @Test
    void output_beforeTheResultOfItsPiece_inOrder() {
        Recorder recorder = run("print hello ä€");
        recorder.awaitEnd();
        assertEquals(List.of("output hello ä€", "result 0"), recorder.events);
    }

    @Test
    void output_tenMegabytes_arrivesWhole() {
        int lines = 150_000;
        Recorder recorder = run("lines " + lines);
        recorder.awaitEnd();
        String wanted = IntStream.range(0, lines)
                .mapToObj(i -> "line " + i + " of a text that is long enough to matter, with ä and €\n")
                .collect(Collectors.joining());
        assertEquals(wanted.length(), recorder.out.length());
        assertTrue(wanted.contentEquals(recorder.out));
    }

    @Test
    void output_lineWithoutEnd_isShownBeforeTheResult() {
        Recorder recorder = run("rest no end", "err oh");
        recorder.awaitEnd();
        assertEquals("no end", recorder.out.toString());
        assertEquals("oh\n", recorder.err.toString());
    }

    @Test
    void output_ofAThreadThatThePieceLeftBehind_goesToItsRun() {
        Recorder recorder = run("late still here");
        await().until(() -> recorder.out.toString().equals("still here\n"));
    }

    @Test
    void stdin_ofAWorker_isEmpty() {
        Recorder recorder = run("stdin");
        recorder.awaitEnd();
        assertEquals("-1", recorder.text(0));
    }

    @Test
    void lost_exit_saysItsCodeAndOthersFinish() {
        Recorder recorder = run("exit 3", "echo a", "echo b", "echo c", "echo d");
        recorder.awaitEnd();
        assertEquals(1, recorder.lost.size());
        assertEquals(3, recorder.lost.getFirst().exitCode());
        assertEquals(0, recorder.lost.getFirst().work());
        assertEquals(4, recorder.results.size());
    }

    @Test
    void lost_outputBeforeAnExit_isShown() {
        Recorder recorder = run("printAndExit last words");
        recorder.awaitEnd();
        assertEquals("last words\n", recorder.out.toString());
        assertEquals(7, recorder.lost.getFirst().exitCode());
    }

    @Test
    void lost_exit137_isNotTakenForASignal() {
        Recorder recorder = run("exit 137");
        recorder.awaitEnd();
        assertEquals(137, recorder.lost.getFirst().exitCode());
    }

    @Test
    void lost_halt_saysItsCode() {
        Recorder recorder = run("halt 4");
        recorder.awaitEnd();
        assertEquals(4, recorder.lost.getFirst().exitCode());
    }

    @Test
    void lost_kill9_isToldWithinASecondAndThePoolIsUsable() {
        Recorder recorder = run("wait");
        await().until(() -> recorder.started.containsKey(0L));
        long before = System.nanoTime();
        ProcessHandle.of(recorder.started.get(0L).pid()).orElseThrow().destroyForcibly();
        recorder.awaitEnd();
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 1_000);
        assertEquals(-9, recorder.lost.getFirst().exitCode());
        assertTrue(recorder.lost.getFirst().cause().contains("SIGKILL"));
        Recorder next = run("echo again");
        next.awaitEnd();
        assertEquals("again", next.text(0));
    }

    @Test
    void lost_sigterm_isMinus15() {
        Recorder recorder = run("wait");
        await().until(() -> recorder.started.containsKey(0L));
        ProcessHandle.of(recorder.started.get(0L).pid()).orElseThrow().destroy();
        recorder.awaitEnd();
        assertEquals(-15, recorder.lost.getFirst().exitCode());
    }

    @Test
    void lost_workerThatBreaks_saysWhy() {
        Recorder recorder = run("break deep trouble", "echo a");
        recorder.awaitEnd();
        assertTrue(recorder.lost.getFirst().cause().contains("deep trouble"), recorder.lost.getFirst()::cause);
        assertEquals("a", recorder.text(1));
    }

    @Test
    void lost_manyKills_eachPieceHasOneFate() {
        Recorder recorder = new Recorder();
        engine.start(Recorder.source(IntStream.range(0, 25).mapToObj(i -> i % 5 == 2 ? "halt 9" : "busy 5")), recorder);
        recorder.awaitEnd(Duration.ofSeconds(60));
        assertNull(recorder.failure);
        assertEquals(25, recorder.lost.size() + recorder.results.size());
        assertTrue(recorder.lost.stream().allMatch(lost -> lost.work() % 5 == 2));
        assertTrue(recorder.results.keySet().stream().noneMatch(work -> work % 5 == 2));
    }

    @Test
    void cancel_busyLoop_endsWithinASecondAndThePoolIsUsable() {
        Recorder recorder = new Recorder();
        Engine.Run run = engine.start(Recorder.source("spin", "spin", "spin"), recorder);
        await().until(() -> recorder.started.size() == 2);
        long before = System.nanoTime();
        run.cancel();
        recorder.awaitEnd();
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 1_000);
        assertInstanceOf(CancellationException.class, recorder.failure);
        Recorder next = run("echo again");
        next.awaitEnd();
        assertEquals("again", next.text(0));
    }

    @Test
    void cancel_pieceThatHeeds_keepsItsWorker() {
        Recorder recorder = new Recorder();
        Engine.Run run = engine.start(Recorder.source("wait"), recorder);
        await().until(() -> recorder.started.size() == 1);
        run.cancel();
        recorder.awaitEnd();
        Recorder next = run("pid");
        next.awaitEnd();
        assertEquals(Long.toString(recorder.started.get(0L).pid()), next.text(0));
    }

    @Test
    void cancel_sourceThatBlocks_ends() {
        CountDownLatch never = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        Engine.Run run = engine.start(
                () -> {
                    never.await();
                    return null;
                },
                recorder);
        run.cancel();
        recorder.awaitEnd();
        assertInstanceOf(CancellationException.class, recorder.failure);
    }

    @Test
    void result_hundredMegabytes_arrives() {
        try (LocalEngine roomy = new LocalEngine(new WorkerSettings(1, Optional.of("1g"), List.of()), MAIN)) {
            Recorder recorder = new Recorder();
            roomy.start(Recorder.source("bytes 100000000"), recorder);
            recorder.awaitEnd(Duration.ofSeconds(60));
            assertEquals(100_000_000, recorder.results.get(0L).length);
        }
    }

    @Test
    void start_badJvmArgs_failsWithWhatTheJvmSaid() {
        try (LocalEngine broken =
                new LocalEngine(new WorkerSettings(2, Optional.empty(), List.of("-XX:+NoSuchFlag")), MAIN)) {
            Recorder recorder = new Recorder();
            broken.start(Recorder.source("echo a"), recorder);
            recorder.awaitEnd();
            assertInstanceOf(EngineException.class, recorder.failure);
            assertTrue(recorder.failure.getMessage().contains("NoSuchFlag"), recorder.failure::getMessage);
            Recorder again = new Recorder();
            broken.start(Recorder.source("echo a"), again);
            again.awaitEnd();
            assertInstanceOf(EngineException.class, again.failure);
        }
    }

    @Test
    void close_whileRunning_endsRunsAndProcesses() {
        Recorder recorder = run("spin", "wait", "wait");
        await().until(() -> recorder.started.size() == 2);
        List<ProcessHandle> workers = recorder.started.values().stream()
                .map(worker -> ProcessHandle.of(worker.pid()).orElseThrow())
                .toList();
        engine.close();
        recorder.awaitEnd();
        assertInstanceOf(ClosedException.class, recorder.failure);
        assertTrue(workers.stream().noneMatch(ProcessHandle::isAlive));
        assertThrows(ClosedException.class, () -> run("echo a"));
    }

    @Test
    void warmUp_startsAllWorkers() {
        engine.warmUp();
        await().until(() -> ProcessHandle.current().children().count() >= 2);
        run("echo a").awaitEnd();
    }
}
