package partita.kernel.property;

import static partita.kernel.property.Kind.value;

import java.util.List;

/** Values that travel to a worker and back. */
final class ValueKinds {
    private ValueKinds() {}

    static final List<Kind> ALL = List.of(
            value(
                    "boxed numbers",
                    "",
                    "List.of((byte) @A, (short) (int) ~, 'c', 3L, 1.5f, Double.NaN, -0.0, true, Integer.MIN_VALUE)"),
            value("strings", "", "Arrays.asList(\"\", \"a\\0b\", \"\\ud83d\\ude00 é\", null, \"x\".repeat(~))"),
            value(
                    "big numbers",
                    "",
                    "List.of(BigInteger.TWO.pow(@A + 70), new BigDecimal(\"1.10\"), BigDecimal.ZERO, new BigInteger(\"-5\"))"),
            value(
                    "java.time",
                    "import java.time.*;",
                    "List.of(LocalDate.of(2026, 1, 1 + @A), Duration.ofSeconds(~), Instant.EPOCH, ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of(\"Europe/Paris\")), LocalTime.NOON, Period.ofDays(@B), Year.of(2026), DayOfWeek.MONDAY, OffsetDateTime.MIN, YearMonth.of(2026, 2))"),
            value(
                    "optionals",
                    "",
                    "List.of(Optional.empty(), Optional.of(@A), OptionalInt.of(~), OptionalLong.empty(), OptionalDouble.of(1.5), Optional.of(List.of(@B)))"),
            value(
                    "path, uri, url, uuid",
                    "",
                    "List.of(java.nio.file.Path.of(\"a\", \"b@A\"), java.net.URI.create(\"http://h/p?q=?\"), new UUID(@A, @B), new java.io.File(\"f\"), java.net.URI.create(\"x:y\"))"),
            value(
                    "locale, currency, charset, pattern",
                    "",
                    "List.of(Locale.FRENCH, Currency.getInstance(\"EUR\"), TimeZone.getTimeZone(\"UTC\"), new Date(@A), new SimpleDateFormat(\"yyyy\"))"),
            value(
                    "primitive arrays",
                    "",
                    "new Object[] {new int[] {@A, ~}, new long[0], new double[] {1.5}, new byte[] {1}, new char[] {'q'}, new boolean[] {true}, new float[] {2}, new short[] {3}}"),
            value(
                    "arrays of arrays and objects",
                    "",
                    "new Object[] {new int[][] {{1}, null, {@A}}, new String[] {\"a\", null}, new Object[0], new Integer[][] {{~}}, new List<?>[] {List.of(1)}}"),
            value(
                    "lists",
                    "",
                    "List.of(new ArrayList<>(List.of(@A)), new LinkedList<>(List.of(~)), Arrays.asList(1, null), List.of(), List.of(1, 2, 3), Collections.nCopies(2, \"q\"), new Vector<>(List.of(1)), new Stack<>(), new java.util.concurrent.CopyOnWriteArrayList<>(List.of(5)))"),
            value(
                    "list views",
                    "",
                    "List.of(new ArrayList<>(List.of(1, 2, 3)).subList(1, 3), Collections.unmodifiableList(new ArrayList<>(List.of(@A))), Collections.synchronizedList(new ArrayList<>(List.of(1))), List.of(1, 2).reversed(), new ArrayList<>(List.of(1, 2)).reversed(), List.of(1, 2, 3).subList(0, 2), Collections.emptyList(), Collections.singletonList(~), Stream.of(1, null).toList())"),
            value(
                    "sets",
                    "",
                    "List.of(new HashSet<>(List.of(@A)), new LinkedHashSet<>(List.of(3, 1, ~)), new TreeSet<>(List.of(5, 2)), Set.of(), Set.of(@B), Collections.unmodifiableSet(new TreeSet<>(List.of(4))), Collections.newSetFromMap(new LinkedHashMap<>()), Set.of(1, 2, 3), EnumSet.of(java.util.concurrent.TimeUnit.DAYS))"),
            value(
                    "maps",
                    "",
                    "List.of(new HashMap<>(Map.of(\"a\", @A)), new LinkedHashMap<>(Map.of(\"l\", ~)), new TreeMap<>(Map.of(\"t\", 1)), Map.of(), Map.of(1, 2), Map.of(1, 2, 3, 4), new java.util.concurrent.ConcurrentHashMap<>(Map.of(1, 1)), new IdentityHashMap<>(Map.of(\"i\", 1)), new Hashtable<>(Map.of(1, 1)), new java.util.concurrent.ConcurrentSkipListMap<>(Map.of(2, 2)), new WeakHashMap<>())"),
            value(
                    "map views",
                    "",
                    "List.of(new TreeMap<>(Map.of(\"a\", 1, \"b\", ~)).entrySet(), new TreeMap<>(Map.of(\"a\", 1)).keySet(), new LinkedHashMap<>(Map.of(\"a\", 2)).values(), new TreeMap<>(Map.of(1, 1, 5, 5)).headMap(3), Collections.unmodifiableMap(new TreeMap<>(Map.of(1, @A))), new TreeMap<>(Map.of(1, 1)).descendingMap(), new TreeSet<>(List.of(1, 2)).descendingSet(), Map.entry(\"k\", @A), new AbstractMap.SimpleEntry<>(1, 2))"),
            value(
                    "queues and deques",
                    "",
                    "List.of(new ArrayDeque<>(List.of(@A, ~)), new PriorityQueue<>(List.of(9, 1, 5)), new java.util.concurrent.LinkedBlockingQueue<>(List.of(1)), new java.util.concurrent.ConcurrentLinkedDeque<>(List.of(2)), new java.util.concurrent.ArrayBlockingQueue<>(3, false, List.of(7)))"),
            value(
                    "sorted with the notebook's comparator",
                    "",
                    "List.of(new TreeSet<>(ordered#(~ % 2 == 0)), ordered#(true), new TreeMap<>(Map.of(1, \"x\")))¶TreeSet<Integer> ordered#(boolean down) { var s = new TreeSet<Integer>((a, b) -> down ? b - a : a - b); s.addAll(List.of(1, @A + 2, @B + 20)); return s; }"),
            value(
                    "atomics, bits, builders, random",
                    "",
                    "List.of(new java.util.concurrent.atomic.AtomicInteger(@A), new java.util.concurrent.atomic.AtomicReference<>(List.of(~)), BitSet.valueOf(new long[] {@B}), new StringBuilder(\"sb\"), new java.util.concurrent.atomic.AtomicLong(4), new java.util.concurrent.atomic.AtomicIntegerArray(new int[] {1}))"),
            value(
                    "classes and enums of the JDK",
                    "",
                    "List.of(String.class, int.class, int[][].class, java.util.concurrent.TimeUnit.SECONDS, Thread.State.NEW, Map.Entry.class, void.class)"),
            value("record", "record R#(int a, String b, List<Integer> c) {}", "new R#(~, \"b@A\", List.of(@B))"),
            value(
                    "generic and nested records",
                    "record Pr#<A, B>(A a, B b) {}",
                    "new Pr#<>(new Pr#<>(~, null), new Pr#<>(new int[] {@A}, Map.of(\"k\", new Pr#<>(1, 2))))"),
            value(
                    "enum of the notebook",
                    "enum E# { A, B { int v() { return 2; } }; int v() { return 1; } }",
                    "List.of(E#.A, E#.B, new EnumMap<>(Map.of(E#.B, ~)), EnumSet.of(E#.A), Map.of(E#.A, @A))"),
            value(
                    "object with private and inherited fields",
                    "class Ba# { private int p = @A; protected String q = null; }¶class De# extends Ba# { private int p = 2; final long[] f = {@B}; De#(int x) { p = x; } }",
                    "new De#(~)"),
            value(
                    "linked objects in a cycle",
                    "class Nd# { int v; Nd# next; List<Nd#> all = new ArrayList<>(); }¶Nd# ring#(int n) { var first = new Nd#(); var last = first; for (int i = 1; i < 4; i++) { var m = new Nd#(); m.v = i * n; last.next = m; last = m; } last.next = first; first.all.add(first); first.all.add(last); return first; }",
                    "ring#(~)"),
            value(
                    "shared parts",
                    "class Sp# { int n = @A; }",
                    "shared#(~)¶List<Object> shared#(int x) { var s = new Sp#(); s.n = x; var l = new ArrayList<Object>(); l.add(s); l.add(s); l.add(new Object[] {s, l}); l.add(new Sp#()); return l; }"),
            value(
                    "list that holds itself",
                    "",
                    "self#(~)¶Object self#(int x) { List<Object> l = new ArrayList<>(); l.add(x); l.add(l); Map<String, Object> m = new HashMap<>(); m.put(\"m\", m); l.add(m); Object[] a = {1, null}; a[1] = a; l.add(a); return l; }"),
            value(
                    "object that extends a collection",
                    "class Ml# extends ArrayList<Integer> { String tag = \"t\"; }¶class Mm# extends HashMap<String, Integer> { int extra = @A; }",
                    "both#(~)¶Object both#(int x) { var l = new Ml#(); l.add(x); l.tag = \"u\"; var m = new Mm#(); m.put(\"k\", x); m.extra = @B; return List.of(l, m); }"),
            value(
                    "object with own equals in sets and maps",
                    "class Ky# { int k; Ky#(int k) { this.k = k; } public int hashCode() { return k; } public boolean equals(Object o) { return o instanceof Ky# q && q.k == k; } }",
                    "List.of(Map.of(new Ky#(~), \"one\"), Set.of(new Ky#(@A)), new HashMap<>(Map.of(new Ky#(1), new Ky#(2))))"),
            value(
                    "exceptions as values",
                    "class Ex# extends Exception { int code = @A; List<String> notes = new ArrayList<>(); Ex#(String m, Throwable c) { super(m, c); } }",
                    "thrown#(~)¶Object thrown#(int x) { var e = new Ex#(\"m\" + x, new IllegalStateException(\"in\", new java.io.IOException(\"deep\"))); e.notes.add(\"n\"); e.addSuppressed(new RuntimeException(\"sup\")); return e; }"),
            value(
                    "inner and anonymous objects",
                    "class Ou# { int base = @A; class In { int own; } In in(int x) { var i = new In(); i.own = x; return i; } }¶interface An# { int a(); }",
                    "List.of(new Ou#().in(~), anon#(~))¶An# anon#(int x) { int y = x + @B; return new An#() { int z = y; public int a() { return y + z; } }; }"),
            value(
                    "generic class",
                    "class Bx#<T> { T v; Map<String, List<T>> m = new TreeMap<>(); Bx#(T v) { this.v = v; m.put(\"k\", Arrays.asList(v, null)); } }",
                    "new Bx#<>(new Bx#<>(~))"),
            value(
                    "sealed hierarchy",
                    "sealed interface Sh# permits Ci#, No# {}¶record Ci#(int r) implements Sh# {}¶final class No# implements Sh# { int n = @A; }",
                    "List.of(new Ci#(~), new No#())"),
            value(
                    "lambda in a value",
                    "record Jb#(String n, IntUnaryOperator f) { int go(int x) { return f.applyAsInt(x); } }",
                    "(Object) new Jb#(\"a\", v -> v + ~).go(@A)"),
            value(
                    "returned lambdas",
                    "int ap#(int x) { return x * @A; }",
                    "applied#(new Object[] {(IntUnaryOperator) v -> ap#(v) + ~, (IntUnaryOperator) Math::abs})¶Object applied#(Object[] fs) { return fs.length + ((IntUnaryOperator) fs[0]).applyAsInt(@B); }"),
            value(
                    "null and empty",
                    "",
                    "Arrays.asList(null, new Object[0], List.of(), \"\", Map.of(), Optional.empty())"));
}
