package partita.kernel.property;

import static partita.kernel.property.Kind.code;
import static partita.kernel.property.Kind.variable;

import java.util.List;

/** Methods, plain variables and imports. */
final class CodeKinds {
    private CodeKinds() {}

    static final List<Kind> ALL = List.of(
            code("method", "int m#(int x) { return «x» * @A + @B; }‖long m#(int x) { return «x» - @A; }", "m#(~)"),
            code("static method with modifiers", "public static int m#(final int x) { return «x» + @A; }", "m#(~)"),
            code(
                    "forward reference",
                    "int m#(int x) { return later#(x) + @A; }¶int later#(int x) { return «x» - @B; }",
                    "m#(~)"),
            code("recursion", "int m#(int n) { return n <= 0 ? @A : 1 + m#(n - 1); }", "m#(Math.abs(~) % 20)"),
            code(
                    "mutual recursion",
                    "boolean even#(int n) { return n == 0 || odd#(n - 1); }¶boolean odd#(int n) { return n != 0 && even#(n - 1); }",
                    "(even#(Math.abs(~) % 30) ? @A : @B)"),
            code(
                    "varargs",
                    "int m#(int... xs) { int s = @A; for (int x : xs) s += «x»; return s; }",
                    "(m#() + m#(~) + m#(~, @B))"),
            code(
                    "varargs of objects",
                    "String m#(String f, Object... xs) { return f + xs.length + Arrays.toString(xs); }",
                    "m#(\"@A\", ~, null).length()"),
            code(
                    "generic method",
                    "<T extends Comparable<T>> T max#(List<? extends T> l) { T best = l.get(0); for (T t : l) if (t.compareTo(best) > 0) best = t; return best; }",
                    "max#(List.of(~, @A, «@B»))"),
            code(
                    "overloaded methods",
                    "int m#(int x) { return x + @A; }¶int m#(String s) { return s.length() + @B; }¶int m#(Object o) { return -1; }¶int m#(long l) { return 7; }",
                    "(m#(~) + m#(\"s\" + ~) + m#(2.0) + m#(4L))"),
            code(
                    "method with every primitive",
                    "double m#(byte b, short s, char c, long l, float f, double d, boolean z) { return b + s + c + l + f + d + (z ? 1 : 0); }",
                    "(int) m#((byte) @A, (short) 2, 'c', ~, 1.5f, 2.5, true)"),
            code(
                    "loops, labels, switch",
                    "int m#(int n) { int s = 0; outer: for (int i = 0; i < Math.abs(n) % 7; i++) { int j = 0; while (true) { if (++j > 3) continue outer; if (i == 5) break outer; switch (j) { case 1: s += @A; case 2: s += i; break; default: s--; } } } do { s++; } while (s < @B); return s; }",
                    "m#(~)"),
            code(
                    "switch over strings and patterns",
                    "int m#(Object o) { return switch (o) { case Integer i when i > @A -> i; case Integer i -> -i; case String s -> switch (s) { case \"a@B\" -> 1; case \"bb\" -> 2; default -> s.length(); }; case null -> 9; default -> 0; }; }",
                    "(m#(~) + m#(\"a@B\") + m#(\"zzz\") + m#(null) + m#(2L))"),
            code(
                    "try, catch, finally, resources",
                    "class Res# implements AutoCloseable { static String log = \"\"; String n; Res#(String n) { this.n = n; } public void close() { n = null; } }¶int m#(int x) { int s = 0; try (var r = new Res#(\"a\"); var q = new Res#(\"b\")) { s += r.n.length() + q.n.length(); if (x % 2 == 0) throw new IllegalStateException(\"e\" + «x»); return s; } catch (IllegalStateException | ArithmeticException e) { return e.getMessage().length() + @A; } finally { s = 0; } }",
                    "m#(~)"),
            code(
                    "string building and text blocks",
                    "String m#(int x) { return \"\"\"\n  text \\\n  block %d\n    \"q\" \\t\n  \"\"\".formatted(«x») + x + 'c' + 1.5 + null + @A; }",
                    "(m#(~).hashCode() % 997)"),
            code(
                    "throws what it says",
                    "int m#(int x) throws Exception { if (x % 5 == @A % 5) throw new java.io.IOException(\"no \" + x); return «x»; }",
                    "safe#(~)¶int safe#(int x) { try { return m#(x); } catch (Exception e) { return e.getMessage().length(); } }"),
            code(
                    "nested generics",
                    "Map<String, List<Map<Integer, int[]>>> m#(int x) { return Map.of(\"k\", List.of(Map.of(x, new int[] {x, @A}))); }",
                    "m#(~).get(\"k\").get(0).get(~)[1]"),
            code(
                    "synchronized and local variables",
                    "int m#(int x) { Object o = new Object(); synchronized (o) { var l = new ArrayList<Integer>(); for (var i = 0; i < 3; i++) l.add(i + «x»); l.removeIf(i -> i % 2 == @A % 2); return l.size(); } }",
                    "m#(~)"),
            code(
                    "arrays in code",
                    "int m#(int x) { int[][] g = new int[2][3]; g[1][2] = x; var copy = g.clone(); Object[] os = new String[] {\"a\"}; long[] l = {1, 2, @A}; return copy[1][2] + os.length + (int) l[2] + g[0].length; }",
                    "m#(~)"),
            code(
                    "class literals and instanceof",
                    "int m#(Object o) { return o instanceof Integer i && i > @A ? i : o.getClass() == Integer.class ? int[].class.getName().length() : 0; }",
                    "m#(~)"),
            variable("int variable", "int v# = @A;‖v# += @B;", "(v# + «~»)"),
            variable("final variable", "final int v# = @A * 3;", "(v# - ~)"),
            variable("var variable", "var v# = «@A» + 1;", "(v# + ~)"),
            variable(
                    "variables of all primitives",
                    "byte b# = (byte) @A; short s# = 2; char c# = 'x'; long l# = @B; float f# = 1.5f; double d# = 2.25; boolean z# = true;",
                    "(int) (b# + s# + c# + l# + f# + d# + (z# ? ~ : 0))"),
            variable(
                    "boxed variables and null",
                    "Integer i# = @A; Long l# = null; Character c# = 'q'; Boolean z# = @A > 3; String n# = null;",
                    "(i# + (l# == null ? ~ : 1) + c# + (z# ? 1 : 0) + (n# == null ? 1 : 0))"),
            variable("String variable", "String v# = \"a\\u00e9\\ud83d\\ude00@A\";", "(v# + ~).length()"),
            variable("assigned again", "int v# = 1;¶v# = @A + «@B»;", "(v# * 2 + ~)"),
            variable(
                    "changed in place",
                    "List<Integer> v# = new ArrayList<>();¶v#.add(@A); v#.add(@B);¶v#.set(0, «1»);‖v#.add(@A);",
                    "(v#.stream().mapToInt(i -> i).sum() + ~)"),
            variable(
                    "array changed in place",
                    "int[] v# = {1, 2, 3}; double[][] w# = new double[2][2];¶v#[@A % 3] = 50; w#[1][0] = @B;‖w#[1][0]++; v#[0] = @B;",
                    "(v#[0] + v#[@A % 3] + (int) w#[1][0] + ~)"),
            variable("variable without initialiser", "int v#; String w#;‖w# = \"s@A\";", "(v# + (w# == null ? ~ : 0))"),
            variable("several variables of one line", "int a# = @A, b# = a# + 1, c#[] = {3};", "(a# + b# + c#[0] + ~)"),
            variable("result of an expression", "int tmp#(int x) { return x * 2; }¶var r# = tmp#(@A);", "(r# + ~)"),
            variable(
                    "import",
                    "import java.util.concurrent.atomic.AtomicLong;¶AtomicLong v# = new AtomicLong(@A);‖v#.addAndGet(@B);",
                    "(int) (v#.get() + ~)"),
            variable(
                    "static import",
                    "import static java.lang.Math.max;¶import static java.lang.Integer.*;¶int v# = max(@A, 3);",
                    "(max(~, v#) + bitCount(7))"),
            variable(
                    "nested class import",
                    "import java.util.Map.Entry;¶Entry<String, Integer> v# = Map.entry(\"a\", @A);",
                    "(v#.getValue() + ~)"),
            variable(
                    "big array",
                    "double[] big# = new double[200_000];¶big#[7] = @A;‖big#[150_000] += @B; big#[199_999] = 1;",
                    "(int) (big#[7] + big#[150_000] + big#[199_999] + ~)"),
            variable(
                    "big list and map",
                    "List<Integer> bl# = new ArrayList<>(); Map<Integer, String> bm# = new HashMap<>();¶for (int i = 0; i < 5_000; i++) { bl#.add(i); bm#.put(i, \"v\" + i); }‖bl#.set(2_500, @A * 1_000); bm#.put(17, \"other@B\");",
                    "(bl#.get(2_500) + bm#.get(17).length() + ~)"),
            variable(
                    "one array in two variables",
                    "int[] a# = {@A, 2}; int[][] b# = {a#, a#};‖a#[0] += @B;",
                    "(a#[0] + b#[1][0] + (b#[0] == b#[1] ? 1 : 0) + (b#[0] == a# ? 2 : 0) + ~)"),
            variable(
                    "nested mutable values",
                    "record Wr#(int[] a, List<Map<String, int[]>> l) {}¶var w# = new Wr#(new int[] {@A}, new ArrayList<>(List.of(new HashMap<>(Map.of(\"k\", new int[] {@B})))));‖w#.a()[0]++;¶w#.l().get(0).get(\"k\")[0] += 5;",
                    "(w#.a()[0] + w#.l().get(0).get(\"k\")[0] + ~)"),
            variable(
                    "variable of another type when declared again",
                    "int v# = @A; int m#(int x) { return (int) v# + x; }‖long v# = 40L + @B;",
                    "(m#(~) + 1)"),
            variable(
                    "builders, buffers and bits",
                    "var sb# = new StringBuilder(\"a\"); var bs# = new BitSet(); var ai# = new java.util.concurrent.atomic.AtomicInteger(@A);‖sb#.append(\"@B\"); bs#.set(@A); ai#.incrementAndGet();",
                    "(sb#.length() + bs#.cardinality() + ai#.get() + ~)"),
            variable(
                    "views of mutable collections",
                    "List<Integer> base# = new ArrayList<>(List.of(1, 2, @A)); var view# = Collections.unmodifiableList(base#); var sub# = base#.subList(0, 2); var lo# = Arrays.asList(5, @B);‖base#.set(1, @B); lo#.set(0, 9);",
                    "(view#.get(1) + sub#.get(1) + lo#.get(0) + ~)"),
            variable(
                    "in-cell loop and statements",
                    "int v# = 0;¶for (int i = 0; i < 4; i++) { v# += i * @A; }¶if (v# > 10) v# -= 10;",
                    "(v# + ~)"));
}
