package partita.internal.parcel.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A class file's constants, by their offsets, and what else is needed to find one's way in the bytes. */
final class Constants {
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

    String utf8(int index) {
        int at = offset(index);
        // Names that matter here are ASCII, for which the class file's encoding is UTF-8's.
        return new String(in.array(), at + 3, unsigned(at + 1), StandardCharsets.UTF_8);
    }

    /** Where the fields begin, with their number. */
    int fields() {
        return end + 8 + 2 * unsigned(end + 6);
    }

    /** Where what follows attributes begins. */
    int skipAttributes(int from) {
        int at = from + 2;
        for (int i = unsigned(from); i > 0; i--) {
            at += 6 + in.getInt(at + 2);
        }
        return at;
    }
}
