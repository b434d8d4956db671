package partita.kernel.repl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Helps while a cell is typed: completion, documentation, and whether it is whole. */
final class Assistant {
    private final SourceCodeAnalysis analysis;
    private final Syntax syntax = new Syntax();

    Assistant(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    Completion complete(String code, int cursor) {
        int from = lastSnippet(code.substring(0, cursor));
        int[] anchor = {0};
        List<Suggestion> suggestions = analysis.completionSuggestions(code.substring(from), cursor - from, anchor);
        Set<String> matches = new LinkedHashSet<>();
        suggestions.stream().filter(Suggestion::matchesType).forEach(s -> matches.add(s.continuation()));
        suggestions.forEach(s -> matches.add(s.continuation()));
        int start = suggestions.isEmpty() ? cursor : from + anchor[0];
        return new Completion(List.copyOf(matches), start, cursor);
    }

    /** What is known of the name at the cursor, as text; empty where nothing is. */
    String inspect(String code, int cursor, boolean javadoc) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String head = code.substring(0, end);
        int from = lastSnippet(head.strip().isEmpty() ? "" : head);
        String name = head.substring(from);
        int in = Math.max(0, name.length() - (name.endsWith("(") ? 0 : 1));
        // JShell documents a name inside a whole expression, and a method inside its parentheses
        for (Attempt attempt : List.of(
                new Attempt(name, name.length()),
                new Attempt(name + ";", in),
                new Attempt(name + " ", in),
                new Attempt(name + "(", name.length() + 1))) {
            List<Documentation> found = analysis.documentation(attempt.code, attempt.cursor, javadoc);
            if (!found.isEmpty()) {
                return found.stream().map(Assistant::describe).distinct().collect(Collectors.joining("\n\n"));
            }
        }
        return "";
    }

    private record Attempt(String code, int cursor) {}

    private static String describe(Documentation documentation) {
        String text = documentation.javadoc();
        String signature = CellMap.clean(documentation.signature());
        return text == null || text.isBlank()
                ? signature
                : signature + "\n" + text.strip().indent(4).stripTrailing();
    }

    Completeness completeness(String code) {
        for (Piece piece : Piece.of(analysis, code)) {
            switch (piece.completeness()) {
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return Completeness.INCOMPLETE;
                }
                case UNKNOWN -> {
                    return Completeness.INVALID;
                }
                default -> {
                    if (!syntax.valid(piece.source())) {
                        return Completeness.INVALID;
                    }
                }
            }
        }
        return Completeness.COMPLETE;
    }

    /** Where the snippet begins that the text ends in. */
    private int lastSnippet(String code) {
        List<Piece> pieces = Piece.of(analysis, code);
        return pieces.isEmpty() ? 0 : pieces.getLast().offset();
    }
}
