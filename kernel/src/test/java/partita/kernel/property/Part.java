package partita.kernel.property;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind in a notebook.
 *
 * @param kind what it is
 * @param suffix makes its names unique
 * @param a the template's first number
 * @param b the template's second number
 * @param inner the part that it uses, or null
 */
record Part(Kind kind, String suffix, int a, int b, Part inner) {
    /** Its declarations, one cell each. */
    List<String> cells() {
        var cells = new ArrayList<String>();
        String[] uses = kind.uses().split("¶", 2);
        String declares = kind.declares().split("‖")[0];
        // helpers are methods, so they may stand first
        if (uses.length > 1) {
            declares = declares.isEmpty() ? uses[1] : declares + "¶" + uses[1];
        }
        addFilled(declares, cells);
        return cells;
    }

    /** What changes it later: its values in place, or its shape; none where declaring it again is all there is. */
    List<String> changes() {
        var cells = new ArrayList<String>();
        String[] parts = kind.declares().split("‖");
        if (parts.length > 1) {
            addFilled(parts[1], cells);
        }
        return cells;
    }

    private void addFilled(String templates, List<String> cells) {
        for (String cell : templates.split("¶")) {
            if (!cell.isBlank()) {
                cells.add(fill(cell, "1"));
            }
        }
    }

    /** An expression that uses it, of a number. */
    String use(String argument) {
        return fill(kind.uses().split("¶", 2)[0], argument);
    }

    /** Whether this part is, or uses, the other. */
    boolean needs(Part other) {
        return this == other || (inner != null && inner.needs(other));
    }

    /** The same part with other numbers and another inner one. */
    Part with(int newA, int newB, Part newInner) {
        return new Part(kind, suffix, newA, newB, newInner);
    }

    private String fill(String template, String argument) {
        var text = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            if (c == '«') {
                int end = template.indexOf('»', at);
                text.append(inner(fill(template.substring(at + 1, end), argument)));
                at = end;
            } else if (c == '#') {
                text.append(suffix);
            } else if (c == '~') {
                text.append('(').append(argument).append(')');
            } else if (template.startsWith("@A", at)) {
                text.append(a);
                at++;
            } else if (template.startsWith("@B", at)) {
                text.append(b);
                at++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private String inner(String expression) {
        return inner == null || !inner.kind.type().equals("int") ? "(" + expression + ")" : inner.use(expression);
    }
}
