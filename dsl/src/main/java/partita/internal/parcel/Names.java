package partita.internal.parcel;

/** Names as a person typed them, without JShell's wrapper around them. */
final class Names {
    private Names() {}

    /** The class's name as typed; empty for a wrapper itself. */
    static String typed(String className) {
        return className
                .replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*\\$?", "")
                .replace('$', '.')
                .replaceAll("(^|\\.)\\d+(?=\\p{L})", "$1"); // of a class inside a method, the compiler's number
    }
}
