package partita.kernel.property;

import java.util.List;

/**
 * One kind of what people type, as a template: {@code #} stands for a suffix that makes names unique, {@code @A} and
 * {@code @B} for small numbers, {@code «e»} for an expression that uses the number e, of another kind perhaps.
 *
 * @param name names it in the report
 * @param declares its declarations, with {@code ¶} between cells; behind a {@code ‖} cells that change it later
 * @param late whether its declarations run code at once, so that what they use must be there before
 * @param uses an expression; {@code ?} stands for a number that it is given
 * @param type what the expression gives: {@code int}, or {@code Object} for any value
 */
record Kind(String name, String declares, boolean late, String uses, String type) {
    /** A kind whose declarations may stand before those of what they use. */
    static Kind code(String name, String declares, String uses) {
        return new Kind(name, declares, false, uses, "int");
    }

    /** A kind whose declarations are run at once. */
    static Kind variable(String name, String declares, String uses) {
        return new Kind(name, declares, true, uses, "int");
    }

    /** A kind of value, which travels both ways. */
    static Kind value(String name, String declares, String uses) {
        return new Kind(name, declares, true, uses, "Object");
    }

    static List<Kind> all() {
        return java.util.stream.Stream.of(
                        LambdaKinds.ALL, CodeKinds.ALL, ClassKinds.ALL, ValueKinds.ALL, ChangeKinds.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
