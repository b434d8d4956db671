package partita.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import partita.Par;
import partita.api.NotShippableException;

/**
 * Kinds of code and values that people type: the last cell gives a result from workers, which must be what the same
 * code gives in the notebook. Cells are separated by {@code ¶}.
 */
class NotebookKindsTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @AfterAll
    static void closeWorkers() {
        Par.closeDefault();
    }

    private Object run(String cells) {
        Object last = null;
        for (String cell : cells.split("¶")) {
            last = notebook.run(cell);
        }
        return last;
    }

    private static String typed(Object value) {
        return String.valueOf(value).replaceAll("REPL\\.\\$JShell\\$\\w+\\$", "");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "par.map(List.of(1, 2), int[]::new).get(1).length | 2",
                "par.map(List.of(1, 2), ArrayList::new).size() | 2",
                "par.map(List.of(\"x\"), \"abc\"::concat) | [abcx]",
                "par.map(List.of(-1, 2), Math::abs) | [1, 2]",
                "par.starmap(par.zip(List.of(1, 2), List.of(3, 4)), Integer::sum) | [4, 6]",
                "<T> List<T> twice(T t) { return List.of(t, t); } ¶ par.map(List.of(\"a\"), x -> twice(x)) | [[a, a]]",
                "int[] acc = {1}; Runnable r = () -> System.out.print(\"\"); ¶ par.run(r::run); ¶ 5 | 5",
                "Supplier<Supplier<String>> s = () -> () -> \"deep\"; ¶ par.apply(() -> s.get().get()) | deep",
                "IntUnaryOperator f = x -> x + 1; ToIntFunction<String> g = String::length; ¶ par.map(List.of(\"ab\"), x -> f.applyAsInt(g.applyAsInt(x))) | [3]",
                "interface Op { int ap(int a); } Op op = a -> a * 3; ¶ par.map(List.of(2), op::ap) | [6]",
                "Function<Integer, Integer> fact = null; ¶ fact = n -> n < 2 ? 1 : n * fact.apply(n - 1); ¶ par.map(List.of(5), n -> fact.apply(n)) | [120]",
                "Runnable both = (Runnable & Comparable<String>) null; ¶ par.apply(() -> both == null) | true",
                "var anon = new Object() { int a = 7; int twice() { return a * 2; } }; ¶ par.apply(() -> anon.twice()) | 14",
                "class Holder { Function<Integer, Integer> f = x -> x + 10; } var h = new Holder(); ¶ par.map(List.of(1), x -> h.f.apply(x)) | [11]",
                "abstract class A { abstract int v(); int w() { return v() + 1; } } class B extends A { int v() { return 4; } } ¶ A a = new B(); ¶ par.apply(() -> a.w()) | 5",
                "interface X { default String hi() { return \"x\"; } } interface Y { default String hi() { return \"y\"; } } class Z implements X, Y { public String hi() { return X.super.hi() + Y.super.hi(); } } ¶ par.apply(() -> new Z().hi()) | xy",
                "interface P1 { private int secret() { return 3; } default int open() { return secret(); } } class Q1 implements P1 {} ¶ par.apply(() -> new Q1().open()) | 3",
                "enum Dir { N, S } String go(Dir d) { return switch (d) { case N -> \"up\"; case S -> \"down\"; }; } ¶ par.map(List.of(Dir.N, Dir.S), d -> go(d)) | [up, down]",
                "enum Dir { N, S } ¶ par.map(List.of(Dir.N, Dir.S), d -> { switch (d) { case N: return 1; default: return 2; } }) | [1, 2]",
                "record Pt(int x, int y) {} record Ln(Pt a, Pt b) {} int len(Object o) { return o instanceof Ln(Pt(var x, var y), Pt(int u, int v)) ? Math.abs(u - x) + Math.abs(v - y) : -1; } ¶ par.map(List.of(new Ln(new Pt(0, 0), new Pt(3, 4)), \"no\"), o -> len(o)) | [7, -1]",
                "String kind(Object o) { return switch (o) { case Integer i when i > 5 -> \"big\"; case Integer i -> \"int\"; case String s -> \"str \" + s; default -> \"other\"; }; } ¶ par.map(List.of(9, 1, \"q\", 2.0), o -> kind(o)) | [big, int, str q, other]",
                "class MyEx extends Exception { MyEx(String m) { super(m); } } String t(int x) { try { if (x > 0) throw new MyEx(\"m\" + x); return \"ok\"; } catch (MyEx e) { return e.getMessage(); } finally { } } ¶ par.map(List.of(0, 1), x -> t(x)) | [ok, m1]",
                "class Node<T> { T v; Node<T> next; } Node<Integer> a = new Node<>(); a.v = 1; var b = new Node<Integer>(); b.v = 2; a.next = b; b.next = a; ¶ par.apply(() -> a.next.next == a && a.next.v == 2) | true",
                "List<int[]> shared = new ArrayList<>(); int[] one = {5}; shared.add(one); shared.add(one); ¶ par.apply(() -> shared.get(0) == shared.get(1)) | true",
                "List<Integer> l1 = new ArrayList<>(List.of(1)); List<Integer> l2 = l1; ¶ par.apply(() -> l1 == l2) | true",
                "int[][] grid = {{1, 2}, {3}}; ¶ par.apply(() -> grid[1][0] + grid[0].length) | 5",
                "Object[] mix = {1, null, \"s\", new int[] {4}}; ¶ par.apply(() -> ((int[]) mix[3])[0]) | 4",
                "char c = 'x'; byte b = 1; short s = 2; long l = 3; float f = 4; double d = 5; boolean z = true; ¶ par.apply(() -> \"\" + c + b + s + l + f + d + z) | x1234.05.0true",
                "String nul = null; ¶ par.apply(() -> nul == null) | true",
                "import java.time.*; LocalDate day = LocalDate.of(2026, 1, 2); Duration du = Duration.ofSeconds(5); Instant in = Instant.EPOCH; ZonedDateTime zt = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of(\"UTC\")); ¶ par.apply(() -> day.plusDays(1) + \" \" + du + \" \" + in + \" \" + zt.getYear()) | 2026-01-03 PT5S 1970-01-01T00:00:00Z 2026",
                "BigDecimal bd = new BigDecimal(\"1.10\"); UUID u = new UUID(1, 2); Locale lo = Locale.FRENCH; Currency cu = Currency.getInstance(\"EUR\"); ¶ par.apply(() -> bd.add(BigDecimal.ONE) + \" \" + u + \" \" + lo + \" \" + cu) | 2.10 00000000-0000-0001-0000-000000000002 fr EUR",
                "java.net.URI uri = java.net.URI.create(\"http://h/p\"); java.nio.file.Path pa = java.nio.file.Path.of(\"a\", \"b\"); java.util.regex.Pattern re = java.util.regex.Pattern.compile(\"a+\"); ¶ par.apply(() -> uri.getHost() + pa + re.matcher(\"aa\").matches()) | ha/btrue",
                "par.apply(() -> java.nio.file.Path.of(\"x\")).getFileName().toString() | x",
                "var ai = new java.util.concurrent.atomic.AtomicInteger(4); var ar = new java.util.concurrent.atomic.AtomicReference<>(List.of(1)); ¶ par.apply(() -> ai.get() + ar.get().size()) | 5",
                "record Pt(int x) {} var ar = new java.util.concurrent.atomic.AtomicReference<>(new Pt(3)); ¶ par.apply(() -> ar.get().x()) | 3",
                "BitSet bs = new BitSet(); bs.set(3); StringBuilder sb = new StringBuilder(\"q\"); Random rnd = new Random(1); ¶ par.apply(() -> bs.get(3) + sb.toString() + (rnd.nextInt() == new Random(1).nextInt())) | trueqtrue",
                "enum Dir { N, S } EnumMap<Dir, Integer> em = new EnumMap<>(Map.of(Dir.N, 1)); EnumSet<Dir> es = EnumSet.of(Dir.S); ¶ par.apply(() -> em.get(Dir.N) + es.size()) | 2",
                "TreeMap<String, Integer> tm = new TreeMap<>(Comparator.comparing(String::length)); tm.put(\"aaa\", 1); tm.put(\"b\", 2); ¶ par.apply(() -> tm.firstKey()) | b",
                "TreeSet<String> ts = new TreeSet<>((a, b) -> b.compareTo(a)); ts.addAll(List.of(\"a\", \"z\")); ¶ par.apply(() -> ts.first()) | z",
                "PriorityQueue<Integer> pq = new PriorityQueue<>(Comparator.reverseOrder()); pq.addAll(List.of(1, 9, 3)); ¶ par.apply(() -> pq.peek()) | 9",
                "Deque<Integer> dq = new ArrayDeque<>(List.of(1, 2)); LinkedList<Integer> ll = new LinkedList<>(dq); ¶ par.apply(() -> dq.peekLast() + ll.getFirst()) | 3",
                "par.map(List.of(Collections.emptyList(), Collections.singletonList(1), Arrays.asList(1, null), List.of(1, 2, 3), Collections.nCopies(2, \"q\")), l -> l.size()) | [0, 1, 2, 3, 2]",
                "par.map(List.of(Map.of(\"a\", 1), Collections.unmodifiableMap(new TreeMap<>(Map.of(\"b\", 2))), Collections.synchronizedMap(new HashMap<>())), m -> m.size()) | [1, 1, 0]",
                "par.map(Map.of(\"k\", 2).entrySet(), e -> e.getKey() + e.getValue()) | [k2]",
                "par.map(new TreeMap<>(Map.of(\"a\", 1, \"b\", 2)).entrySet(), e -> e.getKey() + e.getValue()) | [a1, b2]",
                "par.map(Stream.of(1, null).toList(), x -> x == null) | [false, true]",
                "par.map(List.of(Stream.of(1, null).toList()), l -> l.size()) | [2]",
                "par.map(List.of(Optional.empty(), OptionalInt.of(3)), o -> o.toString()) | [Optional.empty, OptionalInt[3]]",
                "par.map(List.of(String.class, int[].class), c -> ((Class<?>) c).getSimpleName()) | [String, int[]]",
                "class Base { int n = 1; } class Derived extends Base { int n = 2; int both() { return n * 10 + super.n; } } var d = new Derived(); ¶ par.apply(() -> d.both()) | 21",
                "class MyList extends ArrayList<Integer> { String tag = \"t\"; } var ml = new MyList(); ml.add(4); ml.tag = \"u\"; ¶ par.apply(() -> ml.tag + ml) | u[4]",
                "class Key { int k; Key(int k) { this.k = k; } public int hashCode() { return k; } public boolean equals(Object o) { return o instanceof Key q && q.k == k; } } var hm = new HashMap<Key, String>(); hm.put(new Key(1), \"one\"); ¶ par.apply(() -> hm.get(new Key(1))) | one",
                "class Outer { int base = 5; class In { int get() { return base; } } In in() { return new In(); } } var in = new Outer().in(); ¶ par.apply(() -> in.get()) | 5",
                "int cap() { int base = 3; class Loc { int v() { return base * 2; } } var l = new Loc(); return par.apply(() -> l.v()); } ¶ cap() | 6",
                "static int st(int x) { return x + 1; } ¶ par.map(List.of(1), x -> st(x)) | [2]",
                "long big(int n) { return n == 0 ? 0 : odd(n - 1) + 1; } long odd(int n) { return n == 0 ? 0 : big(n - 1) + 1; } ¶ par.map(List.of(4, 7), n -> big(n)) | [4, 7]",
                "int pick(int... xs) { return xs.length; } ¶ par.apply(() -> pick() + pick(1, 2)) | 2",
                "par.map(List.of(3), n -> { int s = 0; outer: for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (j == 2) continue outer; s += j; } } return s; }) | [3]",
                "par.map(List.of(3), n -> IntStream.range(0, n).mapToObj(i -> \"i\" + i).collect(Collectors.joining(\",\"))) | [i0,i1,i2]",
                "Map<String, Function<Integer, Integer>> ops = Map.of(\"inc\", x -> x + 1, \"dbl\", x -> x * 2); ¶ par.map(List.of(\"inc\", \"dbl\"), k -> ops.get(k).apply(10)) | [11, 20]",
                "record Job(String n, Function<Integer, Integer> f) {} ¶ par.map(List.of(new Job(\"a\", x -> x + 1)), j -> j.f().apply(1)) | [2]",
                "BiFunction<Integer, Integer, Integer> bf = Math::max; ¶ par.starmap(par.zip(List.of(1, 5), List.of(2, 3)), bf::apply) | [2, 5]",
                "UnaryOperator<String> up = String::toUpperCase; ¶ par.map(List.of(\"a\"), up::apply) | [A]",
                "int k = 2; Function<Integer, Integer> old = x -> x * k; ¶ k = 5; ¶ par.map(List.of(1), old::apply) | [5]",
                "record R(int a) {} ¶ record R(int a, int b) {} ¶ par.map(List.of(1), x -> new R(x, 2)) | [R[a=1, b=2]]",
                "int f(int x) { return 1; } ¶ par.map(List.of(1), x -> f(x)); ¶ int f(int x) { return 2; } ¶ par.map(List.of(1), x -> f(x)) | [2]",
                "var p3 = par.workers(1); ¶ par.map(List.of(1, 2), x -> p3.map(List.of(x), y -> y + 1)) | [[2], [3]]",
                "import java.util.concurrent.Callable; Callable<Integer> ca = () -> 4; ¶ par.apply(ca::call) | 4",
                "par.map(List.of(1), x -> { Comparator<String> c = Comparator.reverseOrder(); return Stream.of(\"a\", \"b\").sorted(c).toList(); }) | [[b, a]]",
                "Comparator<String> cmp = String.CASE_INSENSITIVE_ORDER; ¶ par.apply(() -> cmp.compare(\"a\", \"A\")) | 0",
                "par.map(List.of('a', 'b'), c -> (int) c) | [97, 98]",
                "par.mapAsync(new int[] {1, 2}, x -> x * 2).get() | [2, 4]",
                "class Cfg { static final int[] T = {1, 2}; static int sum() { return T[0] + T[1]; } } Cfg.T[0] = 10; ¶ par.apply(() -> Cfg.sum()) | 12",
                "interface Konst { int[] T = {1, 2}; } Konst.T[0] = 10; ¶ par.apply(() -> Konst.T[0]) | 10",
                "enum Lvl { LOW(1), HIGH(9); final int n; Lvl(int n) { this.n = n; } static Lvl of(int n) { for (var l : values()) if (l.n == n) return l; throw new IllegalArgumentException(); } } ¶ par.map(List.of(1, 9), n -> Lvl.of(n)) | [LOW, HIGH]",
                "enum Cnt { A; int hits = 0; } Cnt.A.hits = 3; ¶ par.apply(() -> Cnt.A.hits) | 3",
                "byte[] raw = new byte[1 << 20]; raw[5] = 7; ¶ par.apply(() -> raw[5] + raw.length) | 1048583",
                "var sets = List.of(Set.of(1, 2), new LinkedHashSet<>(List.of(3))); ¶ par.map(sets, s -> s.size()) | [2, 1]",
                "par.apply(() -> Set.of(1).contains(1) && List.of(1).hashCode() == List.of(1).hashCode()) | true",
                "par.map(List.of(1, 2, 3), x -> x % 2 == 0 ? null : List.of(x)) | [[1], null, [3]]",
            })
    void cells_ofThisKind_giveWhatTheNotebookWould(String cells, String expected) {
        assertEquals(expected.strip(), typed(run(cells)));
    }

    @ParameterizedTest(name = "{0} is refused for {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "var it = List.of(1).iterator(); ¶ par.apply(() -> it.next()) | 'it'",
                "var sc = new Scanner(\"x\"); ¶ par.apply(() -> sc.next()) | 'sc'",
                "var st = Stream.of(1); ¶ par.apply(() -> st.count()) | 'st'",
                "var in = new java.io.ByteArrayInputStream(new byte[1]); ¶ par.apply(() -> in.read()) | 'in'",
                "var so = new java.net.Socket(); ¶ par.apply(() -> so.isBound()) | 'so'",
                "var ex = java.util.concurrent.Executors.newSingleThreadExecutor(); ex.shutdown(); ¶ par.apply(() -> ex.isShutdown()) | 'ex'",
                "var fu = new java.util.concurrent.CompletableFuture<Integer>(); ¶ par.apply(() -> fu.isDone()) | 'fu'",
                "class Hold { Thread t = new Thread(); } var ho = new Hold(); ¶ par.apply(() -> ho.t) | t (",
                "int n = 0; ¶ par.forEach(List.of(1), x -> { n++; }) | 'n'",
                "int n = 0; void bump() { n += 1; } ¶ par.forEach(List.of(1), x -> bump()) | 'n'",
                "int n = 0; class W { void w() { n = 5; } } ¶ par.forEach(List.of(1), x -> new W().w()) | 'n'",
                "var re = par.applyAsync(() -> 1); ¶ par.apply(() -> re.isDone()) | 're'",
                "var pr = par.process(() -> {}); ¶ par.apply(() -> pr.name()) | 'pr'",
                "record Nd(Object[] next) {} Nd nd = new Nd(new Object[1]); nd.next()[0] = nd; ¶ par.apply(() -> nd.next()[0] == nd) | cycle",
            })
    void cells_thatCannotTravel_areRefusedByName(String cells, String named) {
        var e = assertThrows(NotShippableException.class, () -> run(cells));
        assertTrue(e.getMessage().contains(named), e.getMessage());
    }

    @Test
    void map_sameNotebookManyTimes_keepsWorking() {
        notebook.run("int k = 0;");
        for (int i = 0; i < 30; i++) {
            notebook.run("k = " + i + ";");
            assertEquals("[" + i + "]", String.valueOf(notebook.run("par.map(List.of(1), x -> k)")));
        }
    }
}
