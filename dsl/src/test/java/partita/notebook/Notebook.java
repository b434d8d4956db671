package partita.notebook;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.code.LambdaPatch;
import partita.spi.ClassFiles;

/** A JShell in this JVM whose lambdas ship, as the kernel's and {@code ./partita jshell}'s do. */
public final class Notebook implements AutoCloseable {
    private final Control control = new Control();
    private final JShell shell;

    public Notebook() {
        shell = JShell.builder()
                .executionEngine(
                        new ExecutionControlProvider() {
                            @Override
                            public String name() {
                                return "notebook";
                            }

                            @Override
                            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                                return control;
                            }
                        },
                        Map.of())
                .build();
        shell.sourceCodeAnalysis();
        shell.addToClasspath(System.getProperty("java.class.path"));
        for (String line : List.of(
                "import java.util.*;",
                "import java.util.function.*;",
                "import java.util.stream.*;",
                "import java.math.*;",
                "import partita.*;",
                "import partita.api.*;",
                "import partita.function.*;",
                "import static partita.Par.par;")) {
            run(line);
        }
    }

    /** Runs a cell and gives the value of its last expression; what it throws is thrown as it is. */
    public Object run(String cell) {
        control.result = null;
        String rest = cell;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            eval(info.source());
            rest = info.remaining();
        }
        return control.result;
    }

    private void eval(String source) {
        control.thrown = null;
        for (SnippetEvent event : shell.eval(source)) {
            if (event.exception() != null && control.thrown == null) {
                throw event.exception() instanceof EvalException e
                        ? new AssertionError(e.getExceptionClassName() + ": " + e.getMessage(), e)
                        : new AssertionError(event.exception());
            }
            if (control.thrown != null) {
                throw sneaky(control.thrown);
            }
            if (event.status() == Snippet.Status.REJECTED) {
                throw new AssertionError("does not compile: " + source + "\n"
                        + shell.diagnostics(event.snippet())
                                .map(d -> d.getMessage(null))
                                .toList());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Control extends DirectExecutionControl {
        private Object result;
        private Throwable thrown;

        Control() {
            super(new Loader());
        }

        @Override
        protected String invoke(java.lang.reflect.Method doIt) throws Exception {
            result = doIt.invoke(null);
            return String.valueOf(result);
        }

        @Override
        protected String throwConvertedInvocationException(Throwable cause)
                throws ExecutionControl.RunException, ExecutionControl.InternalException {
            thrown = cause;
            return super.throwConvertedInvocationException(cause);
        }
    }

    private static final class Loader extends ClassLoader implements LoaderDelegate, ClassFiles {
        private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

        @Override
        public void load(ExecutionControl.ClassBytecodes[] cbcs) throws ExecutionControl.ClassInstallException {
            for (var cbc : cbcs) {
                classes.put(cbc.name(), cbc.bytecodes());
            }
            for (var cbc : cbcs) {
                try {
                    var _ = loadClass(cbc.name());
                } catch (ClassNotFoundException e) {
                    throw new ExecutionControl.ClassInstallException(e.toString(), new boolean[cbcs.length]);
                }
            }
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] patched = LambdaPatch.patch(bytes);
            return defineClass(name, patched, 0, patched.length);
        }

        @Override
        public byte @Nullable [] classFile(String className) {
            return classes.get(className);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = classes.get(name.replace(".class", "").replace('/', '.'));
            return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
        }

        @Override
        public void classesRedefined(ExecutionControl.ClassBytecodes[] cbcs) {
            for (var cbc : cbcs) {
                classes.put(cbc.name(), cbc.bytecodes());
            }
        }

        @Override
        public void addToClasspath(String path) {}
    }
}
