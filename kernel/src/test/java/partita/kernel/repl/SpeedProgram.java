package partita.kernel.repl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jshell.JShell;

/**
 * Measures what this kernel's evaluation costs beside a bare JShell's, turn by turn in one JVM. Run its main;
 * nothing here passes or fails.
 */
public final class SpeedProgram {
    private SpeedProgram() {}

    /** Prints medians in milliseconds. */
    public static void main(String[] arguments) {
        List<String> imports = Startup.IMPORTS.stream()
                .filter(line -> !line.contains("Par.par"))
                .toList();
        try (Repl repl = new Repl(null, new Interrupts(), imports, System.err::println);
                JShell bare = JShell.builder().executionEngine("local").build()) {
            imports.forEach(bare::eval);
            for (int round = 1; round <= 5; round++) {
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    theirs.add(millis(() -> bare.eval("1+1")));
                    ours.add(millis(() -> repl.run(1, "1+1", value -> {}, note -> {})));
                }
                System.out.printf(
                        "round=%d bare=%.1f partita=%.1f ratio=%.2f%n",
                        round, median(theirs), median(ours), median(ours) / median(theirs));
            }
        }
    }

    private static double millis(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
