package partita.internal.shared;

import partita.internal.launch.JvmCommand;
import partita.internal.memory.Spin;

/** How long a thread of this process looks before it sleeps, as its last waits have shown to pay. */
final class Spins {
    private static final ThreadLocal<Spin> OWN = ThreadLocal.withInitial(() -> new Spin(JvmCommand.cores()));

    private Spins() {}

    /** This thread's. */
    static Spin own() {
        return OWN.get();
    }
}
