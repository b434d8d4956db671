package partita.kernel.property;

import static partita.kernel.property.Kind.variable;

import java.util.List;

/** Lambdas and method references of every kind. */
final class LambdaKinds {
    private LambdaKinds() {}

    static final List<Kind> ALL = List.of(
            variable("Function variable", "Function<Integer, Integer> f# = x -> «x» * @A + @B;", "f#.apply(~)"),
            variable("Supplier variable", "Supplier<Integer> f# = () -> «@A» + @B;", "(f#.get() + ~)"),
            variable(
                    "Runnable variable",
                    "int[] hit# = {@A, 0};\nRunnable f# = () -> { if (hit#[1] < 0) throw new IllegalStateException(); };‖hit#[0] = -hit#[0];",
                    "run#(~)¶int run#(int x) { f#.run(); return x + @B; }"),
            variable(
                    "Comparator variable",
                    "Comparator<Integer> f# = (a, b) -> Integer.compare(b % (@A + 1), a % (@A + 1));",
                    "f#.compare(~, @B)"),
            variable(
                    "primitive functional interface",
                    "IntUnaryOperator f# = x -> «x» - @A; ToIntFunction<String> g# = s -> s.length() + @B;",
                    "f#.applyAsInt(g#.applyAsInt(\"q\" + ~))"),
            variable(
                    "static method reference",
                    "ToIntFunction<String> f# = Integer::parseInt;",
                    "f#.applyAsInt(\"@A\" + Math.abs(~))"),
            variable(
                    "static reference to a notebook method",
                    "int m#(int x) { return «x» + @A; }¶IntUnaryOperator v#() { return x -> m#(x) * @B; }¶IntUnaryOperator f# = v#();",
                    "f#.applyAsInt(~)"),
            variable(
                    "bound method reference",
                    "UnaryOperator<String> f# = \"a@A\"::concat;",
                    "(f#.apply(\"z\" + ~).hashCode() % 1000)"),
            variable(
                    "bound reference to a notebook object",
                    "class C# { int add; C#(int add) { this.add = add; } int plus(int x) { return «x» + add; } }¶var o# = new C#(@A); IntUnaryOperator f# = o#::plus;",
                    "f#.applyAsInt(~)"),
            variable(
                    "unbound method reference",
                    "Function<String, Integer> f# = String::length; BiFunction<String, Integer, Character> g# = String::charAt;",
                    "(f#.apply(\"abc\" + ~) + g#.apply(\"pqr\", @A % 3))"),
            variable(
                    "constructor reference",
                    "record R#(int a) {}¶IntFunction<R#> f# = R#::new;",
                    "(f#.apply(~ + @A).a() + f#.apply(@B).hashCode())"),
            variable(
                    "generic constructor reference",
                    "Supplier<ArrayList<Integer>> f# = ArrayList::new; Function<Collection<Integer>, TreeSet<Integer>> g# = TreeSet::new;",
                    "(f#.get().size() + g#.apply(List.of(~, 1000)).last())"),
            variable(
                    "array constructor reference",
                    "IntFunction<int[][]> f# = int[][]::new; Function<Integer, String[]> g# = String[]::new;",
                    "(f#.apply(@A + 1).length + g#.apply(@B).length + ~)"),
            variable(
                    "nested lambda",
                    "Function<Integer, Function<Integer, Function<Integer, Integer>>> f# = a -> b -> c -> «a» + b * @A - c;",
                    "f#.apply(~).apply(@A).apply(@B)"),
            variable(
                    "returned lambda",
                    "IntUnaryOperator make#(int k) { int twice = k * 2; return x -> «x» + twice + k; }¶IntUnaryOperator f# = make#(@A);",
                    "(f#.applyAsInt(~) + make#(@B).applyAsInt(1))"),
            variable(
                    "collector of the JDK's",
                    "Collector<Integer, ?, Map<Integer, List<Integer>>> f# = Collectors.groupingBy(x -> x % 2, TreeMap::new, Collectors.mapping(x -> «x» * @A, Collectors.toList()));",
                    "Stream.of(~, @B).collect(f#).hashCode()"),
            variable(
                    "predicate of a pattern",
                    "Predicate<String> f# = Pattern.compile(\"[0@A]\").asPredicate().negate();",
                    "(f#.test(\"q\" + ~) ? 1 : 2)"),
            variable(
                    "lambdas in a list",
                    "List<IntUnaryOperator> f# = List.of(x -> x + @A, x -> «x» * 2, Math::abs);",
                    "f#.stream().mapToInt(g -> g.applyAsInt(~)).sum()"),
            variable(
                    "lambdas in a map",
                    "Map<String, Function<Integer, Integer>> f# = new TreeMap<>(Map.of(\"a\", x -> x + @A, \"b\", x -> «x» * @B));‖f#.put(\"a\", x -> x * 7);",
                    "f#.values().stream().mapToInt(g -> g.apply(~)).sum()"),
            variable(
                    "lambda in a field",
                    "class H# { Function<Integer, Integer> f = x -> «x» + @A; static IntUnaryOperator s = x -> x * @B; }¶var h# = new H#();‖h#.f = x -> x - @B; H#.s = x -> -x;",
                    "(h#.f.apply(~) + H#.s.applyAsInt(1))"),
            variable(
                    "lambda in a record",
                    "record J#(String n, IntUnaryOperator f) {}¶var j# = new J#(\"j\", x -> «x» - @A);",
                    "j#.f().applyAsInt(~)"),
            variable(
                    "lambda capturing this",
                    "class T# { int k = @A; IntUnaryOperator f() { return x -> «x» + k; } IntUnaryOperator r() { return this::m; } int m(int x) { return k * x; } }¶var tt# = new T#(); var t# = tt#.f(); var u# = tt#.r();‖tt#.k = @B;",
                    "(t#.applyAsInt(~) + u#.applyAsInt(@B))"),
            variable(
                    "andThen and compose",
                    "Function<Integer, Integer> f# = x -> «x» + @A; Function<Integer, Integer> g# = x -> x * @B; var h# = f#.andThen(g#); var k# = f#.compose(g#);",
                    "(h#.apply(~) - k#.apply(~))"),
            variable(
                    "negate, and, or",
                    "Predicate<Integer> p# = x -> x % 2 == @A % 2; var n# = p#.negate().or(x -> x > @B).and(x -> x < 50);",
                    "(n#.test(~) ? 1 : 0)"),
            variable(
                    "IntPredicate.negate, IntUnaryOperator.andThen",
                    "IntPredicate p# = x -> x > @A; var n# = p#.negate(); IntUnaryOperator u# = x -> x + 1; var w# = u#.andThen(x -> «x» * 3);",
                    "(n#.test(~) ? w#.applyAsInt(~) : 0)"),
            variable(
                    "Comparator.comparing.thenComparing",
                    "record P#(int a, String b) {}¶var c# = Comparator.comparing(P#::b).reversed().thenComparing(P#::a).thenComparing(p -> p.a() + @A);",
                    "c#.compare(new P#(~, \"x\"), new P#(@B, \"x\"))"),
            variable(
                    "Comparator.comparingInt, nullsFirst",
                    "Comparator<String> c# = Comparator.nullsFirst(Comparator.comparingInt(String::length));",
                    "(c#.compare(null, \"a\") + c#.compare(\"a@A\", \"\" + ~))"),
            variable(
                    "UnaryOperator.identity, BinaryOperator.minBy",
                    "UnaryOperator<Integer> i# = UnaryOperator.identity(); BinaryOperator<Integer> b# = BinaryOperator.minBy(Comparator.naturalOrder()); Function<Integer, Integer> j# = Function.identity();",
                    "b#.apply(i#.apply(~), j#.apply(@A))"),
            variable(
                    "intersection type",
                    "Runnable f# = (Runnable & java.io.Serializable) () -> {}; Comparator<Integer> c# = (Comparator<Integer> & java.io.Serializable) (a, b) -> b - a + @A;",
                    "(f# instanceof java.io.Serializable ? c#.compare(~, @B) : -1)"),
            variable(
                    "functional interface of the notebook",
                    "interface Op# { int ap(int a, int b); default Op# twice() { return (a, b) -> ap(ap(a, b), b); } static Op# of(int k) { return (a, b) -> a + b * k; } }¶Op# o# = (a, b) -> «a» * @A - b; var w# = o#.twice(); var s# = Op#.of(@B);",
                    "(w#.ap(~, 2) + s#.ap(~, 3))"),
            variable(
                    "generic functional interface",
                    "interface G#<A, B extends Comparable<B>> { B go(A a); }¶interface S#<T> extends G#<T, String> { String go(T t); }¶G#<Integer, Integer> g# = x -> «x» + @A; S#<Integer> s# = x -> \"s\" + x;",
                    "(g#.go(~) + s#.go(~).length())"),
            variable(
                    "lambda that throws a checked exception",
                    "interface E# { int ap(int x) throws Exception; }¶E# e# = x -> { if (x > 1000) throw new Exception(); return «x» + @A; };¶int call#(int x) { try { return e#.ap(x); } catch (Exception e) { return -1; } }",
                    "call#(~)"),
            variable(
                    "self recursive lambda",
                    "Function<Integer, Integer> f# = null;¶f# = n -> n < 2 ? @A : n + f#.apply(n - 1);‖f# = n -> @B;",
                    "f#.apply(Math.abs(~) % 9)"),
            variable(
                    "lambda over captured locals",
                    "IntUnaryOperator cap#(int p) { int[] arr = {p, @A}; String s = \"s\" + p; long l = 5L; double d = 1.5; var list = new ArrayList<>(List.of(p)); held# = arr; return x -> x + arr[0] + arr[1] + s.length() + (int) (l * d) + list.size(); }¶int[] held#;¶var f# = cap#(@B);‖held#[1] += @A;",
                    "f#.applyAsInt(~)"),
            variable(
                    "local class and record in a lambda",
                    "IntUnaryOperator f# = x -> { record L(int a, int b) { int sum() { return a + b; } } class K { int k = @A; int go() { return k + x; } } enum E { X, Y } return new L(x, @B).sum() + new K().go() + E.values().length; };",
                    "f#.applyAsInt(~)"),
            variable(
                    "anonymous class as a lambda",
                    "IntUnaryOperator f# = new IntUnaryOperator() { int n = @A; public int applyAsInt(int x) { return «x» + n; } };",
                    "f#.applyAsInt(~)"),
            variable(
                    "varargs method reference",
                    "int v#(Integer... xs) { return xs.length + xs[0] + @A; }¶interface V# { int go(Integer a, Integer b); }¶V# w#() { return (a, b) -> v#(a, b); }¶V# f# = w#();",
                    "f#.go(~, @B)"),
            variable(
                    "stream in a lambda",
                    "IntUnaryOperator f# = x -> IntStream.rangeClosed(1, @A).map(i -> i * x).filter(i -> i % 2 == 0).sum() + Stream.of(1, 2).collect(Collectors.toMap(k -> k, k -> «k»)).size();",
                    "f#.applyAsInt(~)"),
            variable(
                    "Callable and ThreadLocal-free Supplier of Supplier",
                    "java.util.concurrent.Callable<Integer> c# = () -> @A; Supplier<Supplier<Integer>> s# = () -> () -> @B;",
                    "sum#(~)¶int sum#(int x) { try { return c#.call() + s#.get().get() + x; } catch (Exception e) { return -7; } }"));
}
