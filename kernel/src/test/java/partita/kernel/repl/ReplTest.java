package partita.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
public class ReplTest {
    static final Interrupts interrupts = new Interrupts();
    static Repl repl;
    static int number;
    static final CountDownLatch running = new CountDownLatch(1);

    final List<String> notes = new ArrayList<>();

    @Nullable
    Object value;

    @BeforeAll
    static void start() {
        repl = new Repl(null, interrupts, List.of("import module java.base;"), line -> {
            throw new AssertionError(line);
        });
    }

    @AfterAll
    static void stop() {
        repl.close();
    }

    private @Nullable Failure run(String source) {
        value = null;
        return repl.run(++number, source, shown -> value = shown, notes::add).failure();
    }

    private Failure fails(String source) {
        Failure failure = run(source);
        assertNotNull(failure);
        return failure;
    }

    /** Called by a cell, to say that its code runs. */
    public static void signal() {
        running.countDown();
    }

    @Test
    void run_lastExpression_isShownAsTheVeryObject() {
        assertNull(run("List.of(1, 2)"));
        assertEquals(List.of(1, 2), value);
    }

    @Test
    void run_declarationAssignmentVoidAndNull_showNothing() {
        for (String source :
                List.of("int r1 = 1;", "r1 = 2", "Runnable r2 = () -> {}; r2.run()", "(String) null", "")) {
            assertNull(run(source));
            assertNull(value, source);
        }
    }

    @Test
    void run_canonicalConstructorThatIsNotPublic_isTakenAsJavaDoes() {
        assertNull(run("record Rc1(int a) { Rc1 { a++; } Rc1() { this(1); } } new Rc1().a()"));
        assertEquals(2, value);
        assertNull(run("record Rc2(int a) { @Deprecated Rc2(int a) { this.a = a * 2; } } new Rc2(2).a()"));
        assertEquals(4, value);
        assertTrue(fails("int rc = 1;\nrecord Rc3(int a) { private Rc3 {} }")
                .message()
                .startsWith("cell [" + number + "], line 2: invalid canonical constructor"));
    }

    @Test
    void run_valueOfARecordThatALambdaDeclares_isShown() {
        assertNull(run("Stream.of(1, 2).map(x -> { record Loc(int a) {} return new Loc(x); }).toList(); // a; b"));
        assertEquals("[Loc[a=1], Loc[a=2]]", String.valueOf(value));
    }

    @Test
    void run_compileErrorBehindASnippetThatRan_namesItsLine() {
        Failure failure = fails("int c1 = 1;\n// remark\nint c2 = c1.length();");
        assertTrue(failure.message().startsWith("cell [" + number + "], line 3: "), failure.message());
        assertFalse(String.join("\n", failure.traceback()).contains("REPL"));
    }

    @Test
    void run_identicalSnippetsInOneCell_eachFindTheirOwnLine() {
        Failure failure = fails("int d1 = 1;\nd1 = 1 / d1;\nd1 = 0;\nd1 = 1 / d1;");
        assertTrue(failure.traceback().stream().anyMatch(line -> line.contains("line 4")), failure::toString);
    }

    @Test
    void run_constructorOfANestedClass_isNamed() {
        assertTrue(fails("class E1 {\n  E1() {\n    throw new IllegalStateException(\"e\");\n  }\n}\nnew E1()")
                .traceback()
                .contains("    at cell [" + number + "], line 3 (in the constructor of E1)"));
    }

    @Test
    void run_exceptionClassOfTheNotebook_isNamedAsTyped() {
        assertEquals(
                "Mine",
                fails("class Mine extends RuntimeException {}\nthrow new Mine()")
                        .name());
    }

    @Test
    void run_manyResults_keepsTheRecentAndTheUsed() {
        List<String> before = repl.complete("$", 1).matches();
        run("40 + 2");
        List<String> after = new ArrayList<>(repl.complete("$", 1).matches());
        after.removeAll(before);
        String first = after.getFirst();
        run("int uses() { return " + first + "; }");
        for (int i = 0; i < 40; i++) {
            run("1 + " + i);
        }
        assertNull(run("uses()"));
        assertEquals(42, value);
        assertTrue(repl.complete("$", 1).matches().size() < 30);
    }

