package partita.internal.parcel.code;

/** Where a class file's members and their attributes begin. A member is known by the offset of its flags. */
final class Layout {
    final byte[] classFile;
    final Constants constants;
    final int[] fields;
    final int[] methods;
    /** Where what follows the members begins: the class's own attributes. */
    final int attributes;

    Layout(byte[] classFile) {
        this.classFile = classFile;
        this.constants = new Constants(classFile);
        int at = constants.fields();
        fields = new int[constants.unsigned(at)];
        at = members(at + 2, fields);
        methods = new int[constants.unsigned(at)];
        attributes = members(at + 2, methods);
    }

    private int members(int from, int[] found) {
        int at = from;
        for (int i = 0; i < found.length; i++) {
            found[i] = at;
            at = end(at);
        }
        return at;
    }

    /** Where what follows a member begins. */
    int end(int member) {
        int at = member + 8;
        for (int i = constants.unsigned(member + 6); i > 0; i--) {
            at += 6 + constants.in.getInt(at + 2);
        }
        return at;
    }

    int flags(int member) {
        return constants.unsigned(member);
    }

    String name(int member) {
        return constants.utf8(constants.unsigned(member + 2));
    }

    String descriptor(int member) {
        return constants.utf8(constants.unsigned(member + 4));
    }

    /** Where the content of a member's attribute begins, or -1. */
    int attribute(int member, String name) {
        return find(member + 6, name);
    }

    /** Where the content of the class's own attribute begins, or -1. */
    int attribute(String name) {
        return find(attributes, name);
    }

    private int find(int from, String name) {
        int at = from + 2;
        for (int i = constants.unsigned(from); i > 0; i--) {
            if (constants.is(constants.unsigned(at), name)) {
                return at + 6;
            }
            at += 6 + constants.in.getInt(at + 2);
        }
        return -1;
    }
}
