package partita.kernel.repl;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * What a cell uses above its declaration, where JShell refuses it: a method may wait for names that it cannot resolve,
 * but not for the {@code C} of {@code C.list.get(0)}, which the compiler takes for a package, nor for anything that a
 * class inside its body names. A method or class that is lacking is declared first, which runs nothing; for a variable
 * the refused declaration waits.
 */
final class Forward {
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\p{L}_$][\\p{L}\\p{N}_$]*)");
    private static final Pattern SYMBOL =
            Pattern.compile("symbol: +(?:variable|method|class) ([\\p{L}_$][\\p{L}\\p{N}_$]*)");

    private final SourceCodeAnalysis analysis;
    private final List<Piece> pieces;
    /** Each is moved once, so that two that name one another end. */
    private final Set<Piece> moved = new HashSet<>();

    /**
     * @param pieces the cell's, in the order in which they run; changed here
     */
    Forward(SourceCodeAnalysis analysis, List<Piece> pieces) {
        this.analysis = analysis;
        this.pieces = pieces;
    }

    /** Puts a refused piece and what it lacks in an order that may do; false where nothing of the cell helps. */
    boolean move(int refused, List<Diag> diagnostics) {
        for (Diag diagnostic : diagnostics) {
            String name = name(diagnostic.getCode(), diagnostic.getMessage(Locale.ENGLISH));
            for (int i = refused + 1; name != null && i < pieces.size(); i++) {
                PersistentSnippet declared = declared(pieces.get(i), name);
                if (declared != null && move(refused, i, declared)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean move(int refused, int lacking, PersistentSnippet declared) {
        if (!(declared instanceof VarSnippet)) {
            if (moved.add(pieces.get(lacking))) {
                pieces.add(refused, pieces.remove(lacking));
                return true;
            }
            return false;
        }
        if (runsNothing(pieces.get(refused)) && moved.add(pieces.get(refused))) {
            pieces.add(lacking, pieces.remove(refused));
            return true;
        }
        return false;
    }

    private boolean runsNothing(Piece piece) {
        return analysis.sourceToSnippets(piece.source()).stream()
                .allMatch(snippet -> snippet instanceof MethodSnippet || snippet instanceof TypeDeclSnippet);
    }

    private @Nullable PersistentSnippet declared(Piece piece, String name) {
        for (Snippet snippet : analysis.sourceToSnippets(piece.source())) {
            if (snippet instanceof PersistentSnippet declared && declared.name().equals(name)) {
                return declared;
            }
        }
        return null;
    }

    private static @Nullable String name(String code, String message) {
        String type = unknownClass(code, message);
        Matcher symbol = SYMBOL.matcher(message);
        return type != null
                ? type
                : code.startsWith("compiler.err.cant.resolve") && symbol.find() ? symbol.group(1) : null;
    }

    /** What the compiler took for a package and looks like a class, or null. */
    static @Nullable String unknownClass(String code, String message) {
        Matcher said = PACKAGE.matcher(message);
        return code.equals("compiler.err.doesnt.exist")
                        && said.find()
                        && Character.isUpperCase(said.group(1).charAt(0))
                ? said.group(1)
                : null;
    }
}
