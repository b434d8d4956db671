package partita.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each hint against what the real compiler says of a cell that needs it. */
@Timeout(120)
class HintsTest {
    record Case(String cell, String hint) {}

    static final List<Case> HINTED = List.of(
            new Case("var w = par.map(words, w -> w.length());", "give it another: x -> …"),
            new Case("var x = par.map(words, x -> x.length());", "give it another: item -> …"),
            new Case("var w = par.map(words, (String w) -> w.length());", "give it another: x -> …"),
            new Case(
                    "{ int total = 0; par.forEach(words, x -> { total += x.length(); }); }",
                    "var total = par.value(0);"),
            new Case("{ int n = 0; words.forEach(x -> { n++; }); }", "n.add(…)"),
            new Case("{ int n = 0; words.forEach(x -> { ++n; }); }", "n.add(…)"),
            new Case("{ int n = 1; n = 2; par.apply(() -> n); }", "var copy = n;"),
            new Case("for (int i = 0; i < 3; i++) { par.apply(() -> i * 2); }", "par.map(par.range(0, n), i -> …)"),
            new Case("par.map(List.of(1, 4), Math::sqrt)", "x -> Math.sqrt(x)"),
            new Case("Function<String, Integer> f = s -> 1; par.map(words, f)", "pass it as f::apply"),
            new Case("Supplier<Integer> f2 = () -> 1; par.apply(f2)", "pass it as f2::get"),
            new Case("Callable<Integer> f3 = () -> 1; par.apply(f3)", "pass it as f3::call"),
            new Case("Runnable f4 = () -> {}; par.run(f4)", "pass it as f4::run"),
            new Case("Consumer<String> f5 = s -> {}; par.forEach(words, f5)", "pass it as f5::accept"),
            new Case(
                    "BiFunction<Integer, Integer, Integer> f6 = (a, b) -> a; par.starmap(par.product(List.of(1), List.of(2)), f6)",
                    "pass it as f6::apply"),
            new Case(
                    "try { par.map(words, s -> 1); } catch (InterruptedException e) { }",
                    "catch (ParInterruptedException e)"),
            new Case("int size(String p) { return Files.readString(Path.of(p)).length(); }", "throws IOException {"),
            new Case("void hello() { Sytem.out.println(1); }", "no class Sytem is known yet"),
            new Case("words.stream().map(p -> Files.readString(Path.of(p))).toList()", "may not throw IOException"),
            new Case("words.forEach(p -> { Thread.sleep(1); })", "may not throw InterruptedException"));

    static final List<String> PLAIN = List.of(
            "String s = 5;",
            "int a = missing;",
            "{ int b = 1; int b = 2; }",
            "words.lenght()",
            "try { int c = 1; } catch (IOException e) { }");

    static Repl repl;

    @BeforeAll
    static void start() {
        repl = new Repl(
                null,
                new Interrupts(),
                List.of("import module java.base;", "import partita.*;", "import static partita.Par.par;"),
                line -> {
                    throw new AssertionError(line);
                });
        assertEquals(
                null,
                repl.run(1, "var words = List.of(\"a\");", value -> {}, note -> {})
                        .failure());
    }

    @AfterAll
    static void stop() {
        repl.close();
    }

    private static List<String> traceback(String cell) {
        Failure failure = repl.run(2, cell, value -> {}, note -> {}).failure();
        assertNotNull(failure, cell);
        assertEquals("CompileError", failure.name());
        return failure.traceback();
    }

    @TestFactory
    List<DynamicTest> of_knownTrap_saysWhatToType() {
        return HINTED.stream()
                .map(trap -> DynamicTest.dynamicTest(trap.cell(), () -> {
                    List<String> lines = traceback(trap.cell());
                    List<String> hints = lines.stream()
                            .filter(line -> line.startsWith("  → "))
                            .toList();
                    assertEquals(1, hints.size(), () -> String.join("\n", lines));
                    assertTrue(hints.getFirst().contains(trap.hint()), hints.getFirst());
                    assertFalse(String.join("\n", lines).contains("do_it$"));
                    assertTrue(lines.size() <= 10, () -> String.join("\n", lines));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> of_otherError_addsNothing() {
        return PLAIN.stream()
                .map(cell -> DynamicTest.dynamicTest(
                        cell,
                        () -> assertFalse(String.join("\n", traceback(cell)).contains("→"))))
                .toList();
    }
}
