package partita.internal.parcel;

import java.util.List;
import partita.function.Fn;
import partita.function.Task;

/** What a snippet in a notebook is like: a variable, a method, and lambdas that use them. See {@link TypedLoader}. */
final class Specimen {
    private static int variable = 3;

    private Specimen() {}

    private static int method(int x) {
        return x + variable;
    }

    static List<Fn<Integer, Integer>> functions() {
        return List.of(x -> x * x, x -> x * variable, x -> method(x));
    }

    static Task task() {
        return () -> {};
    }
}
