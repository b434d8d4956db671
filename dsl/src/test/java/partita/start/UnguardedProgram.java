package partita.start;

import static partita.Par.par;

/** A main that starts a child without asking whether it is itself one. */
public final class UnguardedProgram {
    private UnguardedProgram() {}

    public static void main(String[] args) {
        par.process(() -> System.out.println("123")).start().join();
    }
}
