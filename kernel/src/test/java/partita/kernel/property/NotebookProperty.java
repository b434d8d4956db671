package partita.kernel.property;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import partita.Par;
import partita.kernel.repl.Failure;
import partita.kernel.repl.Interrupts;
import partita.kernel.repl.Repl;
import partita.kernel.repl.Startup;

/** Whatever a notebook holds, workers give what the kernel itself gives. */
abstract class NotebookProperty {
    /** JShell slows with what it holds, so it is made anew after so many notebooks. */
    private static final int NOTEBOOKS_PER_KERNEL = 20;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static Repl repl;
    /** The notebook for which it was made. */
    private static int made;

    @AfterContainer
    static void close() {
        System.out.println(COUNT + " notebooks, " + Both.summary());
        if (repl != null) {
            repl.close();
        }
        Par.closeDefault();
    }

    @Provide
    Arbitrary<Sketch> notebooks() {
        Arbitrary<Integer> number = Arbitraries.integers().between(1, 9);
        Arbitrary<Sketch.Draft> draft = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.of(Kind.all())), Tuple.of(1, Arbitraries.of(ChangeKinds.ALL))),
                        number,
                        number,
                        Arbitraries.integers().between(-1, 3))
                .as(Sketch.Draft::new);
        return Combinators.combine(
                        draft.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 2))
                .as(Sketch::new);
    }

    static void check(Sketch sketch) {
        int number = COUNT.incrementAndGet();
        Sketch.Cells notebook = sketch.cells("n" + number);
        sketch.parts()
                .forEach(part -> Statistics.label("kinds").collect(part.kind().name()));
        notebook.forms().forEach(form -> Statistics.label("forms").collect(form));
        String text = String.join("\n----\n", notebook.cells());
        for (String cell : notebook.cells()) {
            Failure failure =
                    repl(number).run(number, cell, value -> {}, note -> {}).failure();
            if (failure != null) {
                throw new AssertionError("the kernel refuses\n" + cell + "\n" + String.join("\n", failure.traceback())
                        + "\nin the notebook\n" + text);
            }
            assertEquals(
                    List.of(), Both.takeDifferences(), () -> "after the cell\n" + cell + "\nin the notebook\n" + text);
        }
    }

    private static Repl repl(int number) {
        if (repl == null || (number % NOTEBOOKS_PER_KERNEL == 0 && made != number)) {
            if (repl != null) {
                repl.close();
            }
            made = number;
            repl = new Repl(TestAgent.instrumentation(), new Interrupts(), Startup.IMPORTS, line -> {
                throw new AssertionError(line);
            });
        }
        return repl;
    }
}
