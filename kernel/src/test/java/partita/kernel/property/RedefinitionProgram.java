package partita.kernel.property;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import partita.Par;
import partita.kernel.repl.Failure;
import partita.kernel.repl.Interrupts;
import partita.kernel.repl.Repl;
import partita.kernel.repl.Startup;

/**
 * Defines methods, classes, records and variables anew, thousands of times, with work for the workers after each, and
 * prints what the kernel's and the workers' JVMs hold. Arguments: how often, and after how many redefinitions to work.
 * What the work gives is a variable that is defined anew too: a cell that ends in an expression leaves a new variable
 * {@code $n} each time, which a notebook keeps as its user may name it.
 */
public final class RedefinitionProgram {
    private static final String WORK = "var seen = partita.kernel.property.RedefinitionProgram.shown("
            + "par.map(List.of(1, 2), x -> m(x) + new C(x).go() + new R(x).sum() + v));";

    private static Object shown;

    private RedefinitionProgram() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int every = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        try (var repl = new Repl(TestAgent.instrumentation(), new Interrupts(), Startup.IMPORTS, System.err::println)) {
            for (int i = 0; i <= count; i++) {
                String cell = redefinition(i);
                run(repl, i, cell);
                if (i % every == 0) {
                    run(repl, i, WORK);
                    String expected = i < 4 ? "" : String.valueOf(List.of(result(1, i), result(2, i)));
                    if (!expected.isEmpty() && !expected.equals(String.valueOf(shown))) {
                        throw new AssertionError("i=" + i + " expected " + expected + " but was " + shown);
                    }
                }
                if (i == 100 || i % (count / 10) == 0) {
                    report(i);
                }
            }
        } finally {
            Par.closeDefault();
        }
    }

    /** Called by cells: looks at what came back. */
    public static List<Integer> shown(List<Integer> results) {
        shown = results;
        return results;
    }

    private static String redefinition(int i) {
        return switch (i % 4) {
            case 0 -> "int m(int x) { return x + " + i + "; }";
            case 1 -> "class C { int a; C(int a) { this.a = a; } int go() { return a + " + i + "; } }";
            case 2 -> "record R(int a) { int sum() { return a + " + i + "; } }";
            default -> "int v = " + i + ";";
        };
    }

    private static int result(int x, int i) {
        return 3 * x + last(i, 0) + last(i, 1) + last(i, 2) + last(i, 3);
    }

    private static int last(int i, int kind) {
        return i - Math.floorMod(i - kind, 4);
    }

    private static void run(Repl repl, int number, String cell) {
        shown = null;
        Failure failure = repl.run(number, cell, value -> {}, note -> {}).failure();
        if (failure != null && number >= 4) {
            throw new AssertionError(cell + "\n" + String.join("\n", failure.traceback()));
        }
    }

    private static void report(int i) {
        System.out.printf(Locale.ROOT, "%6d  kernel   %s%n", i, figures());
        var workers = new TreeSet<>(Par.par.chunkSize(1).map(List.of(1, 2, 3, 4), _ -> {
            String figures = figures();
            // long enough for another worker to take the next one
            boolean _ = new CountDownLatch(1).await(700, java.util.concurrent.TimeUnit.MILLISECONDS);
            return "worker " + ProcessHandle.current().pid() + "  " + figures;
        }));
        workers.forEach(line -> System.out.printf(Locale.ROOT, "%6d  %s%n", i, line));
    }

    private static String figures() {
        long heap = Long.MAX_VALUE;
        for (int k = 0; k < 3; k++) {
            System.gc();
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().equals("Metaspace") || pool.getName().equals("Compressed Class Space"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        return String.format(
                Locale.ROOT,
                "heap %6.1f MB  metaspace %6.1f MB  classes %6d (unloaded %d)",
                heap / 1e6,
                metaspace / 1e6,
                classes.getLoadedClassCount(),
                classes.getUnloadedClassCount());
    }
}
