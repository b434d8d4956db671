package partita.internal.parcel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.function.Task;
import partita.spi.ClassFiles;
import partita.spi.ClassSource;

/**
 * Has classes as if they had been typed into a notebook: of names that no other loader knows, so that their bytes travel
 * with what uses them. Each is {@link Specimen} under another name of the same length, which leaves its bytes valid.
 */
public final class TypedLoader extends ClassLoader implements ClassFiles {
    private static final String MODEL = Specimen.class.getName();
    private static final String BEFORE = ClassSource.SNIPPETS + "$JShell$";

    /** The model's class file, a character a byte. */
    private final String model;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** Begins with none. */
    public TypedLoader() {
        super(TypedLoader.class.getClassLoader());
        try (InputStream in = Objects.requireNonNull(
                TypedLoader.class.getClassLoader().getResourceAsStream(path(MODEL) + ".class"),
                "its class file is here")) {
            model = new String(in.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class file of " + MODEL, e);
        }
    }

    private static String path(String className) {
        return className.replace('.', '/');
    }

    /** What many people type, as a snippet that was not typed before. */
    @SuppressWarnings("unchecked") // the model's method says so
    List<Fn<Integer, Integer>> functions() throws ReflectiveOperationException {
        return (List<Fn<Integer, Integer>>) typed("functions");
    }

    /**
     * A process's task, of a snippet that was not typed before.
     *
     * @return it does nothing
     * @throws ReflectiveOperationException never, unless this class is wrong
     */
    public Task task() throws ReflectiveOperationException {
        return (Task) typed("task");
    }

    private Object typed(String method) throws ReflectiveOperationException {
        String number = String.valueOf(files.size());
        String name = BEFORE + "0".repeat(MODEL.length() - BEFORE.length() - number.length()) + number;
        files.put(name, model.replace(path(MODEL), path(name)).getBytes(ISO_8859_1));
        var made = loadClass(name).getDeclaredMethod(method);
        made.setAccessible(true);
        return Objects.requireNonNull(made.invoke(null), "it gives some");
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public byte @Nullable [] classFile(String className) {
        return files.get(className);
    }
}
