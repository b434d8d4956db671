package partita.internal.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import partita.function.Task;
import partita.spi.ClassFiles;

/**
 * Has one class, as if it had been typed into a notebook: of a name that no other loader knows, so that its bytes travel
 * with what uses it. It is a class of this file under another name of the same length, which leaves its bytes valid.
 */
final class TypedLoader extends ClassLoader implements ClassFiles {
    /** What the loader's only class is called, instead of {@link Model}. */
    private static final String NAME = Model.class.getName().replaceFirst("^partita\\.", "REPL.pa.");

    /** What is typed. */
    static final class Model {
        private Model() {}

        static Task task() {
            return () -> {};
        }
    }

    private final byte[] bytes;

    TypedLoader() throws IOException {
        super(TypedLoader.class.getClassLoader());
        String file = path(Model.class.getName());
        try (InputStream in = Objects.requireNonNull(
                TypedLoader.class.getClassLoader().getResourceAsStream(file + ".class"), "its class file is here")) {
            bytes = new String(in.readAllBytes(), ISO_8859_1)
                    .replace(file, path(NAME))
                    .getBytes(ISO_8859_1);
        }
    }

    private static String path(String className) {
        return className.replace('.', '/');
    }

    Task task() throws ReflectiveOperationException {
        var method = loadClass(NAME).getDeclaredMethod("task");
        method.setAccessible(true);
        return (Task) Objects.requireNonNull(method.invoke(null), "it gives one");
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.equals(NAME)) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public byte @Nullable [] classFile(String className) {
        return className.equals(NAME) ? bytes : null;
    }
}
