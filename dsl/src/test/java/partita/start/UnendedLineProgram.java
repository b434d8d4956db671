package partita.start;

import static partita.Par.par;

import java.util.List;

/** An initializer that prints without ending its line, then items that print. */
public final class UnendedLineProgram {
    private UnendedLineProgram() {}

    public static void main(String[] args) {
        try (var pool = par.workers(1)
                .initializer(() -> {
                    System.out.print("out ");
                    System.err.print("err ");
                })
                .pool()) {
            pool.forEach(List.of("a", "b", "c"), x -> System.out.print(x));
        }
    }
}
