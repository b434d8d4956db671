package partita.notebook;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import partita.internal.parcel.Packer;
import partita.internal.parcel.PackingRehearsal;
import partita.internal.pool.Seams;

/**
 * Measures what it costs to pack a lambda in a large notebook: new ones, and the same ones again. To be run by hand;
 * the argument is the number of cells.
 */
public final class PackingBench {
    private static final int FRESH = 100;
    private static final int AGAIN = 200_000;

    private PackingBench() {}

    public static void main(String[] args) {
        int cells = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        PackingRehearsal.start(); // as a notebook does
        try (var notebook = new Notebook()) {
            notebook.run("import partita.function.*;");
            fill(notebook, cells);
            fresh(notebook, cells);
            again(notebook);
        }
    }

    private static void fill(Notebook notebook, int cells) {
        for (int i = 0; i < cells; i++) {
            notebook.run(
                    switch (i % 4) {
                        case 0 -> "int v" + i + " = " + i + ";";
                        case 1 -> "int m" + i + "(int x) { return x + v" + (i - 1) + "; }";
                        case 2 -> "record R" + i + "(int a, String b) {}";
                        default -> "Fn<Integer, Integer> f" + i + " = x -> x + " + i + ";";
                    });
        }
    }

    /** Lambdas of cells that were never packed, of four kinds. */
    private static void fresh(Notebook notebook, int cells) {
        var nanos = new LinkedHashMap<String, long[]>();
        for (int i = 0; i < FRESH; i++) {
            int cell = 4 * (i % (cells / 4));
            for (var kind : kinds(cell).entrySet()) {
                Object lambda = notebook.run(kind.getValue());
                long begun = cpuNanos();
                pack(lambda);
                nanos.computeIfAbsent(kind.getKey(), _ -> new long[FRESH])[i] = cpuNanos() - begun;
            }
        }
        nanos.forEach((kind, times) -> {
            System.out.printf("first of a cell, %-28s first %7.1f us", kind, times[0] / 1e3);
            Arrays.sort(times);
            System.out.printf(
                    ", median %7.1f us, 90%% %7.1f us%n", times[FRESH / 2] / 1e3, times[FRESH * 9 / 10] / 1e3);
        });
    }

    private static Map<String, String> kinds(int cell) {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("reads nothing", "(Fn<Integer, Integer>) x -> x * x");
        kinds.put("reads an int", "(Fn<Integer, Integer>) x -> x * v" + cell);
        kinds.put("calls a method", "(Fn<Integer, Integer>) x -> m" + (cell + 1) + "(x)");
        kinds.put("makes a record", "(Fn<Integer, Integer>) x -> new R" + (cell + 2) + "(x, \"\").a()");
        return kinds;
    }

    private static void again(Notebook notebook) {
        notebook.run("Map<String, Integer> smallMap = new HashMap<>(Map.of(\"a\", 1, \"b\", 2));");
        var kinds = kinds(0);
        kinds.put("captures an int", "Fn<Integer, Integer> adder(int n) { return x -> x + n; } adder(3)");
        kinds.put("reads a small map", "(Fn<String, Integer>) x -> smallMap.get(x)");
        kinds.forEach((kind, code) -> {
            Object lambda = notebook.run(code);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long begun = cpuNanos();
                for (int i = 0; i < AGAIN / 5; i++) {
                    pack(lambda);
                }
                best = Math.min(best, (cpuNanos() - begun) / (AGAIN / 5));
            }
            System.out.printf("again,           %-28s %7.2f us%n", kind, best / 1e3);
        });
    }

    /** Of this thread alone, so that what else the machine does is not counted. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void pack(Object lambda) {
        try (var packer = new Packer(lambda, Seams.classes())) {
            if (packer.bundle().bytes().length == 0) {
                throw new IllegalStateException("an empty bundle");
            }
        }
    }
}
