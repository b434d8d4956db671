package partita.internal.parcel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.spi.ClassFiles;

/**
 * Defines a bundle's classes, each when it is first asked for, and gives their bytes as resources, so that a
 * worker can ship them on.
 */
final class BundleLoader extends ClassLoader implements ClassFiles {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    BundleLoader(ClassLoader parent, Map<String, byte[]> classes) {
        super("partita", parent);
        this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public byte @Nullable [] classFile(String className) {
        return classes.get(className);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = name.endsWith(".class")
                ? classes.get(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : null;
        // the parent's own way: a notebook's loader gives class files as streams only
        return bytes != null ? new ByteArrayInputStream(bytes) : getParent().getResourceAsStream(name);
    }
}
