package partita.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * One snippet of a cell.
 *
 * @param source what JShell evaluates
 * @param offset where it begins in the cell
 * @param completeness what JShell says of it
 */
record Piece(String source, int offset, Completeness completeness) {
    /** Cuts a cell into its snippets; white space and comments between them are dropped. */
    static List<Piece> of(SourceCodeAnalysis analysis, String cell) {
        List<Piece> pieces = new ArrayList<>();
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            int offset = cell.length() - rest.length();
            String remaining = info.remaining() == null ? "" : info.remaining();
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            boolean whole = info.completeness().isComplete() && remaining.length() < rest.length();
            String source = whole && info.source() != null ? info.source() : rest;
            if (!source.isBlank()) {
                pieces.add(new Piece(source, find(cell, source, offset), info.completeness()));
            }
            rest = whole ? remaining : "";
        }
        return List.copyOf(pieces);
    }

    /** Where a snippet's source stands in its cell, at or behind a place; JShell may have trimmed it. */
    static int find(String cell, String source, int from) {
        String text = source.strip();
        if (text.endsWith(";") && cell.indexOf(text, from) < 0) {
            text = text.substring(0, text.length() - 1).strip();
        }
        int lead = source.indexOf(text.isEmpty() ? source : text);
        int at = cell.indexOf(text, from);
        return at < 0 ? from : Math.max(from, at - Math.max(lead, 0));
    }
}
