package partita.kernel.repl;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the classes of all cells, and gives their newest bytes as resources so that they can travel. */
final class NotebookLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>();

    NotebookLoader(ClassLoader parent) {
        super("notebook", new URL[0], parent);
    }

    /** Keeps a class's bytes: to define it when it is first loaded, or as the redefinition of a loaded one. */
    void declare(String name, byte[] bytes) {
        classFiles.put(resource(name), bytes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classFiles.get(resource(name));
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = classFiles.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    @Override
    public void addURL(URL url) {
        super.addURL(url);
    }

    private static String resource(String className) {
        return className.replace('.', '/') + ".class";
    }
}
