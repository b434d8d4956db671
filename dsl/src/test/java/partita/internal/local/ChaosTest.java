package partita.internal.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import partita.Par;
import partita.api.AsyncResult;
import partita.api.ParException;
import partita.api.WorkerDiedException;
import partita.testing.Jvms;

/**
 * Kills in each of six phases, by the worker itself at the worst place, and from outside at any time. Each job has the
 * right results, or a typed error for those items that were hit, and for no others; no item runs twice; no job hangs; the
 * same pool does the next job. {@code -Dchaos.kills=20 -Dchaos.outside=100} for twenty in each phase and a hundred from
 * outside.
 */
@Timeout(90)
final class ChaosTest {
    private static final int ITEMS = 150;
    private static final int KILLS_PER_PHASE = Integer.getInteger("chaos.kills", 6);
    private static final int KILLS_FROM_OUTSIDE = Integer.getInteger("chaos.outside", 10);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private LocalEngine engine(String phase) {
        List<String> arguments = List.of(
                "-D" + ChaosWorker.PHASE + "=" + phase,
                "-D" + ChaosWorker.FOLDER + "=" + folder,
                "-XX:TieredStopAtLevel=1");
        return new LocalEngine(new WorkerSettings(4, Optional.of("40m"), arguments), ChaosWorker.class.getName());
    }

    private static AsyncResult<List<Integer>> begin(Par pool) {
        List<ChaosWorker.Item> items =
                IntStream.range(0, ITEMS).mapToObj(ChaosWorker.Item::new).toList();
        return pool.mapAsync(items, ChaosWorker.Item::run);
    }

    /** The items that a job lost; all others have their results. */
    private static Set<Integer> lostBy(AsyncResult<List<Integer>> job) {
        Set<Integer> lost = new HashSet<>();
        try {
            assertEquals(IntStream.range(0, ITEMS).mapToObj(i -> i * i).toList(), job.get(LIMIT));
        } catch (ParException e) {
            List<Throwable> all = new ArrayList<>(List.of(e));
            all.addAll(List.of(e.getSuppressed()));
            for (Throwable each : all) {
                WorkerDiedException died = assertInstanceOf(WorkerDiedException.class, each);
                assertEquals(-9, died.exitCode(), died::getMessage);
                lost.add(assertInstanceOf(ChaosWorker.Item.class, died.item()).index());
            }
        }
        return lost;
    }

    private List<Integer> notes(String file) throws IOException {
        Path path = folder.resolve(file);
        if (Files.notExists(path)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.map(Integer::valueOf).toList();
        }
    }

    private void assertEachRanOnce(Set<Integer> lost) throws IOException {
        List<Integer> ran = notes("ran");
        Set<Integer> different = new HashSet<>(ran);
        assertEquals(ran.size(), different.size(), "items ran twice");
        different.addAll(lost); // it may have been lost before it ran
        assertEquals(ITEMS, different.size(), "items were forgotten");
        Files.deleteIfExists(folder.resolve("ran"));
        Files.deleteIfExists(folder.resolve("killed"));
    }

    @ParameterizedTest
    @EnumSource
    void map_workersKilledInAPhase_losesThoseItemsThatRanAndNoOthers(ChaosWorker.Phase phase) throws IOException {
        try (LocalEngine engine = engine(phase.name())) {
            Par pool = par.on(engine);
            int kills = 0;
            while (kills < KILLS_PER_PHASE) {
                Set<Integer> lost = lostBy(begin(pool));
                List<Integer> killed = notes("killed");
                kills += killed.size();
                assertEquals(phase.loses ? new HashSet<>(killed) : Set.of(), lost);
                assertEachRanOnce(lost);
            }
        }
    }

    @Test
    void map_workersKilledFromOutside_losesAtMostOneItemEach() throws IOException {
        try (LocalEngine engine = engine("none")) {
            Par pool = par.on(engine);
            int kills = 0;
            for (int jobs = 1; kills < KILLS_FROM_OUTSIDE; jobs++) {
                assertTrue(jobs <= 2 * KILLS_FROM_OUTSIDE, "there is nobody to kill");
                AsyncResult<List<Integer>> job = begin(pool);
                int before = kills;
                int ran = 0;
                while (!job.ready() && kills < before + 4) {
                    int seen = ran;
                    await().pollInterval(Duration.ofMillis(2))
                            .atMost(LIMIT)
                            .until(() -> job.ready() || notes("ran").size() >= seen + 5);
                    ran = notes("ran").size();
                    kills += killOne() ? 1 : 0;
                }
                Set<Integer> lost = lostBy(job);
                int killed = kills - before;
                assertTrue(lost.size() <= killed, () -> "kills=" + killed + " lost=" + lost);
                assertEachRanOnce(lost);
            }
        }
    }

    /** Some worker, at some time. */
    private static boolean killOne() {
        List<ProcessHandle> workers = ProcessHandle.current()
                .children()
                .filter(child -> Jvms.commandLine(child).contains(ChaosWorker.class.getName()))
                .toList();
        return !workers.isEmpty()
                && workers.get(ThreadLocalRandom.current().nextInt(workers.size()))
                        .destroyForcibly();
    }
}
