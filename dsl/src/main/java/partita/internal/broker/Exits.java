package partita.internal.broker;

import java.util.Optional;

/** Tells of the ends of processes. */
final class Exits {
    private Exits() {}

    /** Runs a task once a process has ended, at once if it has; never for this one. */
    static void onExit(long pid, Runnable told) {
        if (pid == ProcessHandle.current().pid()) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            told.run();
        } else {
            process.get().onExit().thenRun(told);
        }
    }
}
