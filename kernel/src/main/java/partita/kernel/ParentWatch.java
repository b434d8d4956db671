package partita.kernel;

import java.util.Locale;
import java.util.Optional;

/** Ends the kernel when Jupyter has died without a word. */
final class ParentWatch {
    private static final long INIT = 1;

    private ParentWatch() {}

    static void start(Runnable ended) {
        parent().filter(ProcessHandle::isAlive)
                .ifPresent(parent -> parent.onExit().thenRun(ended));
    }

    private static Optional<ProcessHandle> parent() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String named = System.getenv("JPY_PARENT_PID");
        // on Windows the variable holds a handle, which means nothing here
        Optional<ProcessHandle> parent = windows || named == null || !named.matches("\\d{1,18}")
                ? ProcessHandle.current().parent()
                : ProcessHandle.of(Long.parseLong(named));
        // whose parent is init was started to outlive everyone
        return parent.filter(handle -> handle.pid() > INIT);
    }
}
