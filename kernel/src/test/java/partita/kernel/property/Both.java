package partita.kernel.property;

import java.util.ArrayList;
import java.util.List;
import partita.Par;
import partita.api.TaskException;
import partita.function.Fn;

/** Called by generated cells: does the same work on workers and in the kernel, and keeps where they differ. */
public final class Both {
    private static final List<String> DIFFERENCES = new ArrayList<>();
    private static int comparisons;
    private static int failures;

    private Both() {}

    /** Maps in both ways; the same lambda, the same items. */
    public static <A, R> int probe(List<? extends A> items, Fn<? super A, ? extends R> f) {
        Object remote;
        try {
            remote = Par.par.map(items, f);
        } catch (TaskException e) {
            remote = e.getCause();
        } catch (RuntimeException e) {
            DIFFERENCES.add("workers: " + e);
            return -1;
        }
        Object local;
        try {
            var results = new ArrayList<Object>();
            for (A item : items) {
                results.add(f.apply(item));
            }
            local = results;
        } catch (Throwable e) {
            local = e;
            failures++;
        }
        comparisons++;
        String difference = new Same().difference("", remote, local);
        if (difference != null) {
            DIFFERENCES.add("workers and kernel differ at result" + difference);
        }
        return comparisons;
    }

    static List<String> takeDifferences() {
        var taken = List.copyOf(DIFFERENCES);
        DIFFERENCES.clear();
        return taken;
    }

    static String summary() {
        return comparisons + " comparisons, " + failures + " of exceptions";
    }
}
