package partita.internal.local;

/** Why a process ended, as far as its exit code and its last words tell. */
final class Obituary {
    private static final int SIGABRT = 6;
    private static final int SIGKILL = 9;
    private static final int SIGSEGV = 11;
    private static final int SIGTERM = 15;

    private static final String OUT_OF_MEMORY = "its heap was full (OutOfMemoryError): give workers more by"
            + " par.heap(\"…\"), make items smaller, or keep less of them";

    private Obituary() {}

    static String of(int exitCode, String lastWords, boolean finished) {
        return (lastWords.contains("OutOfMemoryError") ? OUT_OF_MEMORY : likely(exitCode))
                + (finished ? "; this work had finished, but its result had not left the worker" : "")
                + (lastWords.isEmpty() ? "" : "; its last words: " + lastWords);
    }

    private static String likely(int exitCode) {
        return switch (-exitCode) {
            case SIGKILL ->
                "killed by signal=9 (SIGKILL): by somebody, or by the operating system because memory ran out (then use"
                        + " fewer workers or a smaller heap)";
            case SIGTERM -> "ended by signal=15 (SIGTERM): somebody asked it to";
            case SIGABRT -> "ended by signal=6 (SIGABRT): the JVM or native code crashed";
            case SIGSEGV -> "ended by signal=11 (SIGSEGV): native code crashed";
            default ->
                exitCode < 0
                        ? "ended by signal=" + -exitCode
                        : "its code ended the JVM with exitCode=" + exitCode
                                + " (System.exit, Runtime.halt, or a failure of the JVM itself)";
        };
    }
}
