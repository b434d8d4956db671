package partita.internal.parcel.code;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A class file's constants, by their offsets, and what else is needed to find one's way in the bytes. */
final class Constants {
    static final int CLASS = 7;
    static final int FIELD = 9;
    static final int METHOD_HANDLE = 15;
    static final int METHOD_TYPE = 16;
    static final int DYNAMIC = 17;
    static final int INVOKE_DYNAMIC = 18;

    final ByteBuffer in;
    /** How many there are, the unused first one included. */
    final int count;
    /** Where what follows begins: flags, this class, its superclass, its interfaces. */
    final int end;

    private final int[] offsets;

    Constants(byte[] classFile) {
        in = ByteBuffer.wrap(classFile);
        count = unsigned(8);
        offsets = new int[count];
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            int tag = in.get(at);
            at += switch (tag) {
                case 1 -> 3 + unsigned(at + 1);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
                case 5, 6 -> 9;
                case 7, 8, 16, 19, 20 -> 3;
                case 15 -> 4;
                default -> throw new IllegalArgumentException("not a class file: constant tag=" + tag);
            };
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        end = at;
    }

    /** Where a constant begins. */
    int offset(int index) {
        return offsets[index];
    }

    int unsigned(int at) {
        return in.getShort(at) & 0xFFFF;
    }

    int tag(int index) {
        return in.get(offset(index));
    }

    String utf8(int index) {
        int at = offset(index) + 3;
        int length = unsigned(at - 2);
        for (int i = 0; i < length; i++) {
            if (in.get(at + i) < 0) {
                return modified(at - 2, length + 2);
            }
        }
        return new String(in.array(), at, length, StandardCharsets.ISO_8859_1);
    }

    /** What is not ASCII stands in a class file in an encoding of Java's own. */
    private String modified(int from, int length) {
        try {
            return new DataInputStream(new ByteArrayInputStream(in.array(), from, length)).readUTF();
        } catch (IOException e) {
            throw new UncheckedIOException("not a class file: constant at=" + from, e);
        }
    }

    /** Whether a text is this one, which is ASCII. */
    boolean is(int index, String text) {
        int at = offset(index) + 3;
        int length = unsigned(at - 2);
        if (length != text.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (in.get(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text of a class or a type of methods. */
    String name(int index) {
        return utf8(unsigned(offset(index) + 1));
    }

    /** The class of a field or method. */
    String owner(int reference) {
        return name(unsigned(offset(reference) + 1));
    }

    String memberName(int reference) {
        return utf8(unsigned(nameAndType(reference) + 1));
    }

    String memberDescriptor(int reference) {
        return utf8(unsigned(nameAndType(reference) + 3));
    }

    private int nameAndType(int reference) {
        return offset(unsigned(offset(reference) + 3));
    }

    /** The field or method of a handle. */
    int handled(int handle) {
        return unsigned(offset(handle) + 2);
    }

    /** Which of the bootstrap methods makes it. */
    int bootstrap(int dynamic) {
        return unsigned(offset(dynamic) + 1);
    }

    /** Where the fields begin, with their number. */
    int fields() {
        return end + 8 + 2 * unsigned(end + 6);
    }
}
