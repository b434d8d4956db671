package partita.internal.parcel.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the wrappers of a JShell's snippets, which it numbers in order and marks with letters when it makes them anew. */
final class Wrappers {
    private static final String PREFIX = "REPL.$JShell$";
    /** Snippets that did not compile, and imports, have numbers too. */
    private static final int GAP = 256;

    private Wrappers() {}

    static List<String> newestFirst(Predicate<String> exists) {
        List<String> found = new ArrayList<>();
        int misses = 0;
        for (int number = 1; misses < GAP; number++) {
            misses++;
            for (String name : versions(PREFIX + number, exists)) {
                found.add(name);
                misses = 0;
            }
        }
        return found.reversed();
    }

    /** The plain name, then with A, B and so on; the first of these letters may be missing. */
    private static List<String> versions(String name, Predicate<String> exists) {
        List<String> found = new ArrayList<>();
        if (exists.test(name)) {
            found.add(name);
        }
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            if (exists.test(name + letter)) {
                found.add(name + letter);
            } else if (letter > 'A') {
                break;
            }
        }
        return found;
    }
}
