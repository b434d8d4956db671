package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import partita.api.WorkerInfo;
import partita.internal.transport.Desk;
import partita.spi.Engine;

/** Who begins work hands it out and no more; who leads does not wait for what another thread is about to say. */
final class HandOutTest {
    /** Runs everything at once, and keeps what a leader would wait for. */
    private static final class Fake implements Desk {
        private final List<BooleanSupplier> awaited = new ArrayList<>();

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("nothing is to wait here");
        }

        @Override
        public boolean isOwner() {
            return true;
        }

        @Override
        public void lead(BooleanSupplier done, BooleanSupplier others) {
            awaited.add(done);
        }
    }

    private static final class Silent implements Engine.Listener {
        @Override
        public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
            throw new UnsupportedOperationException("no work was given");
        }

        @Override
        public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
            throw new UnsupportedOperationException("no work was given");
        }

        @Override
        public void ended(Throwable failure) {
            // a thread for callbacks says so later
        }
    }

    @Test
    void executeHere_resultIsThereAtOnce_isLeftToWhoLeads() {
        AtomicBoolean handedOut = new AtomicBoolean();
        AtomicBoolean taken = new AtomicBoolean();
        try (MemoryDesk desk = MemoryDesk.open("hand-out", () -> handedOut.get() && taken.compareAndSet(false, true))
                .orElseThrow()) {
            desk.executeHere(() -> handedOut.set(true));
            assertTrue(handedOut.get());
            assertFalse(taken.get(), "nobody has said yet that he waits");
            desk.lead(taken::get, () -> false);
            assertTrue(taken.get());
        }
    }

    @Test
    void help_runIsOverButNotDone_doesNotWait() {
        Fake desk = new Fake();
        ActiveRun run = new ActiveRun(
                1,
                desk,
                new ActiveRun.Owner() {
                    @Override
                    public void changed() {}

                    @Override
                    public boolean isBusy() {
                        return false;
                    }

                    @Override
                    public void drain(ActiveRun drained) {}

                    @Override
                    public void stop(ActiveRun stopped, Throwable why) {}
                },
                new Silent());
        run.help(() -> false);
        assertFalse(desk.awaited.getFirst().getAsBoolean());
        run.begin(() -> null, ActiveRun.Given.all(() -> null));
        assertTrue(run.endIfDone());
        assertTrue(desk.awaited.getFirst().getAsBoolean());
        assertEquals(1, desk.awaited.size());
    }
}
