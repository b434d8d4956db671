package partita.internal.launch;

/** How a process ended, as one number: its exit code, or minus the signal that ended it. */
final class ExitCode {
    /** The JDK and the shell give 128 + n for an end by signal n, which is a program's own exit code as well. */
    private static final int SIGNAL_BASE = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int KILL = 9;

    private ExitCode() {}

    /**
     * @param raw what the operating system's wait gave, as the JDK shows it
     * @param endedBy what the process itself said, see {@link Journal#endedBy}
     * @param codeEnded whether its code had ended by itself, so that only hooks were left
     */
    static int of(int raw, int endedBy, boolean codeEnded) {
        int signal = raw - SIGNAL_BASE;
        boolean mayBeSignal = signal > 0 && signal <= LAST_SIGNAL;
        if (!mayBeSignal) {
            return raw;
        }
        // SIGTERM, SIGINT and SIGHUP let the JVM run its hooks, the deadly ones leave no word
        return endedBy < 0 || endedBy == signal || (codeEnded && signal == KILL) ? -signal : raw;
    }
}
