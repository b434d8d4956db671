package partita.kernel.repl;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.kernel.weave.Weaver;
import partita.spi.ClassFiles;

/** Holds the classes of all cells, and gives their newest bytes as resources so that they can travel. */
final class NotebookLoader extends URLClassLoader implements ClassFiles {
    static {
        registerAsParallelCapable();
    }

    /** From then on a class pays for a small constant pool with slower texts; nobody types a method so often. */
    private static final int OFTEN = 40;

    private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>();

    private final CopyOnWriteArrayList<String> added = new CopyOnWriteArrayList<>();
    private final Weaver weaver;

    NotebookLoader(ClassLoader parent, Consumer<String> log) {
        super("notebook", new URL[0], parent);
        weaver = new Weaver(this, log);
    }

    /** Keeps a class's bytes: to define it when it is first loaded, or as the redefinition of a loaded one. */
    void declare(String name, byte[] bytes) {
        classFiles.put(resource(name), bytes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classFiles.get(resource(name));
        if (bytes == null) {
            return super.findClass(name);
        }
        byte[] woven = weave(name, bytes);
        return defineClass(name, woven, 0, woven.length);
    }

    /** What this JVM runs of a class; the resource stays as it was compiled, for that is what travels. */
    private byte[] weave(String name, byte[] bytes) {
        return weaver.weave(name, bytes);
    }

    /** What this JVM runs of a class from now on, where it is redefined for the nth time. */
    byte[] weaveAgain(String name, byte[] bytes, int times) {
        return times > OFTEN ? weaver.weaveLean(name, bytes) : weave(name, bytes);
    }

    @Override
    public byte @Nullable [] classFile(String className) {
        return classFiles.get(resource(className));
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = classFiles.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    /** Adds a jar or a folder of classes. */
    void add(File entry) throws MalformedURLException {
        addURL(entry.toURI().toURL());
        added.addIfAbsent(entry.getPath());
    }

    /** What was added, in order. */
    List<String> added() {
        return List.copyOf(added);
    }

    private static String resource(String className) {
        return className.replace('.', '/') + ".class";
    }
}
