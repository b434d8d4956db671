package partita.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import partita.Par;
import partita.api.TaskException;
import partita.kernel.property.TestAgent;

/**
 * Frames of notebook code are named by cell and line. Cells are separated by {@code ¶}, lines by {@code ⏎}; expected are
 * cell and line of each frame, the innermost first.
 */
public class TraceTest {
    private static final Pattern FRAME = Pattern.compile("cell \\[(\\d+)], line (\\d+)");
    private static Repl repl;
    private static int first = 1;

    @BeforeAll
    static void start() {
        List<String> imports = Stream.concat(
                        Startup.IMPORTS.stream(), Stream.of("import static partita.kernel.repl.TraceTest.bad;"))
                .toList();
        repl = new Repl(TestAgent.instrumentation(), new Interrupts(), imports, line -> {
            throw new AssertionError(line);
        });
    }

    @AfterAll
    static void stop() {
        repl.close();
        Par.closeDefault();
    }

    /** Called by cells; a call has a line of its own in class files, where an operator has its statement's. */
    public static int bad(int n) {
        throw new IllegalStateException("bad " + n);
    }

    /** The frames of the last cell's failure; cells are numbered from 1. */
    private static String frames(String cells) {
        int number = first;
        Failure failure = null;
        for (String cell : cells.split("¶")) {
            assertNull(failure, cells);
            failure = repl.run(number++, cell.strip().replace("⏎", "\n"), value -> {}, note -> {})
                    .failure();
        }
        int base = first - 1;
        first = number;
        return failure == null || failure.name().equals("CompileError")
                ? String.valueOf(failure)
                : places(failure.traceback(), base);
    }

    private static String places(List<String> lines, int base) {
        return lines.stream()
                .filter(line -> line.contains("at cell ["))
                .map(line -> FRAME.matcher(line).results().findFirst().orElseThrow())
                .map(found -> place(found, base))
                .collect(Collectors.joining(" "));
    }

