package partita.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import partita.Par;
import partita.api.ParException;

/**
 * Corners of what people type: records whose constructor or accessors do something, classes that extend the JDK's,
 * anonymous and local classes in lambdas, views of declared types. Cells are separated by {@code ¶}.
 */
class NotebookCornersTest {
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

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "par.map(List.of(1), x -> new Object() { int z = x + 1; int z() { return z; } }.z()) | [2]",
                "par.map(List.of(1), x -> { var o = new Object() { int z = x + 1; int z() { return z; } }; return o.z() + o.z; }) | [4]",
                "int base = 5; ¶ Fn<Integer, Integer> f = x -> new Object() { int z = x + base; int z() { return z; } }.z(); ¶ par.map(List.of(1), f) | [6]",
                "int k = 3; ¶ par.map(List.of(1, 2), x -> { int y = x * 2; var o = new Object() { int a = y + x; int f(int q) { return a * q + k; } class In { int g() { return a + y; } } In in() { return new In(); } }; return o.f(2) + o.in().g(); }) | [14, 25]",
                "par.map(List.of(1), x -> new Object() { int a = x; int outer() { return new Object() { int b = a + x; int inner() { return b + a; } }.inner(); } }.outer()) | [3]",
                "abstract class Abs { final int k; Abs(int k) { this.k = k; } abstract int go(); } ¶ int base = 5; ¶ par.map(List.of(1), x -> new Abs(x + base) { int more = x * 100; int go() { return k + more; } }.go()) | [106]",
                "par.map(List.of(1), x -> { enum E { A, B; E next() { return values()[(ordinal() + 1) % 2]; } } return E.values()[x].next().name(); }) | [A]",
                "par.map(List.of(1), x -> { interface I { int go(); default int twice() { return 2 * go(); } static I of(int n) { return () -> n; } } return I.of(x + 1).twice(); }) | [4]",
                "record Ac(int v, String s) { public int v() { return v * 2; } public String s() { return \"<\" + s + \">\"; } } var ac = new Ac(3, \"q\"); ¶ par.apply(() -> ac.v() + ac.s() + ac) | 6<q>Ac[v=3, s=q]",
                "record Nm(String s, List<Integer> l, int[] a) { public Nm { s = s.trim(); l = new LinkedList<>(l); a = a.clone(); } } ¶ par.map(List.of(new Nm(\" a \", List.of(1), new int[] {2})), n -> n.s() + n.l() + n.a()[0]) | [a[1]2]",
                "class Bx { final int v; Bx(int v) { this.v = v; } } record Wr(Bx b) { public Wr { b = new Bx(b.v); } } ¶ par.map(List.of(new Wr(new Bx(5))), w -> w.b().v) | [5]",
                "record Pr(boolean a, byte b, short c, char d, int e, long f, float g, double h, String i, Integer j, Object k) {} ¶ par.map(List.of(new Pr(true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, Double.NaN, null, 7, null)), r -> r) | [Pr[a=true, b=1, c=2, d=c, e=4, f=5, g=6.0, h=NaN, i=null, j=7, k=null]]",
                "class Mk { static int made = 0; int id; Mk() { id = ++made; } } var mk = new Mk(); ¶ par.map(List.of(mk), m -> m.id * 10 + Mk.made) | [11]",
                "class Mk { static int made = 0; Mk() { made++; } } ¶ par.map(List.of(1, 2), x -> new Mk()); ¶ Mk.made | 0",
                "class Once { static Once last; final String n; Once() { if (last != null) throw new IllegalStateException(\"second\"); last = this; n = \"one\"; } } var once = new Once(); ¶ par.map(List.of(once), o -> o.n) | [one]",
                "int as(int x) { assert x > 0; return x; } ¶ par.map(List.of(1), x -> as(x)) | [1]",
                "Function<Integer, Integer> al = x -> { assert x > 0 : \"neg\"; return x * 2; }; ¶ par.map(List.of(1), al::apply) | [2]",
                "class Dt extends Date { int k = 4; Dt(long t) { super(t); } } var dt = new Dt(1000); ¶ par.apply(() -> dt.getTime() + dt.k) | 1004",
                "class Bd extends BigDecimal { String unit; Bd(String v, String u) { super(v); unit = u; } } var bd = new Bd(\"12.5\", \"kg\"); ¶ par.apply(() -> bd.add(BigDecimal.ONE) + bd.unit) | 13.5kg",
                "class At extends java.util.concurrent.atomic.AtomicInteger { String n = \"a\"; At(int v) { super(v); } } var at = new At(21); ¶ par.apply(() -> at.get() + at.n) | 21a",
                "class Ml extends ArrayList<String> { static final List<Integer> L = new ArrayList<>(); int e = 3; } Ml.L.add(4); var ml = new Ml(); ml.add(\"m\"); ¶ par.apply(() -> ml + \"\" + ml.e + Ml.L) | [m]3[4]",
                "class Tt extends TimerTask { int x = 8; public void run() { x++; } } var tt = new Tt(); ¶ par.apply(() -> tt.x) | 8",
                "Object mark = new Object(); class Us { final Object lock = new Object(); Object same = lock; int n = 3; int get() { synchronized (lock) { return n; } } } var us = new Us(); var im = new IdentityHashMap<Object, Integer>(Map.of(mark, 5)); ¶ par.apply(() -> us.get() + \"\" + (us.same == us.lock) + im.get(mark)) | 3true5",
                "Consumer<Object> out = System.out::println; class Pr { final java.io.PrintStream err = System.err; } var pr = new Pr(); ¶ par.apply(() -> pr.err == System.err && out != null) | true",
                "par.map(List.of(1, 2), x -> IntStream.of(x, 9).summaryStatistics().getMax() + LongStream.of(x).summaryStatistics().getSum() + (long) DoubleStream.of(x, 9.5).summaryStatistics().getMin()) | [11, 13]",
                "var is = IntStream.of(1, 5).summaryStatistics(); ¶ par.map(List.of(1), x -> is).get(0).getSum() | 6",
                "var sj = new StringJoiner(\",\", \"[\", \"]\"); sj.add(\"a\").add(\"b\"); ¶ par.apply(() -> sj.toString()) | [a,b]",
                "var fm = java.time.format.DateTimeFormatter.ofPattern(\"EEE dd.MM.yyyy\", Locale.US); var day = java.time.LocalDate.of(2024, 2, 29); ¶ par.apply(() -> day.format(fm) + day.format(java.time.format.DateTimeFormatter.ISO_WEEK_DATE)) | Thu 29.02.20242024-W09-4",
                "Collector<String, StringJoiner, String> co = Collector.of(() -> new StringJoiner(\"+\"), StringJoiner::add, StringJoiner::merge, StringJoiner::toString); ¶ par.apply(() -> Stream.of(\"a\", \"b\").collect(co)) | a+b",
                "var wh = new WeakHashMap<String, Integer>(Map.of(\"k\", 1)); ¶ par.apply(() -> wh.get(\"k\")) | 1",
                "NavigableMap<Integer, String> nm = Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of(1, \"a\", 2, \"b\"))); NavigableSet<Integer> ns = Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(1, 2))); SequencedMap<Integer, String> sm = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nm)); SequencedSet<Integer> ss = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(List.of(2, 1))); ¶ par.apply(() -> nm.lastKey() + \"\" + ns.higher(1) + sm.lastEntry() + ss.getFirst()) | 222=b2",
                "Deque<Integer> dq = new ArrayDeque<>(List.of(1, 2)).reversed(); var ll = new LinkedList<>(List.of(1, 2)).reversed(); var lh = new LinkedHashSet<>(List.of(1, 2)).reversed(); Queue<Integer> cq = Collections.checkedQueue(new LinkedList<>(List.of(7)), Integer.class); ¶ par.apply(() -> dq.peekFirst() + \"\" + ll.getFirst() + lh.getFirst() + cq.peek()) | 2227",
                "java.util.concurrent.ConcurrentNavigableMap<Integer, String> dm = new java.util.concurrent.ConcurrentSkipListMap<>(Map.of(1, \"q\", 2, \"r\")).descendingMap(); ¶ par.apply(() -> dm.firstKey()) | 2",
                "class Fac { int k = 2; Function<Integer, Integer> f = n -> n <= 1 ? k : n * this.f.apply(n - 1); } var f = new Fac().f; ¶ par.map(List.of(3, 5), f::apply) | [12, 240]",
                "par.apply(() -> { record Acc(int n) { static int made = 0; Acc { made++; } } return new Acc(1).n() + Acc.made; }) | 2",
            })
    void cells_ofThisKind_giveWhatTheNotebookWould(String cells, String expected) {
        assertEquals(expected.strip(), String.valueOf(run(cells)));
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "record Gr(String s) { public Gr { s = s + \"!\"; } } var gr = new Gr(\"a\"); ¶ par.apply(() -> gr.s()) | constructor makes another value of the component 's'",
                "record Gr(int v) { public Gr { v++; } } ¶ par.map(List.of(1), x -> new Gr(x)) | constructor makes another value of the component 'v'",
                "Set<String> seen = new HashSet<>(); record Un(String k) { public Un { if (!seen.add(k)) throw new IllegalArgumentException(\"dup \" + k); } } var un = new Un(\"a\"); ¶ par.apply(() -> un.k()) | its constructor threw java.lang.IllegalArgumentException: dup a",
                "class Sw extends java.io.StringWriter { int n = 2; } var sw = new Sw(); ¶ par.apply(() -> sw.n) | extends java.io.StringWriter",
                "class Th extends Thread { int x = 3; } var th = new Th(); ¶ par.apply(() -> th.x) | 'th' (",
                "class Cl extends ClassLoader { int q = 1; } var cl = new Cl(); ¶ par.apply(() -> cl.q) | 'cl' (",
                "var ps = new java.io.PrintStream(new java.io.ByteArrayOutputStream()); ¶ par.run(() -> ps.println()) | 'ps' (",
                "class Ln { Ln next; } Ln head = null; for (int i = 0; i < 200_000; i++) { var l = new Ln(); l.next = head; head = l; } ¶ par.apply(() -> head.next == null) | nested too deeply",
            })
    void cells_whoseValuesWouldArriveChanged_areRefused(String cells, String why) {
        var e = assertThrows(ParException.class, () -> run(cells));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
