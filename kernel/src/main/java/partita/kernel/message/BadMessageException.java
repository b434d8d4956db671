package partita.kernel.message;

/** A message that this kernel cannot take: wrongly signed, truncated, no JSON. The sender gets no answer. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong with the message, on one line
     */
    public BadMessageException(String message) {
        super(message);
    }
}
