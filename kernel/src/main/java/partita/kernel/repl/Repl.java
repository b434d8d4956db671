package partita.kernel.repl;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Java, cell by cell: an embedded JShell that runs in this JVM and keeps every class's bytes. One thread at a
 * time may evaluate, complete and inspect; {@link #locate} is for any thread.
 */
public final class Repl implements AutoCloseable {
    private final JShell shell;
    private final NotebookLoader loader;
    private final CellMap cells;
    private final Evaluator evaluator;
    private final Assistant assistant;

    /**
     * Starts JShell. Takes half a second or so, most of it for the first compilations.
     *
     * @param instrumentation redefines classes in place, or null where this JVM has no agent
     * @param interrupts tells when a cell is to stop
     * @param imports import declarations, evaluated before the first cell
     * @param log takes one line for each import that the compiler refuses
     */
    public Repl(
            @Nullable Instrumentation instrumentation,
            Interrupts interrupts,
            List<String> imports,
            Consumer<String> log) {
        loader = new NotebookLoader(Repl.class.getClassLoader(), log);
        NotebookControl control = new NotebookControl(loader, instrumentation, interrupts);
        shell = JShell.builder()
                .executionEngine(provider(control), Map.of())
                // names of locals, for messages about what cannot travel to a worker
                .compilerOptions("-g")
                .build();
        cells = new CellMap(shell.sourceCodeAnalysis());
        evaluator = new Evaluator(shell, control, interrupts, cells, new Forgetting(shell, log));
        assistant = new Assistant(shell.sourceCodeAnalysis());
        imports.forEach(line -> startup(line, log));
        warm();
    }

    private void startup(String line, Consumer<String> log) {
        for (SnippetEvent event : shell.eval(line)) {
            if (event.status() == Snippet.Status.REJECTED) {
                shell.diagnostics(event.snippet())
                        .forEach(diagnostic -> log.accept("the kernel's startup import was refused: " + line + ": "
                                + diagnostic
                                        .getMessage(Locale.ENGLISH)
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
            }
        }
    }

    /** The first lambda and the first value cost a third of a second: spend it before anyone waits. */
    private void warm() {
        for (String source : List.of("((java.util.function.IntUnaryOperator) x -> x + 1).applyAsInt(1)", "1 + 1")) {
            evaluator.warm(source);
        }
        shell.snippets()
                .filter(snippet -> snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .toList()
                .forEach(shell::drop);
    }

    private static ExecutionControlProvider provider(DirectExecutionControl control) {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "notebook";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
            }
        };
    }

    /**
     * Runs a cell on the calling thread.
     *
     * @param number the cell's number, for error messages
     * @param source what was typed
     * @param show takes the last expression's value, if there is one; what it throws fails the cell
     * @param note takes remarks on what was declared
     * @return how the cell ended
     */
    public Outcome run(int number, String source, Consumer<Object> show, Consumer<String> note) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return evaluator.run(number, source, show, note);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Runs Java for the code of the running cell, as one more snippet of it.
     *
     * @param source what to run
     * @return the value of its last expression, or null
     * @throws IllegalArgumentException if it does not compile
     * @throws IllegalStateException if another thread than the cell's calls, or what runs throws a checked exception,
     *     which is the cause; an unchecked one is thrown as it is
     */
    public @Nullable Object eval(String source) {
        return evaluator.nested(source);
    }

    /**
     * What may stand at the cursor.
     *
     * @param code the cell as typed so far
     * @param cursor the cursor's place, in UTF-16 units
     * @return the possibilities
     */
    public Completion complete(String code, int cursor) {
        return assistant.complete(code, cursor);
    }

    /**
     * What is known of the name at the cursor.
     *
     * @param code the cell as typed so far
     * @param cursor the cursor's place, in UTF-16 units
     * @param javadoc whether documentation is wanted too, where this JDK has its sources
     * @return signatures and documentation, or an empty text
     */
    public String inspect(String code, int cursor, boolean javadoc) {
        return assistant.inspect(code, cursor, javadoc);
    }

    /**
     * Whether a text is a whole cell.
     *
     * @param code the text
     * @return what it is
     */
    public Completeness completeness(String code) {
        return assistant.completeness(code);
    }

    /**
     * Adds to what cells can name, from the next snippet on. Jars that stand there already are not added again.
     *
     * @param entry a jar or a folder of classes
     */
    public void addClassPath(Path entry) {
        if (!loader.added().contains(entry.toString())) {
            shell.addToClasspath(entry.toString());
        }
    }

    /**
     * What was added to the class path.
     *
     * @return the jars and folders, in order
     */
    public List<String> addedClassPath() {
        return loader.added();
    }

    /**
     * Names a stack frame by cell and line.
     *
     * @param frame a frame of any code
     * @return the same frame in the notebook's terms, or the frame itself where it is not of a cell's code
     */
    public StackTraceElement locate(StackTraceElement frame) {
        return cells.locate(frame);
    }

    /**
     * Names the frames of a printed stack trace by cell and line.
     *
     * @param text any text
     * @return the text with all else as it was
     */
    public String locateIn(String text) {
        return cells.locateIn(text);
    }

    /**
     * Takes JShell's wrapper classes out of a text.
     *
     * @param text any text
     * @return the text with names as they were typed
     */
    public static String clean(String text) {
        return CellMap.clean(text);
    }

    @Override
    public void close() {
        shell.close();
    }
}
