package partita.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import partita.kernel.display.Notebook;
import partita.kernel.property.TestAgent;

/** Cells that hold several snippets on a line, and texts that cells have run. */
class EvalTest {
    private static Repl repl;
    private @Nullable Object value;

    @BeforeAll
    static void start() {
        List<String> imports = List.of("import module java.base;", "import static partita.kernel.display.Notebook.*;");
        repl = new Repl(TestAgent.instrumentation(), new Interrupts(), imports, line -> {
            throw new AssertionError(line);
        });
        Notebook.connect(repl::eval);
    }

    @AfterAll
    static void stop() {
        repl.close();
    }

    private @Nullable Failure run(String source) {
        value = null;
        return repl.run(1, source, shown -> value = shown, note -> {}).failure();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "class Node<T> { T v; Node<T> next; Node(T v) { this.v = v; } } new Node<>(3).v | 3",
                "class A1<T extends Comparable<T>> { T v; A1(T v) { this.v = v; } } class B1 extends A1<String> { B1() { super(\"b\"); } } new B1().v | b",
                "int a2 = 1; int b2 = 2; a2 + b2 | 3",
                "record R3(int a) { public R3 { a++; } R3(String s) { this(s.length()); } } enum E3 { X, Y } int m3(R3 r) { return r.a() + E3.Y.ordinal(); } m3(new R3(\"abc\")) | 5",
                "interface I4 { int a(); default int b() { return a() + 1; } } I4 i4 = () -> 4; i4.b() | 5",
                "sealed interface S5 permits C5, D5 {} record C5(int r) implements S5 {} final class D5 implements S5 {} int m5(S5 s) { return switch (s) { case C5 c -> c.r(); case D5 d -> 0; }; } m5(new C5(7)) | 7",
                "int s6 = 0; for (int i = 0; i < 3; i++) s6 += i; while (s6 < 10) { s6++; } if (s6 == 10) { s6 = 11; } else s6 = 0; s6 | 11",
                "<T> List<T> g7(T t) { return List.of(t); } List<List<String>> l7 = List.of(g7(\"x\")); l7.get(0).get(0) | x",
                "int[] a8 = {1, 2}; a8[0]++; a8[0] + a8[1] | 4",
                "abstract class A9 { abstract int f(); A9() { } } var o9 = new A9() { int f() { return 9; } }; o9.f() | 9",
                "class O10 { class In { int v = 1; } In in = new In(); O10() { in.v = 5; } static class N { N() {} } } new O10().in.v | 5",
                "import java.util.concurrent.atomic.*; var n11 = new AtomicInteger(3); n11.incrementAndGet(); n11.get() | 4",
                "Runnable r12 = () -> { int x = 1; }; r12.run(); String s12 = \"a;b}{\"; char c12 = ';'; /* } */ s12.length() + c12 // ; | 64",
                "@FunctionalInterface interface F13<A, B> { B go(A a); } F13<Integer, Integer> f13 = x -> x * 2; f13.go(4) | 8",
            })
    void run_severalSnippetsOnOneLine_runsAll(String cell, String expected) {
        assertNull(run(cell));
        assertEquals(expected, String.valueOf(value));
    }

    @Test
    void eval_ofATextInACell_runsInTheNotebook() {
        assertNull(run("int e1 = 20; var r = (Integer) eval(\"int e2 = 2; e1 + e2\"); r + 1"));
        assertEquals(23, value);
        assertNull(run("e2"));
        assertEquals(2, value);
        assertNull(run("eval(\"int e3 = 1;\") == null && eval(\"(Object) eval(\\\"7\\\")\").equals(7)"));
        assertEquals(true, value);
    }

    @Test
    void eval_thatFails_failsTheCellWithItsOwnError() {
        Failure failure = run("int k = 1;\neval(\"int x = 1 / 0;\")");
        assertNotNull(failure);
        assertEquals("java.lang.ArithmeticException", failure.name());
        failure = run("eval(\"int x = \\\"s\\\";\")");
        assertNotNull(failure);
        assertEquals("java.lang.IllegalArgumentException", failure.name());
        assertTrue(failure.message().contains("incompatible types"), failure.message());
        assertNull(
                run(
                        "String c; try { eval(\"throw new java.io.IOException(\\\"io\\\");\"); c = \"\"; } catch (IllegalStateException e) { c = e.getCause().getMessage(); } c"));
        assertEquals("io", value);
    }

    @Test
    void eval_onAnotherThread_isRefused() {
        assertNull(
                run(
                        "var said = new java.util.concurrent.atomic.AtomicReference<String>(); var t = new Thread(() -> { try { eval(\"1\"); } catch (IllegalStateException e) { said.set(e.getMessage()); } }); t.start(); t.join(); said.get()"));
        assertTrue(String.valueOf(value).contains("another"), String.valueOf(value));
    }
}
