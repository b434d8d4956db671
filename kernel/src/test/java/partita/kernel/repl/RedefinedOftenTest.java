package partita.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import partita.kernel.property.TestAgent;

/** What is defined again very often is woven in another way; nobody must see that. */
class RedefinedOftenTest {
    private static final int TIMES = 43;

    private Object shown;

    @Test
    void run_methodDefinedVeryOften_isTheNewestForOldLambdasToo() {
        try (var repl = new Repl(TestAgent.instrumentation(), new Interrupts(), Startup.IMPORTS, line -> {
            throw new AssertionError(line);
        })) {
            for (int i = 0; i <= TIMES; i++) {
                run(
                        repl,
                        "String m(int x) { return \"v" + i + " \" + x + (x + 0x1_0000_0000L + " + i + ") + " + i
                                + ".5; }");
                if (i == 0) {
                    run(repl, "Supplier<String> old = () -> m(3);");
                }
            }
            run(repl, "m(2) + old.get()");
            assertEquals(
                    "v%d 2%d%d.5v%d 3%d%d.5"
                            .formatted(TIMES, 0x1_0000_0002L + TIMES, TIMES, TIMES, 0x1_0000_0003L + TIMES, TIMES),
                    shown);
        }
    }

    @Test
    void run_manyStatementsAndRedefinitions_leavesNoSnippetsBehind() throws ReflectiveOperationException {
        try (var repl = new Repl(TestAgent.instrumentation(), new Interrupts(), Startup.IMPORTS, line -> {
            throw new AssertionError(line);
        })) {
            run(repl, "int m(int x) { return x; } int n = 0; Supplier<Integer> old = () -> m(n);");
            long before = snippets(repl);
            for (int i = 1; i <= TIMES; i++) {
                run(repl, "int m(int x) { return x + " + i + "; }");
                run(repl, "n = m(" + i + "); if (n == 0) { n = m(1); }");
                run(repl, "old.get()");
            }
            assertEquals(3 * TIMES, shown);
            // the last results can still be named
            assertEquals(before + 20, snippets(repl));
        }
    }

    @Test
    void run_methodDropsOutOfUse_isStillNamedInTracesAndAskedForByName() throws ReflectiveOperationException {
        try (var repl = new Repl(TestAgent.instrumentation(), new Interrupts(), Startup.IMPORTS, line -> {
            throw new AssertionError(line);
        })) {
            run(repl, "int waits() { return later(); }");
            run(repl, "if (true) { int unused = 1; }");
            assertTrue(repl.run(3, "waits()", value -> {}, note -> {})
                    .failure()
                    .message()
                    .contains("later"));
            run(repl, "int later() { return 1 / 0; }");
            var failure = repl.run(5, "waits()", value -> {}, note -> {}).failure();
            assertTrue(String.join("\n", failure.traceback()).contains("cell [1], line 1"), failure.toString());
        }
    }

    private static long snippets(Repl repl) throws ReflectiveOperationException {
        Field shell = Repl.class.getDeclaredField("shell");
        shell.setAccessible(true);
        return ((JShell) shell.get(repl)).snippets().count();
    }

    private void run(Repl repl, String cell) {
        assertNull(repl.run(1, cell, value -> shown = value, note -> {}).failure());
    }
}
