package partita.api;

/**
 * Stands in for an exception that cannot be rebuilt in this JVM: it carries the original's class name,
 * message and stack trace.
 */
public final class RemoteException extends Exception {
    private final String className;
    private final String remoteTrace;

    /**
     * Makes the stand-in.
     *
     * @param className the original's class, in full
     * @param message the original's message, or its class name where it has none
     * @param remoteTrace the original's stack trace as text
     */
    public RemoteException(String className, String message, String remoteTrace) {
        super(className + ": " + message);
        this.className = className;
        this.remoteTrace = remoteTrace;
    }

    /**
     * The class of the original exception.
     *
     * @return its full name
     */
    public String className() {
        return className;
    }

    /**
     * The original's stack trace.
     *
     * @return the text that {@code printStackTrace} gave where it was thrown
     */
    public String remoteTrace() {
        return remoteTrace;
    }
}
