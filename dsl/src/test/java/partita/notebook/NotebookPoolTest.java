package partita.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import partita.api.EngineException;
import partita.api.NotShippableException;

/** The verbs besides map, options and pools, as people type them. Cells are separated by {@code ¶}. */
class NotebookPoolTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    private Object run(String... cells) {
        Object last = null;
        for (String cell : cells) {
            last = notebook.run(cell);
        }
        return last;
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "par.mapValues(new TreeMap<>(Map.of(\"a\", 1, \"b\", 2)), x -> x * 10) | {a=10, b=20}",
                "par.tryMap(List.of(\"1\", \"x\"), s -> Integer.parseInt(s)).stream().map(o -> switch (o) { case Outcome.Success<Integer>(var v) -> \"\" + v; case Outcome.Failure<Integer>(var e) -> \"bad \" + e.item(); }).toList() | [1, bad x]",
                "par.filter(par.range(10), x -> x % 3 == 0) | [0, 3, 6, 9]",
                "par.reduce(List.of(\"a\", \"b\", \"c\"), \"\", (a, b) -> a + b) | abc",
                "int k = 5; ¶ par.reduce(par.range(4), 0, (a, b) -> a + b + 0 * k) | 6",
                "record V(int x) {} ¶ par.reduce(par.map(par.range(5), V::new), new V(0), (a, b) -> new V(a.x() + b.x())) | V[x=10]",
                "par.imapUnordered(par.range(50), x -> x * x).stream().sorted().limit(3).toList() | [0, 1, 4]",
                "var sum = 0; ¶ for (int x : par.imap(IntStream.iterate(0, i -> i + 1), i -> 2 * i)) { sum += x; if (x > 100) break; } ¶ sum | 2652",
                "record P(int x) {} ¶ par.imap(List.of(new P(1), new P(2)), p -> new P(p.x() + 1)).stream().toList() | [P[x=2], P[x=3]]",
                "par.seed(1).map(par.range(3), x -> par.random().nextInt(100)).equals(par.seed(1).map(par.range(3), x -> par.random().nextInt(100))) | true",
                "par.starmapAsync(par.zip(par.range(3), par.range(3)), (a, b) -> a * b).get() | [0, 1, 4]",
                "try (var pool = par.maxTasksPerWorker(100).pool(2)) { System.setProperty(\"r\", \"\" + pool.map(List.of(\"a\", \"bb\"), String::length)); } ¶ System.getProperty(\"r\") | [1, 2]",
                "var pool = par.pool(2); ¶ int f = 2; ¶ var r = pool.map(par.range(3), x -> x * f); ¶ var b = pool.broadcastCall(() -> f); ¶ pool.close(); ¶ r + \" \" + b | [0, 2, 4] [2, 2]",
                "var pool = par.pool(1); ¶ var r = pool.submit(() -> 6 * 7).get(); ¶ pool.close(); ¶ r | 42",
                "class Counter { int n; int next() { return ++n; } } ¶ var local = par.workerLocal(() -> new Counter()); ¶ var one = par.workers(1); ¶ one.map(par.range(3), x -> local.get().next()) ¶ one.apply(() -> local.get().next()) | 4",
                "var local = par.workerLocal(() -> new ArrayList<String>()); ¶ var one = par.workers(1).initializer(() -> local.get().add(\"ready\")); ¶ one.map(par.range(2), x -> local.get()) | [[ready], [ready]]",
            })
    void cell_typed_givesItsValue(String cells, String wanted) {
        assertEquals(wanted, String.valueOf(run(cells.split(" ¶ "))));
    }

    @Test
    void initializer_ofACell_throws_namesIt() {
        var e = assertThrows(
                EngineException.class,
                () -> run(
                        "void connect() { throw new IllegalStateException(\"no host\"); }",
                        "par.workers(1).initializer(() -> connect()).map(List.of(1), x -> x)"));
        assertTrue(e.getMessage().contains("no host"), e.getMessage());
        assertEquals("connect", e.getCause().getStackTrace()[0].getMethodName());
    }

    @Test
    void pool_readByALambda_isRefusedByName() {
        var e = assertThrows(
                NotShippableException.class,
                () -> run("var pool = par.pool(1);", "par.map(List.of(1), x -> pool.workers().size())"));
        run("pool.terminate();");
        assertTrue(e.getMessage().contains("'pool'"), e.getMessage());
        assertTrue(e.getMessage().contains("use par inside the lambda"), e.getMessage());
    }

    @Test
    void exceptionOfACell_thatCannotBeRebuilt_givesAStandIn() {
        var outcome = run(
                "class Odd extends RuntimeException { final Thread t = new Thread(); Odd() { super(\"odd\"); } }",
                "par.tryMap(List.of(1), x -> { throw new Odd(); }).get(0)");
        assertTrue(outcome.toString().contains("odd"), outcome::toString);
        assertEquals(List.of(2), run("par.map(List.of(1), x -> 2 * x)"));
    }
}
