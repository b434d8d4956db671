package partita.notebook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import partita.api.NotShippableException;
import partita.internal.parcel.Packer;
import partita.internal.pool.Seams;
import partita.spi.ClassSource;

/** A lambda packed again is packed as if for the first time, however much of the last time is used. */
final class PackingAgainTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    private static String pack(Object lambda) {
        return pack(lambda, Seams.classes());
    }

    private static String pack(Object lambda, ClassSource source) {
        try (var packer = new Packer(lambda, source)) {
            return packer.bundle().hash();
        }
    }

    @Test
    void bundle_nothingChanged_isTheSame() {
        notebook.run("int factor = 3; record P(int x) {} List<P> ps = new ArrayList<>(List.of(new P(1)));");
        Object lambda = notebook.run("(Fn<Integer, Integer>) x -> x * factor + ps.get(0).x()");
        String first = pack(lambda);
        for (int again = 0; again < 5; again++) {
            assertEquals(first, pack(lambda));
        }
    }

    @Test
    void bundle_variableSetAnew_isAnotherAndBackTheFirst() {
        notebook.run("int factor = 3;");
        Object lambda = notebook.run("(Fn<Integer, Integer>) x -> x * factor");
        String first = pack(lambda);
        notebook.run("factor = 4;");
        assertNotEquals(first, pack(lambda));
        notebook.run("factor = 3;");
        assertEquals(first, pack(lambda));
    }

    @Test
    void bundle_collectionArrayOrStaticFieldChangedInPlace_isAnother() {
        notebook.run("List<Integer> list = new ArrayList<>(List.of(1)); int[] array = {1};"
                + " class C { static int n = 1; static int get() { return n; } }");
        for (String kind : List.of("list.get(0)|list.set(0, 2);", "array[0]|array[0] = 2;", "C.get()|C.n = 2;")) {
            String[] parts = kind.split("\\|");
            Object lambda = notebook.run("(Call<Integer>) () -> " + parts[0]);
            String first = pack(lambda);
            assertEquals(first, pack(lambda), kind);
            notebook.run(parts[1]);
            assertNotEquals(first, pack(lambda), kind);
        }
    }

    @Test
    void bundle_capturedValueDiffers_isAnother() {
        notebook.run("Fn<Integer, Integer> adder(int n) { return x -> x + n; }");
        String three = pack(notebook.run("adder(3)"));
        assertNotEquals(three, pack(notebook.run("adder(4)")));
        assertEquals(three, pack(notebook.run("adder(3)")));
    }

    @Test
    void map_variableNowHoldsAnotherClass_itsCodeTravels() {
        notebook.run("record A(int x) { public String toString() { return \"A\" + other; } } int other = 5;");
        notebook.run("Object held = 1;");
        notebook.run("List<String> twice() { return par.map(List.of(1), i -> held.toString()); }");
        assertEquals(List.of("1"), notebook.run("twice()"));
        notebook.run("held = new A(1);");
        assertEquals(List.of("A5"), notebook.run("twice()"));
        notebook.run("other = 6;");
        assertEquals(List.of("A6"), notebook.run("twice()"));
        notebook.run("held = 2;");
        assertEquals(List.of("2"), notebook.run("twice()"));
    }

    @Test
    void bundle_whatCannotTravelIsReachedForATime_isRefusedForThatTimeOnly() {
        notebook.run("Thread thread = new Thread(); Call<Integer> good = () -> 1;"
                + " Call<Integer> bad = () -> thread.getPriority(); Call<Integer> held = good;");
        Object lambda = notebook.run("(Call<Integer>) () -> held.call()");
        String first = pack(lambda);
        notebook.run("held = bad;");
        assertThrows(NotShippableException.class, () -> pack(lambda));
        notebook.run("held = good;");
        assertEquals(first, pack(lambda));
    }

    @Test
    void bundle_variableNoLongerReachedCannotTravel_isNotRefused() {
        notebook.run("Object thing = 1; Call<Integer> good = () -> 1;"
                + " Call<Integer> other = () -> thing.hashCode(); Call<Integer> held = other;");
        Object lambda = notebook.run("(Call<Integer>) () -> held.call()");
        String first = pack(lambda);
        notebook.run("held = good; thing = new Thread();");
        assertNotEquals(first, pack(lambda));
    }

    @Test
    void bundle_classFileChangedUnderItsName_isAnother() {
        Object lambda = notebook.run("(Call<String>) () -> \"before\"");
        var newer = new boolean[1];
        ClassSource source = new ClassSource() {
            @Override
            public byte[] bytes(String className, ClassLoader loader) {
                byte[] bytes = ClassSource.super.bytes(className, loader);
                return newer[0] && bytes != null
                        ? new String(bytes, ISO_8859_1)
                                .replace("before", "after!")
                                .getBytes(ISO_8859_1)
                        : bytes;
            }
        };
        String first = pack(lambda, source);
        assertEquals(first, pack(lambda, source));
        newer[0] = true;
        String second = pack(lambda, source);
        assertNotEquals(first, second);
        assertEquals(second, pack(lambda, source));
    }

    @Test
    void bundle_itemOfANewClass_makesALargerOneThatIsUsedAgain() {
        notebook.run("class Base { int v() { return 1; } } class Sub extends Base { int v() { return 2; } }");
        notebook.run("List<Integer> go(Base... all) { return par.map(List.of(all), b -> b.v()); }");
        for (int again = 0; again < 3; again++) {
            assertEquals(List.of(1), notebook.run("go(new Base())"));
            assertEquals(List.of(1, 2), notebook.run("go(new Base(), new Sub())"));
        }
    }

    @Test
    void bundle_packedByManyThreads_isTheSameForAll() throws Exception {
        notebook.run("Map<String, Integer> map = new HashMap<>(Map.of(\"a\", 1));");
        Object lambda = notebook.run("(Fn<String, Integer>) x -> map.get(x)");
        Set<String> hashes = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Set<String>> many = () -> {
                var own = new HashSet<String>();
                for (int i = 0; i < 200; i++) {
                    own.add(pack(lambda));
                }
                return own;
            };
            for (var task :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> many).toList())) {
                hashes.addAll(task.get());
            }
        }
        assertEquals(1, hashes.size(), hashes::toString);
    }
}
