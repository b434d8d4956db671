package partita.api;

/**
 * Who holds a lock or a permit, or held it when its process ended.
 *
 * @param process the process's name
 * @param pid its process id
 * @param thread the number of its thread, as {@link Thread#threadId()}; 0 where any of its threads is meant
 */
public record Holder(String process, long pid, long thread) {}
