package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import partita.Par;
import partita.api.IntRange;
import partita.api.Outcome;
import partita.api.TaskException;
import partita.api.WorkerDiedException;

/** Numbers travel many at a time: they must arrive as they are, in whatever company, and after every kind of end. */
final class NumbersTest {
    private static LocalEngine engine;
    private static Par two;

    @BeforeAll
    static void start() {
        engine = new LocalEngine(new WorkerSettings(2, Optional.of("48m"), List.of()));
        two = par.on(engine);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Object any(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "text" + random.nextInt();
            case 1 -> Optional.empty();
            case 2 -> (short) random.nextInt();
            case 3 -> random.nextBoolean();
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 -> -0.0;
            case 6 -> random.nextLong();
            case 7 -> 1.5f;
            case 8 -> 'c';
            default -> random.nextInt();
        };
    }

    private static List<Object> mixed(int count) {
        Random random = new Random(count);
        List<Object> all = new ArrayList<>();
        while (all.size() < count) {
            Object kind = any(random);
            for (int run = random.nextInt(20); run >= 0 && all.size() < count; run--) {
                Object next = any(random);
                all.add(random.nextInt(5) == 0 ? null : next.getClass() == kind.getClass() ? next : kind);
            }
        }
        return all;
    }

    @Test
    void map_mixedWithOthers_allArriveAsTheyAre() {
        for (int count : new int[] {1, 2, 3, 100, 5_000}) {
            List<Object> all = mixed(count);
            assertEquals(all, two.map(all, x -> x));
            for (int chunk : new int[] {1, 7, 5_000}) {
                assertEquals(all, two.chunkSize(chunk).map(all, x -> x));
            }
        }
    }

    @Test
    void map_bitsOfDoubles_areKept() {
        List<Double> all =
                new Random(1).longs(1_000).mapToObj(Double::longBitsToDouble).toList();
        List<Long> bits = two.map(all, Double::doubleToRawLongBits);
        assertEquals(all.stream().map(Double::doubleToRawLongBits).toList(), bits);
    }

    @Test
    void tryMap_failuresAmongNumbers_areTheirItemsAlone() {
        List<Outcome<Integer>> all = two.chunkSize(100).tryMap(par.range(0, 1_000), x -> {
            if (x % 7 == 3) {
                throw new IllegalStateException("no sevens");
            }
            return x;
        });
        for (int i = 0; i < all.size(); i++) {
            if (i % 7 == 3) {
                var failure = assertInstanceOf(Outcome.Failure.class, all.get(i));
                assertEquals(
                        i,
                        assertInstanceOf(TaskException.class, failure.error()).index());
            } else {
                assertEquals(
                        i, assertInstanceOf(Outcome.Success.class, all.get(i)).value());
            }
        }
    }

    @Test
    void tryMap_workersKilledWithinNumbers_onlyTheirItemsAreLost() {
        List<Outcome<Integer>> all = two.chunkSize(250).tryMap(par.range(0, 1_000), x -> {
            if (x % 250 == 123) {
                Runtime.getRuntime().halt(9);
            }
            return -x;
        });
        for (int i = 0; i < all.size(); i++) {
            if (i % 250 == 123) {
                var failure = assertInstanceOf(Outcome.Failure.class, all.get(i));
                var error = assertInstanceOf(TaskException.class, failure.error());
                assertEquals(i, error.index());
                assertInstanceOf(WorkerDiedException.class, error.getCause());
            } else {
                assertEquals(
                        -i, assertInstanceOf(Outcome.Success.class, all.get(i)).value());
            }
        }
    }

    @Test
    void imapUnordered_numbersOfManyPieces_eachComesOnce() {
        long sum = 0;
        int count = 0;
        for (long each : two.imapUnordered(IntStream.range(0, 50_000).boxed().toList(), x -> (long) x)) {
            sum += each;
            count++;
        }
        assertEquals(50_000, count);
        assertEquals(49_999L * 50_000 / 2, sum);
    }

    @Test
    void map_moreThanTheRingHolds_allArrive() {
        int n = 400_000;
        List<Integer> all = two.chunkSize(200_000).map(par.range(0, n), x -> x ^ 5);
        assertEquals(n, all.size());
        assertTrue(IntStream.range(0, n).allMatch(i -> all.get(i) == (i ^ 5)));
    }

    private static final List<IntRange> RANGES = List.of(
            new IntRange(0, 5_000, 1),
            new IntRange(10, -20_000, -7),
            new IntRange(Integer.MAX_VALUE - 7, Integer.MAX_VALUE, 3),
            new IntRange(Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30),
            new IntRange(3, 3, 1));

    @Test
    void map_range_givesItsNumbersInWhateverPieces() {
        for (IntRange range : RANGES) {
            List<Integer> one = new ArrayList<>(range);
            assertEquals(one, two.map(range, x -> x));
            for (int chunk : new int[] {1, 7, 1_000}) {
                assertEquals(one, two.chunkSize(chunk).map(range, x -> x));
            }
        }
    }

    @Test
    void tryMap_rangeWithNumbersThatFailOrKill_namesThemAndLosesNoOther() {
        IntRange range = new IntRange(1_000, 0, -2);
        List<Outcome<Integer>> outcomes = two.tryMap(range, x -> {
            if (x == 500) {
                Runtime.getRuntime().halt(3);
            }
            return 100 / (x - 700) + x;
        });
        for (int i = 0; i < range.size(); i++) {
            int x = range.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Success<Integer>(Integer value) -> assertEquals(100 / (x - 700) + x, value);
                case Outcome.Failure<Integer>(TaskException failure) -> {
                    assertEquals(x, failure.item());
                    assertEquals(i, failure.index());
                    assertTrue(x == 500 || x == 700, failure::getMessage);
                    assertEquals(
                            x == 500 ? WorkerDiedException.class : ArithmeticException.class,
                            failure.getCause().getClass());
                }
            }
        }
    }
}
