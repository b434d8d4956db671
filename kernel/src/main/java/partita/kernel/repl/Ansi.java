package partita.kernel.repl;

/** Colours that every Jupyter client shows and that read well on dark and light. */
final class Ansi {
    private Ansi() {}

    static String red(String text) {
        return "\u001b[31m" + text + "\u001b[0m";
    }
}
