package partita.internal.local;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import partita.spi.Engine;

/**
 * Runs work on threads of this JVM, as Python's {@code multiprocessing.dummy} does: for debugging, and for work
 * that is begun inside an item. Everything is packed and unpacked as for another JVM, so it sees the same values
 * and refuses the same lambdas.
 */
public final class InProcessEngine implements Engine {
    private static final AtomicLong RUNS = new AtomicLong();

    private final int slots;
    private final Optional<Setup> setup;

    /**
     * Makes an engine.
     *
     * @param slots how many threads each run has
     * @param setup what each thread does first
     */
    public InProcessEngine(int slots, Optional<Setup> setup) {
        this.slots = slots;
        this.setup = setup;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public Run start(Source source, Listener listener) {
        var run = new ThreadRun(RUNS.incrementAndGet(), source, listener, slots, setup);
        run.begin();
        return run;
    }

    @Override
    public void close() {}
}
