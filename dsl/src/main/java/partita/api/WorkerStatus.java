package partita.api;

/**
 * How a worker is.
 *
 * @param pid its process id; -1 until it has one
 * @param name its name, such as {@code worker-1}
 * @param state what it does
 * @param tasksDone how many items it has finished
 * @param rss its resident memory in bytes; -1 where the operating system does not tell
 */
public record WorkerStatus(long pid, String name, State state, long tasksDone, long rss) {
    /** What a worker does. */
    public enum State {
        /** Its JVM starts, or runs the initialiser. */
        STARTING,
        /** It waits for work. */
        IDLE,
        /** It has work. */
        BUSY,
        /** It takes no more work and ends. */
        ENDING
    }
}
