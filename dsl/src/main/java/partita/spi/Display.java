package partita.spi;

/**
 * Where output goes. Found by {@link java.util.ServiceLoader}; the default is this JVM's own standard
 * output and standard error.
 */
public interface Display {
    /**
     * The cell whose code calls this, on whatever thread that cell started.
     *
     * @return where its output goes, also after it ended
     */
    Cell cell();

    /** One cell's output. Safe for use by many threads. */
    interface Cell {
        /**
         * Shows text.
         *
         * @param error whether as standard error
         * @param text the text, shown whole and in order
         */
        void write(boolean error, String text);
    }
}
