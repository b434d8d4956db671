package partita.kernel.property;

import static partita.kernel.property.Kind.variable;

import java.util.List;

/** What changes in place between two sends, and transient fields, which stay at home. */
final class ChangeKinds {
    private ChangeKinds() {}

    static final List<Kind> ALL = List.of(
            variable(
                    "change: list",
                    "List<Integer> cl# = new ArrayList<>(List.of(5, @A, 3));‖cl#.set(0, «@B»); Collections.sort(cl#); cl#.remove(1);",
                    "(cl#.get(0) + cl#.size() + ~)"),
            variable(
                    "change: map",
                    "Map<String, Integer> cm# = new TreeMap<>(Map.of(\"a\", @A));‖cm#.merge(\"a\", @B, Integer::sum); cm#.put(\"b\", 7);¶cm#.replaceAll((k, v) -> v + 1);",
                    "(cm#.get(\"a\") + cm#.size() + ~)"),
            variable(
                    "change: deque and set",
                    "Deque<Integer> cd# = new ArrayDeque<>(List.of(@A)); Set<String> cs# = new LinkedHashSet<>();‖cd#.addFirst(@B); cs#.add(\"q@A\");",
                    "(cd#.peekFirst() + cs#.size() + ~)"),
            variable(
                    "change: arrays",
                    "char[] ca# = \"abc\".toCharArray(); long[][] la# = {{@A}, {}};‖ca#[1] = 'z'; la#[0][0] *= @B; la#[1] = new long[@A];",
                    "(ca#[1] + (int) la#[0][0] + la#[1].length + ~)"),
            variable(
                    "change: field",
                    "class Fc# { int n = @A; Fc# next; }¶var fo# = new Fc#(); fo#.next = new Fc#();‖fo#.next.n = @B; fo#.n++; fo#.next.next = fo#;",
                    "(fo#.n + fo#.next.n + (fo#.next.next == fo# ? 5 : 0) + ~)"),
            variable(
                    "change: static field",
                    "class Sc# { static int n = @A; static final List<Integer> ALL = new ArrayList<>(); static int all() { return n + ALL.size(); } }‖Sc#.n = @B; Sc#.ALL.add(Sc#.n);",
                    "(Sc#.all() + ~)"),
            variable(
                    "change: static field of a nested class and an interface",
                    "class Sn# { static class In { static int deep = @A; } interface If { int[] K = {@B}; } }‖Sn#.In.deep += @B; Sn#.If.K[0]--;",
                    "(Sn#.In.deep + Sn#.If.K[0] + ~)"),
            variable(
                    "change: enum constant",
                    "enum Ce# { A, B; int hits = @A; }‖Ce#.B.hits += @B;",
                    "(Ce#.B.hits * 2 + Ce#.A.hits + ~)"),
            variable(
                    "change: what a lambda captured",
                    "IntUnaryOperator mk#(int[] b) { return x -> x + b[0]; }¶int[] box# = {@A}; IntUnaryOperator fb# = mk#(box#);‖box#[0] = «@B»;",
                    "fb#.applyAsInt(~)"),
            variable(
                    "change: what a record holds",
                    "record Rh#(List<Integer> l, StringBuilder b) {}¶var rh# = new Rh#(new ArrayList<>(), new StringBuilder(\"x\"));‖rh#.l().add(@A); rh#.b().append(@B);",
                    "(rh#.l().size() + rh#.b().length() + ~)"),
            variable(
                    "change: sorted with the notebook's comparator",
                    "TreeSet<String> ts# = new TreeSet<>(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())); ts#.add(\"bb\");‖ts#.add(\"a@A\"); ts#.add(\"c\");",
                    "(ts#.first().charAt(0) + ts#.last().charAt(0) + ts#.size() + ~)"),
            variable(
                    "transient: a thread and a cache",
                    "class Tc# { int k = @A; transient Thread own = new Thread(); transient List<Integer> cache; int get() { if (cache == null) cache = List.of(k, @B); return cache.get(0) - cache.get(1); } }¶var tc# = new Tc#(); tc#.get();‖tc#.k = 9; tc#.cache = null;",
                    "(tc#.get() + ~)"),
            variable(
                    "transient: in what a lambda captured",
                    "class Tl# { transient Thread own = new Thread(); int k = @A; IntUnaryOperator f() { return x -> «x» + k; } }¶var tl# = new Tl#(); var tf# = tl#.f();‖tl#.k = @B;",
                    "tf#.applyAsInt(~)"),
            variable(
                    "transient: in an exception and a collection",
                    "class Te# extends RuntimeException { transient Object own = new Thread(); int c = @A; }¶class Tx# extends ArrayList<Integer> { transient Thread own = new Thread(); int tag = @B; }¶var te# = new Te#(); var tx# = new Tx#(); tx#.add(3);‖te#.c++; tx#.add(@A); tx#.tag = 4;",
                    "(te#.c + tx#.tag + tx#.size() + ~)"),
            variable(
                    "transient: serializable, inherited",
                    "class Tb# implements java.io.Serializable { transient Object own = new Thread(); private int p = @A; int p() { return p; } }¶class Td# extends Tb# { transient int[] memo; int k = @B; int go(int x) { if (memo == null) memo = new int[] {k}; return memo[0] + p() + x; } }¶var td# = new Td#();‖td#.k = 3; td#.memo = null;",
                    "td#.go(~)"));
}
