package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import partita.Par;
import partita.api.AsyncResult;
import partita.api.Outcome;
import partita.internal.launch.RunFolder;
import partita.spi.Store;

/** Large arrays as items and results: their content is beside the payloads, and gone when nobody needs it any more. */
final class LargeItemsTest {
    private static final int LENGTH = (int) Store.LEAST_BYTES / Double.BYTES;

    private LocalEngine engine;
    private Par two;
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        engine = new LocalEngine(new WorkerSettings(2, Optional.of("256m"), List.of()));
        two = par.on(engine);
        assumeTrue(engine.store().isPresent(), "no shared memory here");
        folder = RunFolder.enterMemory();
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        if (folder != null) {
            assertEquals(List.of(), inMemory());
            RunFolder.leave();
        }
    }

    /** What holds something, and what is kept to be written to again. */
    private List<String> inMemory() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("-item-") || name.contains("-post-"))
                    .toList();
        }
    }

    private List<String> left() throws IOException {
        return inMemory().stream().filter(name -> !name.endsWith(".spare")).toList();
    }

    private static double[] numbers(int seed) {
        return new Random(seed).doubles(LENGTH).toArray();
    }

    @Test
    void map_arraysOfAllKindsThereAndBack_areAsTheyWereAndLeaveNothing() throws IOException {
        Random random = new Random(1);
        byte[] bytes = new byte[(int) Store.LEAST_BYTES + 3];
        random.nextBytes(bytes);
        char[] chars = new char[1 << 20];
        Arrays.fill(chars, '\ud800');
        short[] shorts = new short[1 << 20];
        shorts[shorts.length - 1] = -3;
        float[] floats = new float[1 << 18];
        floats[floats.length - 1] = Float.NaN;
        int[] ints = random.ints(1 << 18).toArray();
        long[] longs = random.longs(1 << 20).toArray();
        List<Object> all = List.of(bytes, "between", chars, shorts, floats, 7, ints, longs, numbers(2), new byte[5]);
        List<Object> back = two.map(all, x -> x);
        assertTrue(Arrays.deepEquals(all.toArray(), back.toArray()));
        assertEquals(List.of(), left());
        List<Integer> lengths = two.chunkSize(10).map(all, x -> x instanceof long[] l ? l.length : -1);
        assertEquals(1 << 20, lengths.get(7));
        assertEquals(List.of(), left());
    }

    @Test
    void map_arrayChangedByTheCallerAfterwards_isSentAsItWas() {
        double[] numbers = numbers(3);
        double first = numbers[0];
        AsyncResult<List<Double>> sum = two.chunkSize(1).mapAsync(List.of(numbers, numbers), x -> x[0]);
        List<Double> got = sum.get();
        numbers[0] = -1;
        assertEquals(List.of(first, first), got);
        assertEquals(List.of(-1.0), two.map(List.of(numbers), x -> x[0]));
    }

    @Test
    void tryMap_workersDieWithTheirItem_othersGetTheirArraysAndNothingIsLeft() throws IOException {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double[] each = numbers(i);
            each[0] = i;
            all.add(each);
        }
        List<Outcome<double[]>> outcomes = two.chunkSize(4).tryMap(all, x -> {
            if (x[0] == 2) {
                Runtime.getRuntime().halt(7);
            }
            x[1] = -x[1];
            return x;
        });
        for (int i = 0; i < 8; i++) {
            if (i == 2) {
                assertTrue(outcomes.get(i) instanceof Outcome.Failure<double[]>);
            } else {
                double[] expected = numbers(i);
                expected[0] = i;
                expected[1] = -expected[1];
                assertArrayEquals(expected, ((Outcome.Success<double[]>) outcomes.get(i)).value());
            }
        }
        Awaitility.await().untilAsserted(() -> assertEquals(List.of(), left()));
    }

    @Test
    void map_oneItemCannotTravelAfterLargeOnes_leavesNothing() throws IOException {
        List<Object> all = List.of(numbers(1), numbers(2), Thread.currentThread());
        assertThrows(RuntimeException.class, () -> two.chunkSize(3).map(all, x -> 1));
        assertEquals(List.of(), left());
    }

    @Test
    void cancel_largeItemsUnderWay_leavesNothing() throws IOException {
        List<double[]> all =
                IntStream.range(0, 20).mapToObj(LargeItemsTest::numbers).toList();
        AsyncResult<List<double[]>> result = two.chunkSize(1).mapAsync(all, x -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return x;
        });
        Awaitility.await().until(() -> !left().isEmpty());
        result.cancel();
        assertThrows(CancellationException.class, result::get);
        Awaitility.await().untilAsserted(() -> assertEquals(List.of(), left()));
    }

    @Test
    void imap_largeResultsNotAllRead_nothingIsLeftAfterTheEngine() {
        var some = two.imap(par.range(0, 10), LargeItemsTest::numbers).iterator();
        assertArrayEquals(numbers(0), some.next());
    }

    @Test
    void map_oneAfterTheOther_areWrittenToTheSameMemoryAndArriveAsTheyAre() throws IOException {
        for (int i = 0; i < 20; i++) {
            int more = i * 1_000; // longer and shorter ones
            double[] all = new Random(i)
                    .doubles(2L * LENGTH + (i % 2 == 0 ? more : -more))
                    .toArray();
            assertArrayEquals(all, two.map(List.of(all), x -> x).getFirst());
            assertTrue(inMemory().size() <= 4, "more is kept than is used");
        }
    }

    @Test
    void map_thenNothing_memoryIsGivenBackSoon() throws IOException {
        assertEquals(LENGTH, two.map(List.of(numbers(1)), x -> x).getFirst().length);
        assertTrue(!inMemory().isEmpty(), "kept for the next ones");
        Awaitility.await().untilAsserted(() -> assertEquals(List.of(), inMemory()));
    }
}
