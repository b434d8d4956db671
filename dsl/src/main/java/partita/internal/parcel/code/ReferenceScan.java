package partita.internal.parcel.code;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what code refers to. Reads the bytes itself: most lambdas are packed once, by code that nothing has compiled
 * yet, and there the JDK's own model of a class file costs several times as much.
 */
final class ReferenceScan {
    private final Layout file;
    private final Constants constants;
    private final Predicate<String> typed;

    ReferenceScan(Layout file, Predicate<String> typed) {
        this.file = file;
        this.constants = file.constants;
        this.typed = typed;
    }

    References method(int member) {
        var found = new Found();
        found.types(file.descriptor(member));
        found.listed(file.attribute(member, "Exceptions"));
        int code = file.attribute(member, "Code");
        if (code >= 0) {
            found.code(code);
        }
        return found.references();
    }

    /** Supertypes, fields, the nest's host, permitted subclasses; a record's components are fields of it. */
    References declaration() {
        var found = new Found();
        int head = constants.end;
        if (constants.unsigned(head + 4) != 0) {
            found.type(constants.name(constants.unsigned(head + 4)));
        }
        found.listed(head + 6);
        for (int field : file.fields) {
            found.types(file.descriptor(field));
        }
        int host = file.attribute("NestHost");
        if (host >= 0) {
            found.type(constants.name(constants.unsigned(host)));
        }
        found.listed(file.attribute("PermittedSubclasses"));
        return found.references();
    }

    private final class Found {
        private final Set<String> classes = new HashSet<>();
        private final Set<Member> calls = new HashSet<>();
        private final Set<Member> reads = new HashSet<>();
        private final Set<Member> writes = new HashSet<>();

        References references() {
            return new References(Set.copyOf(classes), Set.copyOf(calls), Set.copyOf(reads), Set.copyOf(writes));
        }

        /** A number of classes and then each; nothing at -1. */
        void listed(int at) {
            for (int i = at < 0 ? 0 : constants.unsigned(at); i > 0; i--) {
                type(constants.name(constants.unsigned(at + 2 * i)));
            }
        }

        void code(int attribute) {
            int begin = attribute + 8;
            int end = begin + constants.in.getInt(attribute + 4);
            for (int at = begin; at < end; at = Bytecode.next(constants.in, begin, at)) {
                instruction(at);
            }
            for (int i = 0; i < constants.unsigned(end); i++) {
                int caught = constants.unsigned(end + 2 + 8 * i + 6);
                if (caught != 0) {
                    type(constants.name(caught));
                }
            }
        }

        private void instruction(int at) {
            int opcode = constants.in.get(at) & 0xFF;
            switch (opcode) {
                case Bytecode.LDC -> constant(constants.in.get(at + 1) & 0xFF);
                case Bytecode.LDC_W, Bytecode.LDC2_W, Bytecode.INVOKEDYNAMIC -> constant(constants.unsigned(at + 1));
                case Bytecode.GETSTATIC -> field(constants.unsigned(at + 1), reads);
                case Bytecode.PUTSTATIC -> field(constants.unsigned(at + 1), writes);
                case Bytecode.GETFIELD, Bytecode.PUTFIELD -> field(constants.unsigned(at + 1), null);
                case Bytecode.INVOKEVIRTUAL, Bytecode.INVOKESPECIAL, Bytecode.INVOKESTATIC, Bytecode.INVOKEINTERFACE ->
                    call(constants.unsigned(at + 1));
                case Bytecode.NEW,
                        Bytecode.ANEWARRAY,
                        Bytecode.CHECKCAST,
                        Bytecode.INSTANCEOF,
                        Bytecode.MULTIANEWARRAY -> type(constants.name(constants.unsigned(at + 1)));
                default -> {}
            }
        }

        private void field(int reference, @Nullable Set<Member> statics) {
            String owner = constants.owner(reference);
            String descriptor = constants.memberDescriptor(reference);
            types(descriptor);
            if (type(owner) && statics != null) {
                statics.add(new Member(binary(owner), constants.memberName(reference), descriptor));
            }
        }

        private void call(int reference) {
            String owner = constants.owner(reference);
            String descriptor = constants.memberDescriptor(reference);
            types(descriptor);
            if (type(owner) && owner.charAt(0) != '[') {
                calls.add(new Member(binary(owner), constants.memberName(reference), descriptor));
            }
        }

        /** What stands in the constants: a class, a type of methods, a handle, or what a bootstrap method makes. */
        private void constant(int index) {
            switch (constants.tag(index)) {
                case Constants.CLASS -> type(constants.name(index));
                case Constants.METHOD_TYPE -> types(constants.name(index));
                case Constants.METHOD_HANDLE -> handle(index);
                case Constants.DYNAMIC, Constants.INVOKE_DYNAMIC -> {
                    types(constants.memberDescriptor(index));
                    bootstrap(constants.bootstrap(index));
                }
                default -> {}
            }
        }

        private void bootstrap(int number) {
            int at = file.attribute("BootstrapMethods") + 2;
            for (int i = 0; i < number; i++) {
                at += 4 + 2 * constants.unsigned(at + 2);
            }
            handle(constants.unsigned(at));
            for (int i = constants.unsigned(at + 2); i > 0; i--) {
                constant(constants.unsigned(at + 2 + 2 * i));
            }
        }

        private void handle(int index) {
            int reference = constants.handled(index);
            if (constants.tag(reference) == Constants.FIELD) {
                type(constants.owner(reference));
            } else {
                call(reference);
            }
        }

        /** The classes in a descriptor. */
        void types(String descriptor) {
            for (int at = descriptor.indexOf('L'); at >= 0; ) {
                int end = descriptor.indexOf(';', at);
                name(descriptor.substring(at + 1, end));
                at = descriptor.indexOf('L', end);
            }
        }

        /** A class as its constant names it; whether it, or what it is an array of, was typed. */
        boolean type(String internalName) {
            if (internalName.charAt(0) != '[') {
                return name(internalName);
            }
            types(internalName);
            return false;
        }

        private boolean name(String internalName) {
            String name = binary(internalName);
            boolean known = typed.test(name);
            if (known) {
                classes.add(name);
            }
            return known;
        }

        private static String binary(String internalName) {
            return internalName.replace('/', '.');
        }
    }
}
