package partita.api;

import java.util.OptionalInt;

/**
 * Who holds a lock or a permit, or held it when its process ended.
 *
 * @param process the process's name
 * @param pid its process id
 * @param thread the number of its thread, as {@link Thread#threadId()}; 0 where any of its threads is meant
 * @param exitCode how it ended: its exit code, or minus the signal that ended it; empty while it lives, and where only
 *     another process knows, since that started it
 */
public record Holder(String process, long pid, long thread, OptionalInt exitCode) {
    @Override
    public String toString() {
        return "process=" + process + " (pid=" + pid + (thread == 0 ? "" : " thread=" + thread)
                + (exitCode.isPresent() ? " exitCode=" + exitCode.getAsInt() : "") + ")";
    }
}
