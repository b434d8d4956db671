package partita.kernel.property;

import static partita.kernel.property.Kind.code;
import static partita.kernel.property.Kind.variable;

import java.util.List;

/** Classes, records, enums and interfaces. */
final class ClassKinds {
    private ClassKinds() {}

    static final List<Kind> ALL = List.of(
            code(
                    "class",
                    "class C# { int a; C#(int a) { this.a = a; } int go(int x) { return «x» + a; } }‖class C# { int a; long more = 2; C#(int a) { this.a = a; } int go(int x) { return helper(x) + a; } int helper(int x) { return «x» * 2; } }",
                    "new C#(@A).go(~)"),
            code(
                    "record",
                    "record R#(int a, String b) { public R# { if (a < -1_000_000) throw new IllegalArgumentException(); } int len() { return b.length() + «a»; } static R# of(int x) { return new R#(x, \"q@A\"); } }‖record R#(int a, long extra, String b) { int len() { return (int) extra + b.length(); } static R# of(int x) { return new R#(x, @B, \"other\"); } }",
                    "(R#.of(~).len() + R#.of(~).hashCode() % 100)"),
            code(
                    "generic record",
                    "record Pair#<A, B>(A a, B b) { <C> Pair#<C, B> with(C c) { return new Pair#<>(c, b); } }",
                    "new Pair#<>(\"x\", ~).with(@A).b()"),
            code(
                    "record pattern",
                    "record P#(int x, int y) {}¶record L#(P# a, Object b) {}¶int m#(Object o) { return o instanceof L#(P#(var x, int y), P# q) ? x + y + q.x() : o instanceof L#(var a, var b) ? -1 : @A; }",
                    "(m#(new L#(new P#(~, 1), new P#(@B, 2))) + m#(new L#(null, \"s\")) + m#(3))"),
            code(
                    "enum",
                    "enum E# { LOW, MID, HIGH }¶int m#(E# e) { return switch (e) { case LOW -> @A; case MID -> @B; case HIGH -> 100; }; }‖enum E# { NEW, LOW, MID, HIGH }¶int m#(E# e) { return switch (e) { case NEW -> 7; case LOW -> @A; case MID -> @B; case HIGH -> 100; }; }",
                    "m#(E#.values()[Math.abs(~) % 3])"),
            code(
                    "enum with fields and methods",
                    "enum E# { ADD(\"+\") { int go(int a, int b) { return a + «b»; } }, MUL(\"*\") { int go(int a, int b) { return a * b; } }; final String s; E#(String s) { this.s = s; } abstract int go(int a, int b); }",
                    "(E#.valueOf(\"ADD\").go(~, @A) + E#.MUL.go(~, @B) + E#.ADD.s.length())"),
            code(
                    "enum with interface and map",
                    "interface N# { int n(); }¶enum E# implements N# { A, B; static final Map<String, E#> BY = new HashMap<>(); static { for (var e : values()) BY.put(e.name().toLowerCase(), e); } public int n() { return ordinal() + @A; } }",
                    "(E#.BY.get(\"b\").n() + ~)"),
            code(
                    "switch statement over an enum",
                    "enum E# { A, B, C }¶int m#(E# e) { switch (e) { case A: return @A; case B: return @B; default: return -1; } }",
                    "(m#(E#.values()[Math.abs(~) % 3]) + new EnumMap<>(Map.of(E#.A, 1)).size())"),
            code(
                    "sealed hierarchy",
                    "sealed interface S# permits Ci#, Sq# {}¶record Ci#(int r) implements S# {}¶record Sq#(int s) implements S# {}¶int area#(S# s) { return switch (s) { case Ci# c -> c.r() * 3; case Sq#(int q) -> q * q + «q»; }; }",
                    "(area#(new Ci#(~)) + area#(new Sq#(@A)))"),
            code(
                    "sealed abstract class",
                    "sealed abstract class X# permits Y#, Z# { abstract int v(); int w() { return v() + @A; } }¶final class Y# extends X# { int v() { return 1; } }¶non-sealed class Z# extends X# { int v() { return 2; } }¶class ZZ# extends Z# { int v() { return super.v() * 5; } }",
                    "(new Y#().w() + new ZZ#().w() + ~)"),
            code(
                    "abstract class and override",
                    "abstract class A# { int k; A#(int k) { this.k = k; init(); } void init() {} abstract int go(int x); final int twice(int x) { return go(go(x)); } }¶class B# extends A# { int extra; B#() { super(@A); extra = 1; } void init() { k++; } int go(int x) { return «x» + k + extra; } }",
                    "new B#().twice(~)"),
            code(
                    "interface with static, private and default methods",
                    "interface I# { int base(); private int secret() { return base() + @A; } default int open() { return secret() * 2; } static int st(int x) { return hidden(x) + @B; } private static int hidden(int x) { return x + 1; } }¶class Im# implements I# { public int base() { return «3»; } }",
                    "(new Im#().open() + I#.st(~))"),
            code(
                    "two interfaces with the same default",
                    "interface X# { default int hi() { return @A; } }¶interface Y# { default int hi() { return @B; } }¶class Z# implements X#, Y# { public int hi() { return X#.super.hi() - Y#.super.hi(); } }",
                    "(new Z#().hi() + ~)"),
            code(
                    "constants of an interface",
                    "interface K# { int N = @A; int[] T = {1, @B}; String S = \"s\".repeat(@A); }",
                    "(K#.N + K#.T[1] + K#.S.length() + ~)"),
            code(
                    "inner class",
                    "class O# { int base = @A; class In { int own = @B; int go(int x) { return base + own + «x»; } class Deep { int all() { return base * own; } } } In in() { return new In(); } In.Deep deep() { return new In().new Deep(); } }",
                    "(new O#().in().go(~) + new O#().deep().all())"),
            code(
                    "static nested class",
                    "class O# { private static int hid = @A; static class N { private int p = @B; int go(int x) { return hid + p + x; } } int peek() { return new N().p; } record Rec(int q) {} enum En { P, Q } interface If { int f(); } }",
                    "(new O#.N().go(~) + new O#().peek() + new O#.Rec(3).q() + O#.En.Q.ordinal())"),
            code(
                    "anonymous class",
                    "interface Sh# { int a(); default int b() { return a() + 1; } }¶int m#(int x) { var s = new Sh#() { int k = @A; public int a() { return k + «x»; } int more() { return k; } }; return s.b() + s.more(); }",
                    "m#(~)"),
            code(
                    "local class that captures",
                    "int m#(int x) { int y = x + @A; class Loc { int z = y; int go() { return z + y + «x»; } } return new Loc().go(); }",
                    "m#(~)"),
            code(
                    "generic class",
                    "class Box#<T extends Comparable<T>> { private final List<T> all = new ArrayList<>(); Box#<T> add(T t) { all.add(t); return this; } T max() { return Collections.max(all); } static <U extends Comparable<U>> Box#<U> of(U u) { return new Box#<U>().add(u); } }",
                    "Box#.of(~).add(@A).max()"),
            code(
                    "generic class with bridge",
                    "interface Tr#<A, B> { B go(A a); }¶class Str# implements Tr#<String, Integer>, Comparable<Str#> { public Integer go(String s) { return s.length() + @A; } public int compareTo(Str# o) { return 0; } }¶int ap#(Tr#<String, Integer> t, String s) { return t.go(s); }",
                    "(ap#(new Str#(), \"ab\" + ~) + new Str#().compareTo(new Str#()))"),
            code(
                    "linked nodes",
                    "class Node#<T> { T v; Node#<T> next; Node#(T v) { this.v = v; } }¶int len#(Node#<?> n) { int c = 0; for (var m = n; m != null; m = m.next) c++; return c; }¶int m#(int x) { var a = new Node#<>(x); a.next = new Node#<>(@A); a.next.next = new Node#<>(@B); return len#(a) + a.next.v; }",
                    "m#(~)"),
            code(
                    "exception class",
                    "class Bad# extends RuntimeException { final int code; Bad#(String m, int code, Throwable cause) { super(m, cause); this.code = code; } }¶int m#(int x) { try { throw new Bad#(\"m\" + x, @A, new IllegalStateException(\"in\")); } catch (Bad# e) { return e.code + e.getMessage().length() + e.getCause().getMessage().length(); } }",
                    "m#(~)"),
            code(
                    "iterable class",
                    "class Rng# implements Iterable<Integer> { int n; Rng#(int n) { this.n = n; } public Iterator<Integer> iterator() { return new Iterator<>() { int i = 0; public boolean hasNext() { return i < n; } public Integer next() { return i++; } }; } }¶int m#(int x) { int s = 0; for (int i : new Rng#(@A)) s += i + x; return s; }",
                    "m#(~)"),
            code(
                    "instance and static initialisers",
                    "class In# { static final int S; static { int t = 0; for (int i = 0; i < @A; i++) t += i; S = t; } final int f; { f = S + @B; } int go(int x) { return f + «x»; } }",
                    "new In#().go(~)"),
            code(
                    "static field read",
                    "class St# { static int n = @A; static final int K = @B; static final String T = \"t\" + K; static int next(int x) { return n + K + T.length() + x; } }",
                    "St#.next(~)"),
            code(
                    "annotation and nested annotations",
                    "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Note# { int v() default @A; String[] s() default {}; }¶@Note#(v = @B) class Ann# { int go() { return getClass().getAnnotation(Note#.class).v() + Note#.class.getDeclaredMethods().length; } }",
                    "(new Ann#().go() + ~)"),
            code(
                    "one-line cell of many snippets",
                    "class Na#<T> { T v; Na#<T> next; Na#(T v) { this.v = v; } } record Ra#(int a) {} enum Ea# { A, B } int ma#(int x) { return new Na#<>(x).v + new Ra#(@A).a() + Ea#.B.ordinal(); }",
                    "ma#(~)"),
            variable(
                    "mutated static field",
                    "class St# { static int n = 1; static List<Integer> l = new ArrayList<>(); static long[] a = {1, 2}; private static String p = \"p\"; static void set(int x) { p = p + x; } static int get() { return p.length(); } }¶St#.n = @A; St#.l.add(@B); St#.a[1] = 9;¶St#.set(@A);‖St#.n++;¶St#.l.set(0, @A); St#.a[1] = @B; St#.set(@B);",
                    "(St#.n + St#.l.get(0) + (int) St#.a[1] + St#.get() + ~)"),
            variable(
                    "mutated static final object",
                    "class Fi# { static final Map<String, Integer> M = new TreeMap<>(); static final int[] T = {1, 2, 3}; private static final StringBuilder B = new StringBuilder(\"b\"); static void grow() { B.append(\"x\"); } static int len() { return B.length(); } }¶Fi#.M.put(\"k\", @A); Fi#.T[0] = @B; Fi#.grow(); Fi#.grow();‖Fi#.M.put(\"k\", @A);¶Fi#.grow();",
                    "(Fi#.M.get(\"k\") + Fi#.T[0] + Fi#.len() + ~)"),
            variable(
                    "mutated interface constant",
                    "interface Ko# { List<Integer> L = new ArrayList<>(); int[] T = {1, 2}; }¶Ko#.L.add(@A); Ko#.T[1] = @B;‖Ko#.L.set(0, @B); Ko#.T[1]++;",
                    "(Ko#.L.size() + Ko#.L.get(0) + Ko#.T[1] + ~)"),
            variable(
                    "mutated enum constant",
                    "enum Cn# { A, B; int hits = 0; final List<String> seen = new ArrayList<>(); static int total = 0; }¶Cn#.A.hits = @A; Cn#.B.seen.add(\"s@B\"); Cn#.total = 5;‖Cn#.A.hits++; Cn#.B.seen.add(\"t\"); Cn#.total = @A;",
                    "(Cn#.A.hits + Cn#.B.seen.size() + Cn#.total + ~)"),
            variable(
                    "static field of a nested class",
                    "class Ou# { static class Ne { static int n = 0; } record Re(int a) { static List<Integer> all = new ArrayList<>(); } }¶Ou#.Ne.n = @A; Ou#.Re.all.add(@B);‖Ou#.Ne.n++;",
                    "(Ou#.Ne.n + Ou#.Re.all.get(0) + ~)"),
            variable(
                    "static field that holds a lambda or class",
                    "class Sl# { static IntUnaryOperator op = x -> x; static Class<?> type = String.class; static Object[] mix = {}; }¶Sl#.op = x -> «x» + @A; Sl#.mix = new Object[] {1, \"two\", new int[] {@B}};‖((int[]) Sl#.mix[2])[0]++; Sl#.type = Integer.class;",
                    "(Sl#.op.applyAsInt(~) + Sl#.type.getSimpleName().length() + ((int[]) Sl#.mix[2])[0])"),
            variable(
                    "lazy static and singleton",
                    "class Sg# { private static Sg# one; int n; static Sg# get() { if (one == null) { one = new Sg#(); one.n = @A; } return one; } }¶Sg#.get().n += @B;‖Sg#.get().n *= 2;",
                    "(Sg#.get().n + ~)"),
            variable(
                    "object variable with identity",
                    "class Id# { int n = @A; }¶var a# = new Id#(); var b# = a#; List<Id#> l# = new ArrayList<>(List.of(a#, b#, new Id#())); a#.n = @B;‖b#.n += 3;¶l#.set(2, a#);",
                    "((a# == b# ? 1 : 0) + (l#.get(0) == a# ? 2 : 0) + (l#.get(1) == l#.get(2) ? 4 : 0) + l#.get(1).n + ~)"),
            variable(
                    "anonymous object variable",
                    "var o# = new Object() { int a = @A; int twice(int x) { return (a + x) * 2; } };‖o#.a++;",
                    "o#.twice(~)"),
            variable(
                    "subclass in a variable of its supertype",
                    "class Ba# { int n = 1; int v() { return n; } }¶class De# extends Ba# { int n = @A; int v() { return n * 10 + super.n; } }¶Ba# d# = new De#();",
                    "(d#.v() + ~)"),
            variable(
                    "inner object variable",
                    "class Ot# { int base = @A; class In { int get() { return base; } } In in() { return new In(); } }¶var ot# = new Ot#(); var in# = ot#.in();‖ot#.base = @B;",
                    "(in#.get() + ~)"));
}
