package partita.internal.parcel.code;

import java.io.ByteArrayOutputStream;
import java.lang.classfile.ClassFile;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * Drops members of a class. Works on the bytes: all constants stay, so nothing else has to be written anew. Fields lose
 * their {@code final}, for a worker sets them: the compiler's own mark for {@code assert} is such a one.
 */
final class Cut {
    private static final int LEFT_OUT = -1;

    private final Layout file;
    private final ByteArrayOutputStream out;

    private Cut(Layout file) {
        this.file = file;
        this.out = new ByteArrayOutputStream(file.classFile.length);
    }

    /**
     * The class with some of its members.
     *
     * @param file the class; not changed
     * @param fields tells by its name which field stays
     * @param methods tells by its name and descriptor which method stays
     */
    static byte[] cut(Layout file, Predicate<String> fields, Predicate<String> methods) {
        return new Cut(file)
                .with(
                        field -> fields.test(file.name(field)) ? notFinal(file, field) : LEFT_OUT,
                        method -> methods.test(file.name(method) + file.descriptor(method))
                                ? file.flags(method)
                                : LEFT_OUT);
    }

    /**
     * The class with all of its members.
     *
     * @param file the class; not changed
     * @param fields tells by its name which field is to be settable
     */
    static byte[] settable(Layout file, Predicate<String> fields) {
        return new Cut(file)
                .with(field -> fields.test(file.name(field)) ? notFinal(file, field) : file.flags(field), file::flags);
    }

    private static int notFinal(Layout file, int field) {
        return file.flags(field) & ~ClassFile.ACC_FINAL;
    }

    /** Each member with the flags that it is to have. */
    private byte[] with(IntUnaryOperator fields, IntUnaryOperator methods) {
        copy(0, file.constants.fields());
        members(file.fields, fields);
        members(file.methods, methods);
        copy(file.attributes, file.classFile.length);
        return out.toByteArray();
    }

    private void members(int[] members, IntUnaryOperator flags) {
        var newFlags = new int[members.length];
        int kept = 0;
        for (int i = 0; i < members.length; i++) {
            newFlags[i] = flags.applyAsInt(members[i]);
            kept += newFlags[i] == LEFT_OUT ? 0 : 1;
        }
        writeShort(kept);
        for (int i = 0; i < members.length; i++) {
            if (newFlags[i] != LEFT_OUT) {
                writeShort(newFlags[i]);
                copy(members[i] + 2, file.end(members[i]));
            }
        }
    }

    private void writeShort(int value) {
        out.write(value >> 8);
        out.write(value);
    }

    private void copy(int from, int to) {
        out.write(file.classFile, from, to - from);
    }
}
