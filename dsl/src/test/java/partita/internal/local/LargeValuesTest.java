package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.api.WorkerDiedException;
import partita.function.Fn;

/** Large arrays and texts that jobs read: sent to each worker once, and never stale, shared or mixed up. */
@Timeout(90)
final class LargeValuesTest {
    private static final int LENGTH = 1_310_720;
    private static final int BYTES = LENGTH * Double.BYTES;

    @TempDir
    private Path folder;

    private LocalEngine engine;
    private Par pool;

    @BeforeEach
    void open() {
        open("512m", 2);
    }

    private void open(String heap, int workers) {
        close();
        engine = new LocalEngine(
                new WorkerSettings(workers, Optional.of(heap), List.of("-D" + CountingWorker.FOLDER + "=" + folder)),
                CountingWorker.class.getName());
        pool = par.on(engine);
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private static double[] numbers() {
        var numbers = new double[LENGTH];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** How many bytes each worker was sent. */
    private List<Long> sent(String what) throws IOException {
        var sums = new ArrayList<Long>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(what + "."))
                    .toList()) {
                sums.add(Files.readAllLines(file).stream()
                        .mapToLong(Long::parseLong)
                        .sum());
            }
        }
        return sums;
    }

    private static Fn<Integer, Double> reading(double[] numbers, int added) {
        return i -> numbers[i] + added;
    }

    @Test
    void map_hundredJobsReadOneArrayAndMore_sendsTheArrayToEachWorkerOnce() throws IOException {
        double[] numbers = numbers();
        for (int job = 0; job < 100; job++) {
            assertEquals(List.of(0.0 + job, 7.0 + job), pool.map(List.of(0, 7), reading(numbers, job)));
        }
        List<Long> blobs = sent("blobs");
        assertTrue(!blobs.isEmpty() && blobs.size() <= 2, blobs::toString);
        blobs.forEach(bytes -> assertEquals(BYTES, bytes));
        sent("bundles").forEach(bytes -> assertTrue(bytes < 100 * 10_000, () -> "bundles=" + bytes));
    }

    @Test
    void map_arrayChangedBetweenJobs_seesTheNewContentAndSendsOnlyThatPart() throws IOException {
        double[] numbers = numbers();
        List<Integer> items = List.of(0, 1, LENGTH - 1);
        assertEquals(List.of(0.0, 1.0, LENGTH - 1.0), pool.map(items, reading(numbers, 0)));
        long before = sent("blobs").stream().mapToLong(Long::longValue).sum();
        int workers = sent("blobs").size();
        numbers[1] = -5;
        assertEquals(List.of(0.0, -5.0, LENGTH - 1.0), pool.map(items, reading(numbers, 0)));
        numbers[1] = 1;
        assertEquals(List.of(0.0, 1.0, LENGTH - 1.0), pool.map(items, reading(numbers, 0)));
        long after = sent("blobs").stream().mapToLong(Long::longValue).sum();
        int started = sent("blobs").size() - workers;
        assertTrue(
                after - before <= (long) started * BYTES + 4L * (1 << 20),
                () -> "bytes sent again=" + (after - before));
    }

    @Test
    void map_itemsChangeTheirCopy_theNextJobHasAFreshOne() {
        double[] numbers = numbers();
        for (int job = 0; job < 4; job++) {
            List<Double> seen = pool.map(List.of(1, 2, 3, 4), i -> {
                double was = numbers[100 + i];
                numbers[100 + i] = -1;
                return was;
            });
            assertEquals(List.of(101.0, 102.0, 103.0, 104.0), seen);
        }
        assertEquals(101.0, numbers[101]);
    }

    @Test
    void map_workerKilledBetweenAndWithinJobs_aNewOneGetsTheArrayToo() {
        double[] numbers = numbers();
        for (int job = 0; job < 3; job++) {
            assertThrows(
                    WorkerDiedException.class,
                    () -> pool.map(List.of(1, 2, 3), i -> {
                        if (i == 2) {
                            Runtime.getRuntime().halt(9);
                        }
                        return numbers[i];
                    }));
            assertEquals(List.of(1.0, 2.0, 3.0), pool.map(List.of(1, 2, 3), reading(numbers, 0)));
        }
    }

    @Test
    void map_moreArraysThanAWorkerKeeps_asksForThemAgain() throws IOException {
        open("160m", 1);
        var arrays = Stream.generate(LargeValuesTest::numbers).limit(5).toList();
        for (int k = 0; k < arrays.size(); k++) {
            double shift = k / 10.0; // no part of one array is also one of another
            Arrays.setAll(arrays.get(k), i -> i + shift);
        }
        for (int round = 0; round < 3; round++) {
            for (int k = 0; k < arrays.size(); k++) {
                assertEquals(List.of(5 + k / 10.0 + round), pool.map(List.of(5), reading(arrays.get(k), round)));
            }
        }
        List<Long> sent = sent("blobs");
        assertTrue(
                sent.stream().anyMatch(bytes -> bytes > 5L * BYTES),
                () -> "a quarter of the heap cannot hold all, so they must have come again: sent=" + sent);
    }

    @Test
    void map_arraysOfAllKindsAndTexts_arriveAsTheyAre() {
        var random = new java.util.Random(1);
        var bytes = new byte[1 << 20];
        random.nextBytes(bytes);
        var shorts = new short[200_000];
        shorts[199_999] = -3;
        var ints = random.ints(100_000).toArray();
        var longs = random.longs(100_000).toArray();
        var floats = new float[100_000];
        floats[99_999] = Float.NaN;
        var chars = new char[200_000];
        Arrays.fill(chars, '\ud800');
        String text = "ä\ud800€".repeat(100_000);
        int hash = Arrays.hashCode(bytes)
                + Arrays.hashCode(shorts)
                + Arrays.hashCode(ints)
                + Arrays.hashCode(longs)
                + Arrays.hashCode(floats)
                + Arrays.hashCode(chars)
                + text.hashCode();
        assertEquals(
                List.of(hash),
                pool.map(
                        List.of(0),
                        i -> i
                                + Arrays.hashCode(bytes)
                                + Arrays.hashCode(shorts)
                                + Arrays.hashCode(ints)
                                + Arrays.hashCode(longs)
                                + Arrays.hashCode(floats)
                                + Arrays.hashCode(chars)
                                + text.hashCode()));
    }

    @Test
    void map_oneArrayReachedTwice_isOneArrayThere() {
        double[] numbers = numbers();
        Map<String, double[]> held = Map.of("here", numbers);
        assertEquals(List.of(true), pool.map(List.of(0), i -> held.get("here") == numbers));
    }

    @Test
    void map_resultIsALargeArray_comesBackWhole() {
        double[] numbers = numbers();
        assertArrayEquals(numbers, pool.map(List.of(0), i -> numbers).getFirst());
    }
}
