package partita.kernel.repl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/** Runs cells, snippet by snippet, on the thread that calls it. For one thread at a time. */
final class Evaluator {
    /** Results that stay reachable as $n; JShell slows with each one that is kept. */
    private static final int KEPT_RESULTS = 20;

    private final JShell shell;
    private final NotebookControl control;
    private final Interrupts gate;
    private final CellMap cells;
    private final RuntimeErrors errors;
    private final Forgetting forgetting;
    private final List<Snippet> typed = new ArrayList<>();
    private final Deque<Snippet> results = new ArrayDeque<>();
    private @Nullable Thread running;

    Evaluator(JShell shell, NotebookControl control, Interrupts gate, CellMap cells, Forgetting forgetting) {
        this.shell = shell;
        this.control = control;
        this.gate = gate;
        this.cells = cells;
        this.errors = new RuntimeErrors(cells);
        this.forgetting = forgetting;
    }

    Outcome run(int number, String source, Consumer<Object> show, Consumer<String> note) {
        boolean alone = gate.begin();
        running = Thread.currentThread();
        try {
            return new Outcome(cell(number, source, show, note));
        } finally {
            running = null;
            forgetting.forget(typed);
            typed.clear();
            gate.finish(alone);
        }
    }

    private @Nullable Failure cell(int number, String source, Consumer<Object> show, Consumer<String> note) {
        List<Declared> waiting = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>(Piece.of(shell.sourceCodeAnalysis(), source));
        var forward = new Forward(shell.sourceCodeAnalysis(), pieces);
        Object value = null;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (gate.requested()) {
                return interrupted();
            }
            value = null;
            control.reset();
            control.beforeCode(
                    loaded -> cells.loaded(loaded, shell.snippets().toList(), number, source, piece.offset()));
            List<SnippetEvent> events = eval(piece.source());
            @Nullable Mended mended = Mended.of(shell, piece.source(), events);
            if (mended != null) {
                List<SnippetEvent> again = eval(mended.source());
                if (again.stream().anyMatch(event -> event.status() == Status.REJECTED)) {
                    mended = null;
                } else {
                    events.forEach(event -> forget(event.snippet()));
                    events = again;
                }
            }
            if (forward.move(i, refusals(events))) {
                i--;
                continue;
            }
            @Nullable Failure failure = failure(number, source, piece, mended, events, waiting);
            if (failure != null) {
                return failure;
            }
            value = shown(events) ? control.value() : null;
        }
        if (gate.requested()) {
            return interrupted();
        }
        @Nullable Failure failure = unresolved(number, source, waiting, note);
        return failure != null || value == null ? failure : show(value, show);
    }

    private List<SnippetEvent> eval(String source) {
        List<SnippetEvent> events = shell.eval(source);
        events.forEach(event -> typed.add(event.snippet()));
        return events;
    }

    private List<Diag> refusals(List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.status() == Status.REJECTED)
                .flatMap(event -> shell.diagnostics(event.snippet()))
                .toList();
    }

    private void forget(Snippet snippet) {
        if (shell.status(snippet).isActive()) {
            shell.drop(snippet);
        }
    }

    private record Declared(DeclarationSnippet snippet, int offset) {}

    private @Nullable Failure failure(
            int number,
            String source,
            Piece piece,
            @Nullable Mended mended,
            List<SnippetEvent> events,
            List<Declared> waiting) {
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                if (event.status().isDefined() && snippet.kind().isPersistent()) {
                    cells.moved(snippet);
                }
                continue;
            }
            int offset = mended != null ? piece.offset() : Piece.find(source, snippet.source(), piece.offset());
            if (event.status() == Status.REJECTED) {
                return CompileErrors.of(
                        number, source, offset, shell.diagnostics(snippet).toList());
            }
            if (snippet.kind() != Snippet.Kind.IMPORT) {
                cells.put(snippet, number, source, offset, mended);
            }
            if (snippet instanceof DeclarationSnippet declaration && waits(event.status())) {
                waiting.add(new Declared(declaration, offset));
            }
            JShellException exception = event.exception();
            if (exception != null) {
                return thrown(exception);
            }
            keep(snippet);
        }
        if (events.isEmpty() && piece.completeness() != Completeness.COMPLETE) {
            return CompileErrors.of(number, source, piece.offset(), List.of());
        }
        return null;
    }

    private static boolean waits(Status status) {
        return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    }

    private Failure thrown(JShellException exception) {
        if (exception instanceof UnresolvedReferenceException unresolved) {
            DeclarationSnippet snippet = unresolved.getSnippet();
            String what = Words.of(snippet);
            String message = what + " cannot be used yet: no cell declares " + String.join(", ", missing(snippet))
                    + "; declare it, or correct the name in " + what;
            return new Failure("UnresolvedReferenceException", message, List.of(Ansi.red(message)));
        }
        Throwable real = control.thrown();
        if (real == null) {
            real = exception instanceof EvalException e && e.getCause() != null ? e.getCause() : exception;
        }
        return errors.of(real);
    }

    /** What cells still wait for: a variable of an unknown type is an error, the rest is worth a remark. */
    private @Nullable Failure unresolved(int number, String source, List<Declared> waiting, Consumer<String> note) {
        for (Declared declared : waiting) {
            DeclarationSnippet snippet = declared.snippet();
            Status status = shell.status(snippet);
            if (!waits(status)) {
                continue;
            }
            List<String> missing = missing(snippet);
            if (snippet.kind() == Snippet.Kind.VAR) {
                Failure failure = CompileErrors.missing(number, source, declared.offset(), Words.of(snippet), missing);
                shell.drop(snippet);
                return failure;
            }
            note.accept(Words.of(snippet) + " is declared, but cannot be used until a cell declares "
                    + String.join(", ", missing) + "\n");
        }
        return null;
    }

    private List<String> missing(DeclarationSnippet snippet) {
        List<String> names = shell.unresolvedDependencies(snippet).toList();
        return names.isEmpty() ? List.of("what it names") : names;
    }

    /** Runs what the running cell's own code asks for, and gives the value of its last expression. */
    @Nullable
    Object nested(String source) {
        if (running != Thread.currentThread()) {
            throw new IllegalStateException("eval is for a cell's own code; the thread="
                    + Thread.currentThread().getName() + " is another, so let the cell do it");
        }
        NotebookControl.State outer = control.state();
        try {
            Object value = null;
            for (Piece piece : Piece.of(shell.sourceCodeAnalysis(), source)) {
                control.reset();
                control.beforeCode(loaded -> {});
                List<SnippetEvent> events = eval(piece.source());
                events.forEach(this::throwFailure);
                value = shown(events) ? control.value() : null;
            }
            return value;
        } finally {
            control.restore(outer);
        }
    }

    private void throwFailure(SnippetEvent event) {
        if (event.status() == Status.REJECTED) {
            Failure failure = CompileErrors.of(
                    0,
                    event.snippet().source(),
                    0,
                    shell.diagnostics(event.snippet()).toList());
            throw new IllegalArgumentException("eval cannot compile source="
                    + event.snippet().source() + ": " + failure.message().replaceFirst("^cell \\[0], ", ""));
        }
        if (event.exception() instanceof UnresolvedReferenceException unresolved) {
            throw new IllegalArgumentException(thrown(unresolved).message());
        }
        if (event.exception() != null) {
            switch (control.thrown()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default ->
                    throw new IllegalStateException(
                            "what eval ran threw a checked exception: " + control.thrown(), control.thrown());
            }
        }
    }

    private static boolean shown(List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.causeSnippet() == null)
                .reduce((first, second) -> second)
                .map(event -> switch (event.snippet().subKind()) {
                    case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
                    default -> false;
                })
                .orElse(false);
    }

    /** The value's own code (its toString, say) may fail or hang, so it counts as the cell's. */
    private @Nullable Failure show(Object value, Consumer<Object> show) {
        gate.enter();
        try {
            show.accept(value);
            return null;
        } catch (RuntimeException | Error e) {
            return errors.of(e);
        } finally {
            gate.leave();
        }
    }

    private Failure interrupted() {
        return errors.of(new InterruptedException("the cell was interrupted before its end"));
    }

    /** Runs an expression of the kernel's own, which no interrupt is meant for. */
    void warm(String source) {
        Failure failure = cell(0, source, value -> {}, note -> {});
        if (failure != null) {
            throw new IllegalStateException("Java cannot run a first expression: source=" + source + ": "
                    + failure.message() + "; restart the kernel");
        }
    }

    private void keep(Snippet snippet) {
        if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            results.addLast(snippet);
            while (results.size() > KEPT_RESULTS) {
                Snippet old = results.removeFirst();
                // one that other code refers to must stay
                if (shell.status(old) == Status.VALID
                        && shell.sourceCodeAnalysis().dependents(old).isEmpty()) {
                    shell.drop(old);
                    typed.add(old);
                }
            }
        }
    }
}
