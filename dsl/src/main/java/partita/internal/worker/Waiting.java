package partita.internal.worker;

import java.util.function.BooleanSupplier;

/** Waits that an interrupt does not end: it is meant for what runs next. */
final class Waiting {
    private Waiting() {}

    /**
     * Waits, as often as it is woken, until something is so. The caller holds the monitor.
     *
     * @return whether an interrupt came meanwhile, which the thread knows nothing of any more
     */
    static boolean until(Object monitor, BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            try {
                monitor.wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
