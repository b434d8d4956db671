package partita.internal.parcel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle holds.
 *
 * @param blobs hashes of what must be there beside the bundle's bytes
 * @param reusable whether a worker may keep what it loaded from one run to the next: nothing in it can change
 * @param bare whether it is a lambda that captured nothing and reads no variables, so that loading it runs no code
 * @param classPath jars added in the notebook, as paths
 * @param classes class files by binary name
 * @param plain notebook variables whose values are plain: set before any code of the bundle's can run
 * @param plainValues their values, packed as one array
 * @param variables the other notebook variables
 * @param graph the function, then the variables' values, packed as one graph
 */
record Parts(
        List<String> blobs,
        boolean reusable,
        boolean bare,
        List<String> classPath,
        Map<String, byte[]> classes,
        List<Variable> plain,
        byte[] plainValues,
        List<Variable> variables,
        byte[] graph) {

    /** The format's version: the first byte. */
    private static final int VERSION = 3;

    /**
     * A notebook variable, which is a static field of a snippet's class; or a static field of a class that a person
     * wrote; or a field of an enum's constant.
     *
     * @param owner the class's binary name
     * @param name the field's name; for an enum's constant, the constant's name, a dot and the field's
     */
    record Variable(String owner, String name) {
        /** The variable as people know it: its name, with its class before it where a person wrote that. */
        String label() {
            String type = Names.typed(owner);
            return type.isEmpty() ? name : type + "." + name;
        }

        @Nullable
        Object get(ClassLoader loader) throws ReflectiveOperationException {
            return field(loader).get(holder(loader));
        }

        void set(ClassLoader loader, @Nullable Object value) throws ReflectiveOperationException {
            Field field = field(loader);
            if (field.getDeclaringClass().isInterface()) {
                FinalStatics.set(field, value);
            } else {
                field.set(holder(loader), value);
            }
        }

        /** JShell's wrapper of a variable is not public, and people's fields may be private. */
        Field field(ClassLoader loader) throws ReflectiveOperationException {
            Field field = Class.forName(owner, false, loader).getDeclaredField(name.substring(name.indexOf('.') + 1));
            field.setAccessible(true);
            return field;
        }

        /** The enum constant whose field this is, or null for a static field. */
        @Nullable
        Object holder(ClassLoader loader) throws ReflectiveOperationException {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return null;
            }
            Field constant = Class.forName(owner, true, loader).getDeclaredField(name.substring(0, dot));
            constant.setAccessible(true);
            return constant.get(null);
        }
    }

    byte[] pack() {
        var bytes = new ByteArrayOutputStream(graph.length + 4096);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, List.copyOf(blobs), DataOutputStream::writeUTF);
            out.writeBoolean(reusable);
            out.writeBoolean(bare);
            write(out, classPath, DataOutputStream::writeUTF);
            out.writeInt(classes.size());
            for (var entry : classes.entrySet()) {
                out.writeUTF(entry.getKey());
                write(out, entry.getValue());
            }
            write(out, plain, Parts::write);
            write(out, plainValues);
            write(out, variables, Parts::write);
            write(out, graph);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Parts unpack(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<String> blobs = readBlobs(in);
            boolean reusable = in.readBoolean();
            boolean bare = in.readBoolean();
            List<String> classPath = read(in, data -> data.readUTF());
            var classes = new TreeMap<String, byte[]>();
            for (int n = in.readInt(); n > 0; n--) {
                classes.put(in.readUTF(), read(in));
            }
            return new Parts(
                    blobs,
                    reusable,
                    bare,
                    classPath,
                    classes,
                    read(in, Parts::readVariable),
                    read(in),
                    read(in, Parts::readVariable),
                    read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a bundle ends too early, bytes=" + bytes.length, e);
        }
    }

    /** The blobs that a bundle needs, without the rest. */
    static List<String> blobs(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return readBlobs(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a bundle ends too early, bytes=" + bytes.length, e);
        }
    }

    /** Whether a bundle is {@link #bare}, without the rest. */
    static boolean bare(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var _ = readBlobs(in);
            var _ = in.readBoolean();
            return in.readBoolean();
        } catch (IOException e) {
            throw new UncheckedIOException("a bundle ends too early, bytes=" + bytes.length, e);
        }
    }

    private static List<String> readBlobs(DataInputStream in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("a bundle of version=" + version + ", known is version=" + VERSION
                    + ": notebook and worker must run the same release of Partita");
        }
        return read(in, data -> data.readUTF());
    }

    private interface Writing<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> void write(DataOutputStream out, List<T> all, Writing<T> each) throws IOException {
        out.writeInt(all.size());
        for (T value : all) {
            each.write(out, value);
        }
    }

    private static <T> List<T> read(DataInputStream in, Reading<T> each) throws IOException {
        var all = new ArrayList<T>();
        for (int n = in.readInt(); n > 0; n--) {
            all.add(each.read(in));
        }
        return List.copyOf(all);
    }

    private static void write(DataOutputStream out, Variable variable) throws IOException {
        out.writeUTF(variable.owner());
        out.writeUTF(variable.name());
    }

    private static Variable readVariable(DataInputStream in) throws IOException {
        return new Variable(in.readUTF(), in.readUTF());
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
