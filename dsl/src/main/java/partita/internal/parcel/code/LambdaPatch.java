package partita.internal.parcel.code;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Makes every lambda of a class serialisable: call sites of {@code LambdaMetafactory.metafactory} become
 * {@code altMetafactory} with its serialisable flag, and existing {@code altMetafactory} sites get the flag.
 *
 * <p>Works on the bytes: constants are appended and the BootstrapMethods attribute is rewritten, code stays as
 * it is, so that no stack map must be computed again. A class without lambdas, or patched before, comes back
 * as it went in.
 */
public final class LambdaPatch {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String ALT_DESCRIPTOR = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
            + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";
    private static final int SERIALIZABLE = 1;
    /** The class file format counts constants in 16 bits. */
    private static final int MOST_CONSTANTS = 65_000;

    private final Layout layout;
    private final Constants file;
    private int constants;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private final DataOutputStream add = new DataOutputStream(added);
    private int altHandle;

    private LambdaPatch(Layout layout) {
        this.layout = layout;
        file = layout.constants;
        constants = file.count;
    }

    /**
     * Patches a class.
     *
     * @param classFile the class's bytes; not changed
     * @return the patched bytes, or the same array where there is nothing to patch
     */
    public static byte[] patch(byte[] classFile) {
        return patch(new Layout(classFile));
    }

    static byte[] patch(Layout layout) {
        try {
            return new LambdaPatch(layout).patched(layout.classFile);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private byte[] patched(byte[] classFile) throws IOException {
        int table = layout.attribute("BootstrapMethods") - 6;
        if (table < 0 || constants > MOST_CONSTANTS) {
            return classFile;
        }
        var body = new ByteArrayOutputStream();
        boolean changed = rewrite(table, new DataOutputStream(body));
        if (!changed) {
            return classFile;
        }
        int oldLength = file.in.getInt(table + 2);
        var out = new ByteArrayOutputStream(classFile.length + 256);
        var data = new DataOutputStream(out);
        data.write(classFile, 0, 8);
        data.writeShort(constants);
        data.write(classFile, 10, file.end - 10);
        data.write(added.toByteArray());
        data.write(classFile, file.end, table + 2 - file.end);
        data.writeInt(body.size());
        data.write(body.toByteArray());
        int rest = table + 6 + oldLength;
        data.write(classFile, rest, classFile.length - rest);
        return out.toByteArray();
    }

    private boolean rewrite(int table, DataOutputStream out) throws IOException {
        boolean changed = false;
        int count = file.unsigned(table + 6);
        out.writeShort(count);
        int at = table + 8;
        for (int i = 0; i < count; i++) {
            int handle = file.unsigned(at);
            int[] args = new int[file.unsigned(at + 2)];
            for (int k = 0; k < args.length; k++) {
                args[k] = file.unsigned(at + 4 + 2 * k);
            }
            at += 4 + 2 * args.length;
            switch (factoryMethod(handle)) {
                case "metafactory" -> {
                    handle = altHandle();
                    args = Arrays.copyOf(args, args.length + 1);
                    args[args.length - 1] = integer(SERIALIZABLE);
                    changed = true;
                }
                case "altMetafactory" -> {
                    int flags = file.in.getInt(file.offset(args[3]) + 1);
                    if ((flags & SERIALIZABLE) == 0) {
                        args[3] = integer(flags | SERIALIZABLE);
                        changed = true;
                    }
                }
                default -> {}
            }
            out.writeShort(handle);
            out.writeShort(args.length);
            for (int arg : args) {
                out.writeShort(arg);
            }
        }
        return changed;
    }

    /** The method's name if a bootstrap handle is one of LambdaMetafactory's, else "". */
    private String factoryMethod(int handle) {
        int method = file.offset(file.unsigned(file.offset(handle) + 2));
        String owner = file.utf8(file.unsigned(file.offset(file.unsigned(method + 1)) + 1));
        if (!owner.equals(FACTORY)) {
            return "";
        }
        return file.utf8(file.unsigned(file.offset(file.unsigned(method + 3)) + 1));
    }

    private int altHandle() throws IOException {
        if (altHandle == 0) {
            int owner = constant(7, text(FACTORY));
            int signature = constant(12, text("altMetafactory"), text(ALT_DESCRIPTOR));
            int method = constant(10, owner, signature);
            add.writeByte(15);
            add.writeByte(6);
            add.writeShort(method);
            altHandle = constants++;
        }
        return altHandle;
    }

    private int constant(int tag, int... parts) throws IOException {
        add.writeByte(tag);
        for (int part : parts) {
            add.writeShort(part);
        }
        return constants++;
    }

    private int text(String value) throws IOException {
        add.writeByte(1);
        add.writeUTF(value);
        return constants++;
    }

    private int integer(int value) throws IOException {
        add.writeByte(3);
        add.writeInt(value);
        return constants++;
    }
}
