package partita.kernel.repl;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/**
 * A snippet with what JShell wants beyond the Java that people type.
 *
 * @param source what JShell gets
 * @param at where in the snippet something was put in
 * @param length of what was put in
 */
record Mended(String source, int at, int length) {
    private static final String PUBLIC = "public ";
    private static final String CAST = "(Object) (";
    private static final Pattern END = Pattern.compile(";\\s*(//[^\n]*)?\\s*$");

    /** What to evaluate instead of a snippet that JShell did not take, or null where that is none of JShell's fault. */
    static @Nullable Mended of(JShell shell, String source, List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.status() == Status.REJECTED) {
                return canonicalConstructor(
                        source, shell.diagnostics(event.snippet()).toList());
            }
            if (event.causeSnippet() == null
                    && event.status() == Status.RECOVERABLE_NOT_DEFINED
                    && event.snippet().subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                return ofLocalType(source);
            }
        }
        return null;
    }

    /** JShell makes a record public, and then Java wants its canonical constructor to be so too. */
    private static @Nullable Mended canonicalConstructor(String source, List<Diag> diagnostics) {
        for (Diag diagnostic : diagnostics) {
            int at = (int) diagnostic.getStartPosition();
            if (diagnostic.isError()
                    && diagnostic.getCode().startsWith("compiler.err.invalid.canonical.constructor")
                    && diagnostic.getMessage(Locale.ENGLISH).contains("was public")
                    && at >= 0
                    && at < source.length()
                    && !source.startsWith("private", at)
                    && !source.startsWith("protected", at)) {
                return new Mended(source.substring(0, at) + PUBLIC + source.substring(at), at, PUBLIC.length());
            }
        }
        return null;
    }

    /** JShell keeps a value in a variable of the value's type; of one that a lambda declares there is no variable. */
    private static Mended ofLocalType(String source) {
        return new Mended(CAST + END.matcher(source).replaceFirst("") + "\n)", 0, CAST.length());
    }

    /** Where a place in what JShell got was in the snippet as it was typed. */
    int typed(int offset) {
        return offset < at ? offset : Math.max(at, offset - length);
    }
}