    @Test
    void loader_classOfACell_givesItsBytesAndTheNewestOnes() throws Exception {
        assertNull(run("int shipped() { return 1; }"));
        assertNull(run("((Supplier<Class<?>>) () -> MethodHandles.lookup().lookupClass()).get()"));
        Class<?> wrapper = (Class<?>) value;
        assertNotNull(wrapper);
        String resource = wrapper.getName().replace('.', '/') + ".class";
        try (InputStream in = wrapper.getClassLoader().getResourceAsStream(resource)) {
            assertNotNull(in);
            byte[] bytes = in.readAllBytes();
            assertArrayEquals(
                    new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}, java.util.Arrays.copyOf(bytes, 4));
            // what ships has no stop checks
            assertFalse(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).contains("partita/kernel"));
        }
    }

    @Test
    void interrupt_sleepingCell_endsItAndNotTheNext() throws InterruptedException {
        Thread stopper = Thread.ofPlatform().start(() -> {
            try {
                running.await();
                interrupts.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the cell never ran", e);
            }
        });
        Failure failure = fails(ReplTest.class.getName() + ".signal(); Thread.sleep(60_000);");
        stopper.interrupt();
        stopper.join();
        // which of the two depends on whether the sleep had begun
        assertTrue(
                List.of("java.lang.InterruptedException", "CellInterrupted").contains(failure.name()), failure.name());
        assertNull(run("Thread.sleep(1)"));
    }

    @Test
    void interrupt_announcedCell_neverGoesOnToItsNextSnippet() {
        interrupts.announce();
        interrupts.interrupt();
        assertEquals(
                "java.lang.InterruptedException",
                fails("int i1 = 1;\nint i2 = 2;").name());
        interrupts.end();
        assertNull(run("1"));
    }

    @Test
    void locate_frameOfAMethod_namesCellAndLine() {
        run("StackTraceElement here() {\n  return new Throwable().getStackTrace()[0];\n}");
        int cell = number;
        run("here()");
        StackTraceElement located = repl.locate((StackTraceElement) java.util.Objects.requireNonNull(value));
        assertEquals(new StackTraceElement("notebook", "here", "cell [" + cell + "]", 2), located);
        StackTraceElement foreign = new StackTraceElement("java.lang.String", "length", "String.java", 1);
        assertEquals(foreign, repl.locate(foreign));
    }

    @Test
    void forwardReference_leavesARemark() {
        assertNull(run("int f1() { return f2(); }"));
        assertEquals(List.of("method f1() is declared, but cannot be used until a cell declares method f2()\n"), notes);
    }

    @Test
    void forwardReference_toAFieldsMethodOfALaterClassOfTheCell_isResolved() {
        assertNull(run("""
                int fw1(int x) { return FwA.list.get(0) + x; }
                // not class FwA (yet)
                class FwB { static int two() { return FwA.list.size(); } }
                /* it */ class FwA { static List<Integer> list = new ArrayList<>(List.of(4)); }
                fw1(1) + FwB.two()"""));
        assertEquals(6, value);
        assertEquals(List.of(), notes);
    }

    @Test
    void forwardReference_insideALocalClass_isResolved() {
        assertNull(run("""
                int fw4(int x) { class L { int go() { return fwV.apply(x) + fw5(x); } } return new L().go(); }
                Function<Integer, Integer> fwV = x -> x + 1;
                int fw5(int x) { return new Object() { int go() { return fwV.apply(x) * fwW; } }.go(); }
                int fwW = 10;
                fw4(2)"""));
        assertEquals(33, value);
        assertEquals(List.of(), notes);
    }

    @Test
    void forwardReference_ofAVariableToAVariable_isRefused() {
        Failure failure = fails("int fwX = fwY + 1;\nint fwY = 2;");
        assertEquals("cell [" + number + "], line 1: cannot find symbol", failure.message());
    }

    @Test
    void forwardReference_toAFieldsMethodOfNoClass_isRefusedAtItsPlace() {
        Failure failure = fails("int fw2 = 1;\nint fw3(int x) { return FwC.list.get(0) + x; }\nclass FwD { }");
        assertEquals("cell [" + number + "], line 2: package FwC does not exist", failure.message());
        assertNull(run("fw2"));
        assertEquals(1, value);
    }

    @Test
    void forwardReference_ofTwoClassesThatNameOneAnother_isRefused() {
        Failure failure = fails("class FwE { static List<Integer> l = new ArrayList<>(); int n = FwF.l.size(); }\n"
                + "class FwF { static List<Integer> l = new ArrayList<>(); int n = FwE.l.size(); }");
        assertEquals("cell [" + number + "], line 1: package FwF does not exist", failure.message());
    }

    @Test
    void completeness_wholeOpenAndHopeless_areToldApart() {
        assertEquals(Completeness.COMPLETE, repl.completeness("int k = 1;\nk + 1"));
        assertEquals(Completeness.INCOMPLETE, repl.completeness("for (int i = 0; i < 3; i++) {"));
        assertEquals(Completeness.INVALID, repl.completeness("int x = )"));
    }

    @Test
    void clean_wrapperNames_areTakenOut() {
        assertEquals("P and Q.R", Repl.clean("REPL.$JShell$11$P and REPL.$JShell$7B.Q.R"));
    }
}
