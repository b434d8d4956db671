package partita.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;

/** Words for what the compiler refused: cell, line, the line itself and a marker under what is wrong. */
final class CompileErrors {
    /** Of what the compiler adds to an error that has a hint: the candidate that was most likely meant stands first. */
    private static final int MAX_MORE = 4;

    private CompileErrors() {}

    static Failure of(int cell, String source, int offset, List<Diag> diagnostics) {
        List<String> lines = new ArrayList<>();
        String first = "the compiler refused it";
        int at = offset;
        for (Diag diagnostic : diagnostics) {
            if (diagnostic.isError()) {
                List<String> message = CellMap.clean(diagnostic.getMessage(Locale.ENGLISH))
                        .replace(" in method do_it$()", "")
                        .lines()
                        .toList();
                if (lines.isEmpty()) {
                    first = message.isEmpty() ? first : message.getFirst();
                    at = begin(source, offset, diagnostic);
                }
                append(lines, cell, source, offset, diagnostic, message);
            }
        }
        return failure(cell, source, at, first, lines);
    }

    /** A declaration that waits for what no cell has declared. */
    static Failure missing(int cell, String source, int offset, String what, List<String> missing) {
        String message = what + " needs " + String.join(", ", missing)
                + ", which no cell declares; declare it, or correct its name, then run this cell again";
        return failure(cell, source, CellMap.begin(source, offset), message, new ArrayList<>());
    }

    private static Failure failure(int cell, String source, int offset, String message, List<String> lines) {
        if (lines.isEmpty()) {
            lines.add(Ansi.red(where(cell, source, offset) + ": error: ") + message);
        }
        return new Failure("CompileError", where(cell, source, offset) + ": " + message, lines);
    }

    private static void append(
            List<String> lines, int cell, String source, int offset, Diag diagnostic, List<String> message) {
        int begin = begin(source, offset, diagnostic);
        int from = Math.clamp(offset + diagnostic.getStartPosition(), 0, begin);
        int lineBegin = begin == 0 ? 0 : source.lastIndexOf('\n', begin - 1) + 1;
        int lineEnd = source.indexOf('\n', begin);
        String line = source.substring(lineBegin, lineEnd < 0 ? source.length() : lineEnd);
        int start = Math.max(from, lineBegin) - lineBegin;
        int end = Math.clamp(
                (long) offset + diagnostic.getEndPosition() - lineBegin, start + 1, Math.max(start + 1, line.length()));
        lines.add(Ansi.red(where(cell, source, begin) + ": error: ") + (message.isEmpty() ? "" : message.getFirst()));
        lines.add("    " + line);
        lines.add("    " + line.substring(0, Math.min(start, line.length())).replaceAll("[^\t]", " ")
                + "^".repeat(end - start));
        String hint = Hints.of(new Hints.Problem(
                diagnostic.getCode(),
                String.join("\n", message),
                source,
                from,
                Math.clamp(offset + diagnostic.getEndPosition(), from, source.length())));
        if (hint != null) {
            lines.add("  → " + hint);
        }
        // javac names the class that JShell wraps a snippet in, which nobody typed
        List<String> more = message.stream()
                .skip(1)
                .map(String::strip)
                .filter(text -> !text.equals("location: class"))
                .toList();
        int shown = hint == null ? more.size() : Math.min(more.size(), MAX_MORE);
        more.subList(0, shown).forEach(text -> lines.add("  " + text));
        if (shown < more.size()) {
            lines.add("  … (the compiler's " + (more.size() - shown) + " further lines tell of other ways to call it)");
        }
    }

    private static int begin(String source, int offset, Diag diagnostic) {
        return (int) Math.clamp(offset + diagnostic.getPosition(), 0L, source.length());
    }

    private static String where(int cell, String source, int offset) {
        return CellMap.name(cell) + ", line " + CellMap.lineAt(source, offset);
    }
}
