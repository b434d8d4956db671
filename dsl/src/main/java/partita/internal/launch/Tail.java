package partita.internal.launch;

/** The last characters of a text that may be long. Safe for use by many threads. */
final class Tail {
    private static final int LIMIT = 8_192;

    private final StringBuilder text = new StringBuilder();

    synchronized void add(String more) {
        text.append(more);
        if (text.length() > LIMIT) {
            text.delete(0, text.length() - LIMIT);
        }
    }

    @Override
    public synchronized String toString() {
        return text.toString().strip();
    }
}
