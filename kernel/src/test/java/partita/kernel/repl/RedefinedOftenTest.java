package partita.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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

    private void run(Repl repl, String cell) {
        assertNull(repl.run(1, cell, value -> shown = value, note -> {}).failure());
    }
}
