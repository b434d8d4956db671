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

        /**
         * Runs something on the calling thread so that what it prints is this cell's.
         *
         * @param action what to run
         */
        default void run(Runnable action) {
            action.run();
        }

        /**
         * Whether a bar can be shown and updated in place without being asked for.
         *
         * @return true in a notebook
         */
        default boolean live() {
            return false;
        }

        /**
         * Makes a bar that shows progress in place; nothing is seen before its first {@link Bar#show}.
         *
         * @return a bar of this cell's; here one of text, for a terminal
         */
        default Bar bar() {
            return new TextBar(this);
        }
    }

    /** A bar in a cell. */
    @FunctionalInterface
    interface Bar {
        /**
         * Shows how far a job is, in place of what was shown before. Called at most ten times a second, and last
         * with a progress that is over.
         *
         * @param progress what to show
         */
        void show(Progress progress);
    }
}
