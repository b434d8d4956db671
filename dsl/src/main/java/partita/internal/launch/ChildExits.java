package partita.internal.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How the processes ended that this JVM started, the last some hundred of them. */
public final class ChildExits {
    private static final int KEPT = 500;
    private static final Map<Long, CompletableFuture<Integer>> EXITS = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, CompletableFuture<Integer>> eldest) {
            return size() > KEPT;
        }
    };

    private ChildExits() {}

    static void add(long pid, CompletableFuture<Integer> exit) {
        synchronized (EXITS) {
            EXITS.remove(pid); // a number that is used again counts as new
            EXITS.put(pid, exit);
        }
    }

    /**
     * How a process ended.
     *
     * @param pid its id
     * @return completed at its end with its exit code, or minus the signal that ended it; null if this JVM did not
     *     start it
     */
    public static @Nullable CompletableFuture<Integer> of(long pid) {
        synchronized (EXITS) {
            return EXITS.get(pid);
        }
    }
}
