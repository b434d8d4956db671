package partita.api;

/** An item ran longer than {@code par.timeout(...)} allows; it was stopped. */
public final class TaskTimeoutException extends ParTimeoutException {
    /**
     * Makes the exception.
     *
     * @param message which item took longer than what, and what to do
     */
    public TaskTimeoutException(String message) {
        super(message, null);
    }
}
