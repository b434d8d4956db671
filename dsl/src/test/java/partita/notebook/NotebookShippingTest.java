package partita.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import partita.api.Explanation;
import partita.api.NotShippableException;
import partita.api.TaskException;

/** What people type, shipped to the default workers. Cells are separated by {@code ¶}. */
class NotebookShippingTest {
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
                "par.map(List.of(1,2,3,4,5), x -> x * x) | [1, 4, 9, 16, 25]",
                "int factor = 3; ¶ par.map(par.range(0,5), x -> x * factor) | [0, 3, 6, 9, 12]",
                "double score(double lr, int d) { return lr * d; } ¶ par.starmap(par.product(List.of(2.0, 1.0), List.of(3, 5)), (lr, d) -> score(lr, d)) | [6.0, 10.0, 3.0, 5.0]",
                "record P(int x, String s) {} ¶ par.map(List.of(new P(1, \"a\")), p -> new P(p.x() + 1, p.s() + \"b\")) | [P[x=2, s=ab]]",
                "par.map(new int[]{1,2}, x -> x + 1) | [2, 3]",
                "par.map(new long[]{1,2}, x -> x + 1) | [2, 3]",
                "par.map(new double[]{1,2}, x -> x + 1) | [2.0, 3.0]",
                "par.map(new String[]{\"a\",\"bb\"}, String::length) | [1, 2]",
                "par.map(Stream.of(\"a\",\"bb\"), String::length) | [1, 2]",
                "par.map(IntStream.range(0, 3), x -> x * 2) | [0, 2, 4]",
                "par.map(LongStream.range(0, 3), x -> x * 2) | [0, 2, 4]",
                "par.map(DoubleStream.of(1, 2), x -> x * 2) | [2.0, 4.0]",
                "par.map(List.of(1, 2), List.of(10, 20), (a, b) -> a + b) | [11, 22]",
                "par.map(par.range(3), x -> null) | [null, null, null]",
                "par.map(Arrays.asList(1, null), x -> x == null) | [false, true]",
                "par.map(List.of(), x -> x) | []",
                "par.map(par.range(5, 0, -2), x -> x) | [5, 3, 1]",
                "int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } ¶ par.map(par.range(10), n -> fib(n)) | [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]",
                "Map<String,Integer> m = new HashMap<>(Map.of(\"a\", 1)); ¶ par.map(List.of(\"a\", \"b\"), k -> m.getOrDefault(k, 0)) | [1, 0]",
                "enum Color { RED, GREEN { String up() { return \"G\"; } }; String up() { return name(); } } ¶ par.map(List.of(Color.RED, Color.GREEN), c -> c.up()) | [RED, G]",
                "enum Color { RED, GREEN { } } ¶ par.map(List.of(Color.GREEN), c -> c).get(0) == Color.GREEN | true",
                "sealed interface Shape permits Sq, Ci {} record Sq(double a) implements Shape {} record Ci(double r) implements Shape {} double area(Shape s) { return switch (s) { case Sq q -> q.a() * q.a(); case Ci c -> 3 * c.r() * c.r(); }; } ¶ par.map(List.of(new Sq(2), new Ci(1)), s -> area(s)) | [4.0, 3.0]",
                "Function<Integer,Integer> inc = x -> x + 1; ¶ par.map(List.of(1, 2), x -> inc.apply(x)) | [2, 3]",
                "Function<Integer,Integer> inc = x -> x + 1; ¶ par.map(List.of(1, 2), inc::apply) | [2, 3]",
                "Supplier<List<String>> mk = ArrayList::new; ¶ par.map(List.of(1), x -> mk.get().size()) | [0]",
                "par.map(List.of(3), n -> { Function<Integer,Integer> f = k -> k * n; return f; }).get(0).apply(5) | 15",
                "var f = par.<Integer, Function<Integer,Integer>>map(List.of(2), n -> k -> k * n).get(0); ¶ par.map(List.of(5, 6), f::apply) | [10, 12]",
                "List<Function<Integer,Integer>> fs = List.of(x -> x + 1, x -> x * 10); ¶ par.map(List.of(5), x -> fs.get(0).apply(x) + fs.get(1).apply(x)) | [56]",
                "Comparator<String> byLen = Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()); ¶ par.map(List.of(List.of(\"bb\", \"a\", \"c\")), l -> l.stream().sorted(byLen).toList()) | [[c, a, bb]]",
                "class Counter { int n; Counter(int n) { this.n = n; } Fn<Integer,Integer> adder() { return x -> x + n; } } ¶ par.map(List.of(1), new Counter(41).adder()) | [42]",
                "class Box<T> { T v; Box(T v) { this.v = v; } class Inner { T get() { return v; } } } ¶ par.map(List.of(new Box<>(7)), b -> b.new Inner().get()) | [7]",
                "interface Greeter { default String hi() { return \"hi \" + name(); } String name(); static String up(String s) { return s.toUpperCase(); } } ¶ par.map(List.of(1), x -> Greeter.up(new Greeter() { public String name() { return \"n\" + x; } }.hi())) | [HI N1]",
                "int local(int base) { int k = base * 2; return par.map(List.of(1, 2), x -> x + k).get(1); } ¶ local(5) | 12",
                "int[] data = {1, 2, 3}; ¶ par.map(par.range(3), i -> data[i] * 10) | [10, 20, 30]",
                "par.map(List.of(1, 2), x -> { record R(int a) {} return new R(x).a() + 1; }) | [2, 3]",
                "par.apply(() -> 6 * 7) | 42",
                "par.applyAsync(() -> \"x\").get() | x",
                "par.mapAsync(List.of(1, 2), x -> x).get() | [1, 2]",
                "long sum(long... xs) { return LongStream.of(xs).sum(); } ¶ par.apply(() -> sum(1, 2, 3)) | 6",
                "int later() { return helper() + 1; } ¶ int helper() { return 41; } ¶ par.apply(() -> later()) | 42",
                "var deep = par.map(List.of(2), x -> par.map(List.of(1, 2), y -> x * y)) ¶ deep | [[2, 4]]",
                "var a = new ArrayList<Object>(); a.add(a); ¶ par.apply(() -> a.get(0) == a) | true",
                "final int K = 5; ¶ par.apply(() -> K * 2) | 10",
                "import static java.lang.Math.max; ¶ par.apply(() -> max(2, 3)) | 3",
                "class Q { static int cnt = 1; static final List<String> L = new ArrayList<>(); static final int K = 4; } ¶ Q.cnt = 100; Q.L.add(\"x\"); ¶ par.apply(() -> Q.cnt + Q.L.size() + Q.K) | 105",
                "class Lg { static final java.util.logging.Logger LOG = java.util.logging.Logger.getLogger(\"x\"); static int n = 1; } ¶ Lg.n = 5; ¶ par.apply(() -> Lg.LOG.getName() + Lg.n) | x5",
                "class S { static final S ONE = new S(); int v = 1; } ¶ S.ONE.v = 7; ¶ par.apply(() -> S.ONE.v) | 7",
                "enum E { A, B; static final Map<String, E> BY = new HashMap<>(); } ¶ E.BY.put(\"a\", E.A); ¶ par.apply(() -> E.BY.get(\"a\")) == E.A | true",
                "record Rc(int x) { static int made = 0; public Rc { if (x < 0) throw new IllegalArgumentException(); } } ¶ Rc.made = 3; ¶ par.map(List.of(new Rc(2)), r -> r.x() + Rc.made) | [5]",
                "par.map(List.of(new BigInteger(\"5\")), BigInteger::negate) | [-5]",
                "var e = par.map(List.of(Optional.of(1)), x -> x.map(y -> y + 1)) ¶ e | [Optional[2]]",
                "par.map(List.of(Collections.unmodifiableList(new ArrayList<>(List.of(1))).subList(0, 1)), l -> l.size()) | [1]",
                "par.map(List.of(new TreeMap<>(Map.of(\"b\", 1, \"a\", 2)).keySet()), s -> String.join(\"\", s)) | [ab]",
            })
    void cells_typed_giveWhatTheKernelWould(String cells, String expected) {
        Object value = run(cells.split("¶"));
        assertEquals(expected.strip(), String.valueOf(value).replaceAll("REPL\\.\\$JShell\\$\\w+\\$", ""));
    }

    @Test
    void map_lambdaWritesVariable_isRefusedByName() {
        var e = assertThrows(
                NotShippableException.class, () -> run("int total = 0;", "par.map(List.of(1, 2), x -> total += x)"));
        assertTrue(e.getMessage().contains("'total'"), e.getMessage());
        assertTrue(e.getMessage().contains("par.value"), e.getMessage());
    }

    @Test
    void map_lambdaReadsThread_isRefusedByName() {
        var e = assertThrows(
                NotShippableException.class,
                () -> run("var th = new Thread();", "par.map(List.of(1), x -> th.getName())"));
        assertTrue(e.getMessage().contains("'th' (java.lang.Thread)"), e.getMessage());
    }

    @Test
    void map_threadVariableNotRead_doesNotMatter() {
        assertEquals(List.of(2), run("var th = new Thread();", "par.map(List.of(1), x -> x + 1)"));
    }

    @Test
    void map_itemThrows_givesTaskExceptionWithItemIndexCause() {
        var e = assertThrows(TaskException.class, () -> run("par.map(List.of(1, 0, 2), x -> 10 / x)"));
        assertEquals(1, e.index());
        assertEquals(0, e.item());
        assertInstanceOf(ArithmeticException.class, e.getCause());
        assertTrue(e.getMessage().contains("item 1 (0)"), e.getMessage());
    }

    @Test
    void map_ownExceptionWithFields_comesBackWhole() {
        var e = assertThrows(
                TaskException.class,
                () -> run(
                        "class Bad extends RuntimeException { int code; Bad(int c) { super(\"code \" + c); code = c; } }",
                        "par.map(List.of(7), x -> { throw new Bad(x); })"));
        assertEquals("code 7", e.getCause().getMessage());
        assertEquals(7, assertGet(e.getCause(), "code"));
    }

    private static Object assertGet(Object o, String field) {
        try {
            var f = o.getClass().getDeclaredField(field);
            f.setAccessible(true);
            return f.get(o);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void map_cycleThroughRecord_isRefused() {
        var e = assertThrows(
                NotShippableException.class,
                () -> run(
                        "record Node(List<Object> next) {}",
                        "var n = new Node(new ArrayList<>()); n.next().add(n);",
                        "par.apply(() -> n.next().size())"));
        assertTrue(e.getMessage().contains("cycle"), e.getMessage());
    }

    @Test
    void map_resultIsAThread_failsThatItemOnly() {
        var e = assertThrows(
                TaskException.class, () -> run("par.map(List.of(1, 2), x -> x == 1 ? (Object) new Thread() : x)"));
        assertEquals(0, e.index());
        assertInstanceOf(NotShippableException.class, e.getCause());
    }

    @Test
    void map_variableRedefined_usesTheNewValueAndMethod() {
        assertEquals(
                List.of(2),
                run("int f(int x) { return x + k(); } int k() { return 1; }", "par.map(List.of(1), x -> f(x))"));
        assertEquals(List.of(11), run("int k() { return 10; }", "par.map(List.of(1), x -> f(x))"));
    }

    private static String stderrOf(Runnable code) {
        var bytes = new java.io.ByteArrayOutputStream();
        java.io.PrintStream before = System.err;
        System.setErr(new java.io.PrintStream(bytes, true));
        try {
            code.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "var out = new ArrayList<Integer>(); ¶ par.forEach(List.of(1, 2), x -> out.add(x)) | 'out'",
                "int[] a = new int[3]; ¶ par.forEach(par.range(3), i -> { a[i] = 1; }) | 'a'",
                "class Q { static int n = 0; } ¶ par.forEach(par.range(3), i -> { Q.n++; }) | 'Q.n'",
                "class Acc { int sum; void add(int x) { sum += x; } } Acc acc = new Acc(); ¶ par.forEach(par.range(3), acc::add) | captured",
            })
    void forEach_changesANotebookObjectInPlace_warnsOnceByName(String cells, String named) {
        String warning = stderrOf(() -> run(cells.split("¶")));
        assertTrue(warning.contains(named), warning);
        assertEquals(1, warning.lines().count(), warning);
    }

    @Test
    void forEach_onlyReads_warnsOfNothing() {
        assertEquals(
                "",
                stderrOf(() -> run(
                        "var m = new HashMap<String, List<Integer>>(); m.put(\"a\", new ArrayList<>(List.of(1)));",
                        "par.forEach(par.range(50), x -> m.get(\"a\").size())")));
    }

    @Test
    void map_secondRunOfAChangingLambda_seesTheNotebooksValueAgain() {
        assertEquals(
                List.of(List.of(1, 2), List.of(1, 2)),
                List.of(
                        run("int[] n = {0};", "par.workers(1).chunkSize(2).map(par.range(2), x -> ++n[0])"),
                        run("par.workers(1).chunkSize(2).map(par.range(2), x -> ++n[0])")));
    }

    @Test
    void explain_lambdaThatReadsVariablesAndClasses_namesThemWithSizes() {
        var explanation = assertInstanceOf(
                Explanation.class,
                run(
                        "record P(int x) {} List<P> ps = List.of(new P(1)); int k = 3; int h(int x) { return x + k; }",
                        "par.explain(List.of(1), x -> h(x) + ps.size())"));
        var parts = explanation.stream().map(p -> p.kind() + " " + p.name()).toList();
        assertTrue(
                parts.containsAll(
                        List.of("lambda ", "item the first", "variable k", "variable ps", "class P", "code h")),
                parts.toString());
        assertTrue(explanation.problem().isEmpty());
        assertTrue(explanation.bytes() > 0);
    }

    @Test
    void explain_severalThingsCannotTravel_namesEach() {
        var explanation = assertInstanceOf(
                Explanation.class,
                run(
                        "int total = 0; var th = new Thread(); var sc = new Scanner(\"x\");",
                        "par.explain(() -> { total++; th.start(); return sc.next(); })"));
        var stopped = explanation.stream()
                .filter(p -> !p.problem().isEmpty())
                .map(Explanation.Part::name)
                .toList();
        assertTrue(stopped.containsAll(List.of("total", "th", "sc")), explanation.toString());
    }

    @Test
    void map_manyItems_keepsTheirOrder() {
        Object all = run("par.map(par.range(0, 100_000), x -> x)");
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < 100_000; i++) {
            expected.add(i);
        }
        assertEquals(expected, all);
        assertEquals(expected.size(), Arrays.asList(((List<?>) all).toArray()).size());
    }
}
