package partita.kernel.repl;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Whether a snippet can be read at all. Only the parser is asked: names that an earlier snippet of the same cell
 * declares are not known yet.
 */
final class Syntax {
    private static final URI NAME = URI.create("string:///Snippet.java");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    boolean valid(String snippet) {
        return List.of(
                        "class Snippet { Object x() {\n" + snippet + "\n;} }",
                        "class Snippet {\n" + snippet + "\n}",
                        "class Snippet { Object x =\n" + snippet.strip().replaceFirst(";$", "") + "\n; }",
                        snippet)
                .stream()
                .anyMatch(this::parses);
    }

    private boolean parses(String unit) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) compiler.getTask(null, null, problems, List.of(), null, List.of(new Unit(unit)));
        try {
            task.parse().forEach(tree -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
        return problems.getDiagnostics().stream().noneMatch(problem -> problem.getKind() == Diagnostic.Kind.ERROR);
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String text) {
            super(NAME, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
