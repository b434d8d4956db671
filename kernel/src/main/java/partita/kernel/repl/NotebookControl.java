package partita.kernel.repl;

import java.io.File;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import jdk.jshell.execution.DirectExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets in this JVM. Keeps what a snippet returned or threw as it is, where JShell's protocol would
 * only pass text, and redefines classes in place where this JVM has an agent that can.
 */
final class NotebookControl extends DirectExecutionControl {
    private final NotebookLoader loader;
    private final @Nullable Instrumentation instrumentation;
    private final Interrupts gate;
    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
    private final Map<String, Integer> redefined = new HashMap<>();
    private final Set<String> fresh = new LinkedHashSet<>();
    private Consumer<Set<String>> beforeCode = loaded -> {};
    private @Nullable Object value;
    private @Nullable Throwable thrown;

    NotebookControl(NotebookLoader loader, @Nullable Instrumentation instrumentation, Interrupts gate) {
        this.loader = loader;
        this.instrumentation = instrumentation;
        this.gate = gate;
    }

    /** Says who is told, before a snippet's code runs, which wrapper classes were loaded or redefined for it. */
    void beforeCode(Consumer<Set<String>> listener) {
        beforeCode = listener;
    }

    /** Forgets the last snippet's outcome. */
    void reset() {
        fresh.clear();
        value = null;
        thrown = null;
    }

    /** What is known of the snippet that runs, while it has another one run. */
    record State(List<String> fresh, Consumer<Set<String>> beforeCode) {}

    State state() {
        return new State(List.copyOf(fresh), beforeCode);
    }

    /** The snippet goes on; it has neither value nor failure yet. */
    void restore(State state) {
        reset();
        fresh.addAll(state.fresh());
        beforeCode = state.beforeCode();
        gate.enter();
    }

    @Nullable
    Object value() {
        return value;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    @Override
    public void load(ClassBytecodes[] files) throws ClassInstallException {
        boolean[] loaded = new boolean[files.length];
        try {
            for (ClassBytecodes file : files) {
                loader.declare(file.name(), file.bytecodes());
            }
            for (int i = 0; i < files.length; i++) {
                Class<?> type = loader.loadClass(files[i].name());
                classes.put(files[i].name(), type);
                fresh.add(files[i].name());
                loaded[i] = true;
                // links what its signatures name, so that JShell learns now of a class that does not fit
                var _ = type.getDeclaredMethods();
            }
        } catch (ClassNotFoundException | LinkageError e) {
            ClassInstallException failure = new ClassInstallException("load: " + e.getMessage(), loaded);
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public void redefine(ClassBytecodes[] files) throws ClassInstallException {
        // JShell answers this exception by compiling the snippet under a new name
        if (instrumentation == null) {
            throw new ClassInstallException("redefine: this JVM runs without agent", new boolean[files.length]);
        }
        try {
            ClassDefinition[] definitions = new ClassDefinition[files.length];
            for (int i = 0; i < files.length; i++) {
                String name = files[i].name();
                int times = redefined.merge(name, 1, Integer::sum);
                definitions[i] =
                        new ClassDefinition(findClass(name), loader.weaveAgain(name, files[i].bytecodes(), times));
            }
            instrumentation.redefineClasses(definitions);
        } catch (ClassNotFoundException
                | UnmodifiableClassException
                | UnsupportedOperationException
                | LinkageError
                // the JVM's word for a constant pool that would be too large
                | InternalError e) {
            ClassInstallException failure =
                    new ClassInstallException("redefine: " + e.getMessage(), new boolean[files.length]);
            failure.initCause(e);
            throw failure;
        }
        for (ClassBytecodes file : files) {
            loader.declare(file.name(), file.bytecodes());
            fresh.add(file.name());
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> type = classes.get(name);
        if (type == null) {
            throw new ClassNotFoundException(name + " was not typed in a cell");
        }
        return type;
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        for (String entry : path.split(File.pathSeparator)) {
            try {
                loader.add(new File(entry));
            } catch (MalformedURLException e) {
                throw new InternalException("cannot be added to the class path: entry=" + entry + ": " + e);
            }
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        value = snippet.invoke(null);
        // the value itself is asked for by value(); JShell would keep its text
        return "";
    }

    @Override
    protected String throwConvertedInvocationException(Throwable cause) throws RunException, InternalException {
        thrown = cause;
        return super.throwConvertedInvocationException(cause);
    }

    @Override
    protected String throwConvertedOtherException(Throwable cause) throws RunException, InternalException {
        thrown = cause;
        return super.throwConvertedOtherException(cause);
    }

    @Override
    protected void clientCodeEnter() {
        beforeCode.accept(fresh);
        gate.enter();
    }

    @Override
    protected void clientCodeLeave() {
        gate.leave();
    }
}
