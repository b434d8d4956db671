package partita.internal.pool;

import java.util.ServiceLoader;
import partita.spi.ClassSource;
import partita.spi.Display;

/** What this JVM's notebook, if it has one, brings to the seams; the defaults serve a plain prompt. */
public final class Seams {
    private static final Display CONSOLE = () -> (error, text) -> (error ? System.err : System.out).print(text);

    private Seams() {}

    /**
     * Knows the typed classes.
     *
     * @return the notebook's, or one for any JShell
     */
    public static ClassSource classes() {
        return Holder.CLASSES;
    }

    /**
     * Shows output.
     *
     * @return the notebook's, or this JVM's standard output
     */
    public static Display display() {
        return Holder.DISPLAY;
    }

    private static final class Holder {
        static final ClassSource CLASSES = ServiceLoader.load(ClassSource.class, Seams.class.getClassLoader())
                .findFirst()
                .orElseGet(SourceFileClasses::new);
        static final Display DISPLAY = ServiceLoader.load(Display.class, Seams.class.getClassLoader())
                .findFirst()
                .orElse(CONSOLE);
    }
}
