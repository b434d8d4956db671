package partita.kernel.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small notebook: its parts declared in a random order that Java allows, work with them, then parts defined again
 * and the work done again, by new lambdas and by old ones.
 *
 * @param parts what it is made of; each may use an earlier one
 * @param choices decides on order, forms of sending, and what is defined again
 * @param redefinitions how many parts are defined again
 */
record Sketch(List<Draft> parts, long choices, int redefinitions) {
    private static final Pattern MEMBER = Pattern.compile("[A-Z]\\w*#\\.(?:[A-Z]|\\w+\\.)");

    /** A named class inside a method's body. */
    private static final Pattern LOCAL = Pattern.compile("\\) \\{[^¶‖]*\\b(?:class|record|enum|interface) \\w");

    /**
     * A part before it has its place.
     *
     * @param kind what it is
     * @param a the template's first number
     * @param b the template's second number
     * @param uses which earlier part it uses; none if there is no such
     */
    record Draft(Kind kind, int a, int b, int uses) {}

    /** How work is sent, for the report. */
    enum Form {
        LAMBDA,
        FUNCTION_VARIABLE,
        METHOD,
        CAPTURED_LOCAL,
        ITEMS,
        THROWING,
        NESTED,
        OLD_LAMBDA,
        AFTER_REDEFINITION,
        AFTER_CHANGE
    }

    /**
     * The notebook's cells.
     *
     * @param cells what is run, in order
     * @param forms how its work is sent
     */
    record Cells(List<String> cells, List<Form> forms) {}

    Cells cells(String id) {
        var random = new Random(choices);
        List<Part> made = make(id);
        var cells = new ArrayList<>(merge(declare(made, random), random));
        var forms = new ArrayList<Form>();
        cells.add("Function<Integer, Object> old" + id + " = x -> " + all(made, "x") + ";");
        send(made, id + "s", random, cells, forms);
        for (int i = 0; i < redefinitions; i++) {
            // half of them change in place or in shape, where there is a part that can
            List<Part> changing = random.nextInt(4) > 0
                    ? made.stream().filter(part -> !part.changes().isEmpty()).toList()
                    : List.of();
            List<Part> candidates = changing.isEmpty() ? made : changing;
            Part before = candidates.get(random.nextInt(candidates.size()));
            Part after = before.with(random.nextInt(9) + 1, random.nextInt(9) + 1, before.inner());
            List<String> changes = random.nextInt(3) > 0 ? after.changes() : List.of();
            cells.addAll(changes.isEmpty() ? after.cells() : changes);
            made = replaced(made, before, after);
            forms.add(changes.isEmpty() ? Form.AFTER_REDEFINITION : Form.AFTER_CHANGE);
            send(made, id + "r" + i, random, cells, forms);
            forms.add(Form.OLD_LAMBDA);
            cells.add(probe("List.of(1, 5)", "old" + id + "::apply"));
        }
        return new Cells(List.copyOf(cells), List.copyOf(forms));
    }

    private List<Part> make(String id) {
        var made = new ArrayList<Part>();
        for (Draft draft : parts) {
            Part inner = draft.uses() < made.size() && draft.uses() >= 0 ? made.get(draft.uses()) : null;
            made.add(new Part(draft.kind(), id + "p" + made.size(), draft.a(), draft.b(), inner));
        }
        return made;
    }

    private static List<Part> replaced(List<Part> parts, Part before, Part after) {
        var all = new ArrayList<Part>();
        for (Part part : parts) {
            all.add(part == before ? after : part.inner() == before ? part.with(part.a(), part.b(), after) : part);
        }
        return all;
    }

    /** Cells of a part that runs at once stand behind all that it uses; others anywhere. */
    private static List<String> declare(List<Part> parts, Random random) {
        List<Part> open = new ArrayList<>(parts);
        Collections.shuffle(open, random);
        var cells = new ArrayList<String>();
        while (!open.isEmpty()) {
            Part next = open.stream()
                    .filter(p -> !runs(p) || open.stream().noneMatch(o -> o != p && p.needs(o)))
                    .findFirst()
                    .orElseThrow();
            open.remove(next);
            cells.addAll(next.cells());
        }
        return cells;
    }

    /**
     * Whether what it uses must be there before: it runs code of its own, or names a member class of what it uses,
     * or calls a method of one of its fields, or has a local class: JShell's forward references do not cover
     * that from cell to cell.
     */
    private static boolean runs(Part part) {
        return part.kind().late()
                || (part.inner() != null
                        && (MEMBER.matcher(part.inner().kind().uses()).find()
                                || LOCAL.matcher(part.kind().declares()).find()));
    }

    /** Puts some neighbours into one cell, on one line or several. */
    private static List<String> merge(List<String> snippets, Random random) {
        var cells = new ArrayList<String>();
        for (String snippet : snippets) {
            int choice = cells.isEmpty() ? 0 : random.nextInt(4);
            // an import must not stand behind code on its line for people, but may for Java
            switch (choice) {
                case 1 -> cells.add(cells.removeLast() + " " + snippet);
                case 2 -> cells.add(cells.removeLast() + "\n\n" + snippet);
                default -> cells.add(snippet);
            }
        }
        return cells;
    }

    private static String all(List<Part> parts, String argument) {
        return parts.stream()
                .map(part -> "(Object) " + part.use(argument))
                .collect(Collectors.joining(", ", "Arrays.asList(", ", \"end\")"));
    }

    private static void send(List<Part> parts, String id, Random random, List<String> cells, List<Form> forms) {
        Form form = Form.values()[random.nextInt(Form.OLD_LAMBDA.ordinal())];
        forms.add(form);
        String items = "List.of(3, -2, 11)";
        String all = all(parts, "x");
        switch (form) {
            case FUNCTION_VARIABLE -> {
                cells.add("Function<Integer, Object> f" + id + " = x -> " + all + ";");
                cells.add(probe(items, "f" + id + "::apply"));
            }
            case METHOD -> {
                cells.add("Object m" + id + "(int x) { return " + all + "; }");
                cells.add(probe(items, "x -> m" + id + "(x)"));
            }
            case CAPTURED_LOCAL -> {
                String local = all(parts, "2");
                cells.add("int c" + id + "(int k) { var local = " + local + "; return "
                        + probe(items, "x -> Arrays.asList(x + k, local)") + "; }");
                cells.add("c" + id + "(4)");
            }
            case ITEMS -> {
                cells.add("var v" + id + " = " + all(parts, "2") + ";");
                cells.add(probe("Arrays.asList(v" + id + ", null, v" + id + ")", "v -> Arrays.asList(v, v" + id + ")"));
            }
            case THROWING -> {
                cells.add(
                        "class Oops" + id + " extends Exception { Object held; int code = 3; Oops" + id
                                + "(int x, Object held) { super(\"at \" + x, new IllegalStateException(\"why\")); this.held = held; } }");
                cells.add(probe(
                        items, "x -> { if (x < 0) throw new Oops" + id + "(x, " + all + "); return " + all + "; }"));
            }
            case NESTED ->
                cells.add(probe(items, "x -> par.map(List.of(x, 1), y -> Arrays.asList(x, " + all(parts, "y") + "))"));
            default -> cells.add(probe(items, "x -> " + all));
        }
    }

    private static String probe(String items, String lambda) {
        return "partita.kernel.property.Both.probe(" + items + ", " + lambda + ")";
    }
}
