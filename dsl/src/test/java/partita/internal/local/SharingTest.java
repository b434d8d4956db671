package partita.internal.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.WorkerInfo;
import partita.internal.launch.Budget;
import partita.internal.launch.Leftovers;
import partita.spi.Engine;

/** What workers and notebooks share: cores and memory by slots, and the notebook's memory for output. */
final class SharingTest {
    private static final String MAIN = TestWorker.class.getName();
    private static final WorkerSettings TWO = new WorkerSettings(2, Optional.of("64m"), List.of());

    @TempDir
    private Path temporary;

    @Test
    void start_noSlotFree_runsOnOneWorkerSaysSoOnceAndGrowsLater() throws IOException {
        List<Budget.Lease> others = Leftovers.takeAllSlotsBut(0);
        try (LocalEngine engine = new LocalEngine(TWO, MAIN)) {
            Recorder recorder = new Recorder();
            Engine.Run run = engine.start(Recorder.source("echo a", "wait", "wait"), recorder);
            await().until(() -> recorder.started.size() == 2);
            assertEquals(recorder.started.get(0L), recorder.started.get(1L));
            assertTrue(recorder.err.toString().contains("1 of 2 workers"), recorder.err::toString);
            for (Budget.Lease lease : others) {
                lease.end();
            }
            await().until(() -> recorder.started.size() == 3);
            assertEquals(1, recorder.err.toString().lines().count());
            run.cancel();
            recorder.awaitEnd();
        }
        assertTrue(Budget.slots() > 1);
    }

    @Test
    void start_twoNotebooks_haveNoMoreWorkersThanSlotsTogether() throws IOException {
        Process first = notebook("");
        Process second = notebook("early");
        try {
            assertEquals(3, first.children().count(), "two workers and a child");
            await().until(() -> second.children().count() == 2);
            await().during(Duration.ofSeconds(2)).until(() -> second.children().count() == 2);
            first.destroyForcibly();
            await().until(() -> second.children().count() == 3);
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
        await().until(() -> {
            try (var left = Files.list(temporary)) {
                return left.findAny().isEmpty();
            }
        });
    }

    private Process notebook(String how) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:-UsePerfData",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallParent.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("XDG_RUNTIME_DIR");
        builder.environment().put("PARTITA_SLOTS", "3");
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.equals("all")) {
            line = out.readLine();
        }
        assertEquals("all", line, "the notebook ended early");
        return process;
    }

    @Test
    void output_withoutEnd_waitsForItsReaderAndCanBeStopped() throws Exception {
        CountDownLatch reader = new CountDownLatch(1);
        Path progress = temporary.resolve("progress");
        Recorder recorder = new Recorder() {
            @Override
            public void output(WorkerInfo worker, boolean error, String text) {
                try {
                    reader.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        try (LocalEngine engine = new LocalEngine(TWO, MAIN)) {
            Engine.Run run = engine.start(Recorder.source("printForEver " + progress), recorder);
            await().until(() -> Files.exists(progress));
            await().during(Duration.ofMillis(500)).until(() -> Files.size(progress), new SameAsBefore());
            long megabytes = Files.size(progress);
            assertTrue(megabytes <= 12, () -> "a worker printed megabytes=" + megabytes + " that nobody has read");
            reader.countDown();
            await().until(() -> Files.size(progress) > megabytes + 20);
            run.cancel();
            recorder.awaitEnd();
            Recorder next = new Recorder();
            engine.start(Recorder.source("echo again"), next);
            next.awaitEnd();
            assertEquals("again", next.text(0));
        }
    }

    /** Whether a number is the one that was seen before. */
    private static final class SameAsBefore implements java.util.function.Predicate<Long> {
        private long before = -1;

        @Override
        public boolean test(Long now) {
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}
