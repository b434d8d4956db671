package partita.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import partita.Par;
import partita.internal.local.LocalEngine;
import partita.internal.local.WorkerSettings;
import partita.internal.parcel.Packer;
import partita.internal.pool.Seams;

/**
 * Measures consecutive jobs that read one large array variable of a notebook. To be run by hand; the arguments are
 * megabytes and jobs.
 */
public final class LargeArrayBench {
    private LargeArrayBench() {}

    public static void main(String[] args) {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        try (var notebook = new Notebook();
                var engine = new LocalEngine(new WorkerSettings(2, Optional.of("1g"), List.of()))) {
            pool = Par.par.on(engine);
            notebook.run("double[] data = new double[" + megabytes * (1 << 17) + "];");
            notebook.run("for (int i = 0; i < data.length; i++) data[i] = i;");
            notebook.run("int job = 0;");
            notebook.run("partita.Par pool = partita.notebook.LargeArrayBench.pool;");
            notebook.run(
                    "double once() { job++; int j = job; return pool.map(List.of(1, 2), i -> data[i] + j).get(0); }");
            notebook.run("long pack() { partita.notebook.LargeArrayBench.pack((Fn<Integer, Double>) i -> data[i]);"
                    + " return 0; }");
            report("job", notebook, "once()", jobs);
            report("pack", notebook, "pack()", jobs);
            notebook.run("double change() { data[7]++; return once(); }");
            report("job, one number changed", notebook, "change()", jobs / 5);
        }
    }

    /** Of this run. */
    public static Par pool = Par.par;

    public static void pack(Object lambda) {
        try (var packer = new Packer(lambda, Seams.classes())) {
            if (packer.bundle().bytes().length > 100_000) {
                throw new IllegalStateException("the array is in the bundle");
            }
        }
    }

    private static void report(String what, Notebook notebook, String call, int times) {
        notebook.run("long[] times(int n) { var t = new long[n]; for (int i = 0; i < n; i++) {"
                + " long b = System.nanoTime(); " + call + "; t[i] = System.nanoTime() - b; } return t; }");
        var nanos = (long[]) notebook.run("times(" + times + ")");
        long first = nanos[0];
        Arrays.sort(nanos);
        System.out.printf(
                "%-24s first %7.1f ms, median %6.1f ms, 90%% %6.1f ms%n",
                what, first / 1e6, nanos[times / 2] / 1e6, nanos[times * 9 / 10] / 1e6);
    }
}
