package partita.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Knows the classes that were typed in a notebook or at a prompt. Found by {@link java.util.ServiceLoader};
 * the default knows those of any JShell, whose loaders give their bytes as resources.
 */
public interface ClassSource {
    /** The package that JShell compiles every snippet into. */
    String SNIPPETS = "REPL.";

    /**
     * Whether a class was typed in a notebook, and so must travel with what uses it.
     *
     * @param className its binary name
     * @return true for a class of a snippet's
     */
    default boolean typed(String className) {
        return className.startsWith(SNIPPETS);
    }

    /**
     * The bytes of a typed class as they are now, as its compiler made them.
     *
     * @param className its binary name
     * @param loader the loader that knows it
     * @return its class file, or null if there is none; not to be changed
     */
    default byte @Nullable [] bytes(String className, ClassLoader loader) {
        byte[] known = loader instanceof ClassFiles files ? files.classFile(className) : null;
        if (known != null) {
            return known;
        }
        try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class file of className=" + className, e);
        }
    }

    /**
     * Whether all of the notebook's variables travel with work, not only those that its code reads.
     *
     * @return false but for {@link partita.api.StartMethod#FORK}
     */
    default boolean snapshot() {
        return false;
    }

    /**
     * The class path that typed code sees beyond this JVM's own: jars added in the notebook.
     *
     * @return paths or URLs as text, in order
     */
    default java.util.List<String> addedClassPath() {
        return java.util.List.of();
    }

    /**
     * Where a typed class's line stands in the notebook.
     *
     * @param frame a frame of a stack trace
     * @return the same frame named by cell and line, or the frame itself where that is not known
     */
    default StackTraceElement locate(StackTraceElement frame) {
        return frame;
    }
}