    private static String place(MatchResult found, int base) {
        return (Integer.parseInt(found.group(1)) - base) + ":" + found.group(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "var v1 = List.of(⏎  1,⏎  bad(1)); | 1:3",
                "int w1 =⏎  Math.abs(⏎   bad(1)); | 1:3",
                "var a1 = 1;⏎⏎var b1 = Map.of(⏎  \"a\", 1,⏎  \"b\",⏎    List.of(bad(a1))⏎); | 1:6",
                "int[] c1 = {⏎  1,⏎  bad(2),⏎}; | 1:3",
                "int d1 = 1, d2 =⏎  bad(1); | 1:2",
                "final var e1 =⏎⏎  Stream.of(1)⏎    .map(x ->⏎      x / 0)⏎    .toList(); | 1:5 1:6",
                "Runnable r1 = () -> {⏎  int q = 1;⏎  q = q / 0;⏎}; ¶ r1.run() | 1:3 2:1",
                "// remark⏎Supplier<Integer> r2 =⏎  () ->⏎    bad(1); ¶ ⏎⏎r2.get() | 1:4 2:3",
                "var z1 = new Object() {⏎  int a = 1;⏎  int b() {⏎    return a / 0;⏎  }⏎}; ¶ z1.b() | 1:4 2:1",
                "int f1(int x) {⏎  return x / 0;⏎} ¶ int g1(int x) {⏎  int y = x;⏎  return f1(y);⏎} ¶ g1(1) | 1:2 2:3 3:1",
                "int f2(int x) {⏎  return x / 0;⏎} ¶ // moved⏎⏎int f2(int x) {⏎  return⏎    bad(x);⏎} ¶ f2(1) | 2:5 3:1",
                "int f3(int x) { return x; } ¶ int g3() { return f3(1); } ¶ int f3(int x) {⏎  return x / 0; } ¶ g3() | 3:2 2:1 4:1",
                "int f4(int x) { return 1; } ¶ IntUnaryOperator l4 =⏎  x -> f4(x); ¶ ⏎int f4(int x) {⏎⏎  return x / 0; } ¶ l4.applyAsInt(1) | 3:4 2:2 4:1",
                "int f5(int x) { return 1; } ¶ int g5(int x) {⏎  return f5(x); } ¶ long f5(int x) {⏎  return x / 0; } ¶ int g5(int x) {⏎⏎ return (int) f5(x); } ¶ g5(1) | 3:2 4:3 5:1",
                "class C6 {⏎  int a;⏎  int go() {⏎    return a / 0;⏎  }⏎} ¶ new C6().go() | 1:4 2:1",
                "class C7 { int go() { return 1; } } ¶ ⏎class C7 {⏎  int b;⏎  int go() {⏎    return 1 / b;⏎  }⏎} ¶ new C7().go() | 2:5 3:1",
                "class C8 { int go() { return 1; } } ¶ var o8 = new C8(); ¶ class C8 {⏎  int go() {⏎    return bad(1);⏎  } } ¶ o8.go() | 3:3 4:1",
                "record R9(int a) {⏎  public R9 {⏎    a = a / 0;⏎  }⏎} ¶ new R9(1) | 1:3 2:1",
                "record R27(int a) {⏎  R27 {⏎    if (a < 0)⏎     bad(a);⏎  }⏎  int go() {⏎⏎  return⏎bad(a);⏎}⏎} ¶ new R27(1).go() | 1:9 2:1",
                "record R28(int a) {⏎  R28(int a) {⏎    this.a = a / 0;⏎  }⏎} ¶ new R28(1) | 1:3 2:1",
                "Stream.of(1).map(x -> {⏎ record L29(int a) {}⏎⏎ bad(⏎  x);⏎ return new L29(x);⏎}).toList(); // end | 1:4 1:7",
                "enum E10 {⏎  A;⏎  int go() { return⏎    bad(1); }⏎} ¶ int x10 = 1; E10.A.go() | 1:4 2:1",
                "interface I11 {⏎  default int go() {⏎    return bad(1);⏎  }⏎} ¶ new I11() {}.go() | 1:3 2:1",
                "int a12 = 1; int b12 = 2;⏎int c12 = bad(a12); | 1:2",
                "for (int i = 0; i < 3; i++) {⏎  int q = i;⏎  if (i == 2)⏎    q = bad(1);⏎} | 1:4",
                "List.of(1, 2)⏎  .forEach(x -> {⏎    if (x == 2)⏎      throw new IllegalStateException(\"e\");⏎  }); | 1:4 1:2",
                "int u14() {⏎  return later14();⏎} ¶ ⏎int later14() {⏎  return bad(1);⏎} ¶ u14() | 2:3 1:2 3:1",
                "String s15 = null;⏎s15⏎  .length() | 1:3",
                "class A16 {⏎  static int n =⏎    Integer.parseInt(\"x\");⏎} ¶ A16.n | 2:1 1:3 2:1",
            })
    void frames_ofCells_nameCellAndLine(String cells, String expected) {
        assertEquals(expected, frames(cells));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "par.map(⏎  List.of(1),⏎  x -> {⏎    int q = x;⏎    return q / 0;⏎  }) | 1:5",
                "int m20(int x) {⏎  return x / 0;⏎} ¶ par.map(List.of(1),⏎  x ->⏎    m20(x)) | 1:2 2:3",
                "Function<Integer, Integer> f21 =⏎  x ->⏎    x / 0; ¶ par.map(List.of(1), f21::apply) | 1:3",
                "int m22(int x) { return x; } ¶ Function<Integer, Integer> f22 =⏎  x -> m22(x); ¶ int m22(int x) {⏎⏎  return x / 0;⏎} ¶ par.map(List.of(1), f22::apply) | 3:3 2:2",
                "record R23(int a) {⏎  int go() {⏎    return a / 0;⏎  } } ¶ par.map(List.of(new R23(1)), R23::go) | 1:3",
                "class C24 { int go() { return 1; } } ¶ class C24 {⏎  long n;⏎  int go() {⏎    return (int) (1 / n); } } ¶ par.map(List.of(1), x -> new C24().go()) | 2:4 3:1",
            })
    void frames_ofWorkers_nameCellAndLine(String cells, String expected) {
        int number = first;
        Throwable cause = null;
        for (String cell : cells.split("¶")) {
            String code = cell.strip().replace("⏎", "\n");
            caught = null;
            Failure failure = repl.run(
                            number++,
                            code.startsWith("par.")
                                    ? "try {" + code
                                            + ";} catch (TaskException e) { partita.kernel.repl.TraceTest.caught(e); }"
                                    : code,
                            value -> {},
                            note -> {})
                    .failure();
            assertNull(failure, cells);
            cause = caught == null ? null : caught.getCause();
        }
        int base = first - 1;
        first = number;
        String places = Arrays.stream(cause.getStackTrace())
                .map(repl::locate)
                .filter(frame -> String.valueOf(frame.getFileName()).startsWith("cell ["))
                .map(frame -> frame.getFileName() + ", line " + frame.getLineNumber())
                .map(text -> place(FRAME.matcher(text).results().findFirst().orElseThrow(), base))
                .collect(Collectors.joining(" "));
        assertEquals(expected, places);
    }

    private static TaskException caught;

    /** Called by cells. */
    public static void caught(TaskException e) {
        caught = e;
    }

    @Test
    void frames_ofAnOldVersion_keepTheirCell() {
        int number = first;
        repl.run(
                number,
                "interface V30 { int go(); }\nclass C30 implements V30 {\n  public int go() { return 1 / 0; } }\nV30 o30 = new C30();",
                v -> {},
                n -> {});
        repl.run(
                number + 1,
                "class C30 implements V30 {\n\n\n  long more;\n  public int go() { return 2; } }",
                v -> {},
                n -> {});
        Failure failure = repl.run(number + 2, "o30.go()", v -> {}, n -> {}).failure();
        first = number + 3;
        assertEquals("1:3 3:1", places(failure.traceback(), number - 1));
    }

    @Test
    void frames_ofARecursionWithoutEnd_areOneWithItsCount() {
        int number = first;
        first += 2;
        repl.run(number, "int deep31(int n) {\n  return 1 + deep31(n); }", v -> {}, n -> {});
        Failure failure = repl.run(number + 1, "par.map(List.of(1), x -> deep31(x))", v -> {}, n -> {})
                .failure();
        List<FailureReport.Frame> frames =
                Objects.requireNonNull(failure.report(), "no report").frames();
        assertEquals(1, frames.size(), frames::toString);
        assertTrue(
                frames.getFirst().place().matches("cell \\[" + number + "], line 2 \\(in method deep31\\), \\d+ times"),
                frames::toString);
    }
}
