package partita.internal.parcel.code;

import java.io.ByteArrayOutputStream;
import java.lang.classfile.ClassFile;
import java.util.function.Predicate;

/**
 * Drops members of a class. Works on the bytes: all constants stay, so nothing else has to be written anew. Fields lose
 * their {@code final}, for a worker sets them: the compiler's own mark for {@code assert} is such a one.
 */
final class Cut {
    private final byte[] classFile;
    private final Constants constants;
    private final ByteArrayOutputStream out;

    private Cut(byte[] classFile) {
        this.classFile = classFile;
        this.constants = new Constants(classFile);
        this.out = new ByteArrayOutputStream(classFile.length);
    }

    /**
     * The class with some of its members.
     *
     * @param classFile its bytes; not changed
     * @param fields tells by its name which field stays
     * @param methods tells by its name and descriptor which method stays
     */
    static byte[] cut(byte[] classFile, Predicate<String> fields, Predicate<String> methods) {
        return new Cut(classFile).cut(fields, methods);
    }

    private byte[] cut(Predicate<String> fields, Predicate<String> methods) {
        int at = constants.fields();
        copy(0, at);
        at = members(at, ~ClassFile.ACC_FINAL, member -> fields.test(name(member)));
        at = members(at, ~0, member -> methods.test(name(member) + constants.utf8(constants.unsigned(member + 4))));
        copy(at, classFile.length);
        return out.toByteArray();
    }

    private String name(int member) {
        return constants.utf8(constants.unsigned(member + 2));
    }

    private interface Keeping {
        boolean test(int member);
    }

    private int members(int from, int flags, Keeping keeping) {
        int count = constants.unsigned(from);
        int kept = 0;
        var bodies = new int[2 * count];
        int at = from + 2;
        for (int i = 0; i < count; i++) {
            int next = constants.skipAttributes(at + 6);
            if (keeping.test(at)) {
                bodies[2 * kept] = at;
                bodies[2 * kept + 1] = next;
                kept++;
            }
            at = next;
        }
        out.write(kept >> 8);
        out.write(kept);
        for (int i = 0; i < kept; i++) {
            int own = constants.unsigned(bodies[2 * i]) & flags;
            out.write(own >> 8);
            out.write(own);
            copy(bodies[2 * i] + 2, bodies[2 * i + 1]);
        }
        return at;
    }

    private void copy(int from, int to) {
        out.write(classFile, from, to - from);
    }
}
