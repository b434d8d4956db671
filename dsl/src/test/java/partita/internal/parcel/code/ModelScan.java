package partita.internal.parcel.code;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What the JDK's own model of a class file says that code refers to. */
final class ModelScan {
    private final Predicate<String> typed;

    ModelScan(Predicate<String> typed) {
        this.typed = typed;
    }

    References method(MethodModel method) {
        var found = new Found(typed);
        found.type(method.methodTypeSymbol());
        method.findAttribute(Attributes.exceptions())
                .ifPresent(a -> a.exceptions().forEach(found::entry));
        method.code().ifPresent(code -> code.forEach(found::element));
        return found.references();
    }

    References declaration(ClassModel model) {
        var found = new Found(typed);
        model.superclass().ifPresent(found::entry);
        model.interfaces().forEach(found::entry);
        for (FieldModel field : model.fields()) {
            found.type(field.fieldTypeSymbol());
        }
        model.findAttribute(Attributes.nestHost()).ifPresent(a -> found.entry(a.nestHost()));
        model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(a -> a.permittedSubclasses().forEach(found::entry));
        model.findAttribute(Attributes.record())
                .ifPresent(a -> a.components().forEach(c -> found.type(c.descriptorSymbol())));
        return found.references();
    }

    private static final class Found {
        private final Predicate<String> typed;
        private final Set<String> classes = new HashSet<>();
        private final Set<Member> calls = new HashSet<>();
        private final Set<Member> reads = new HashSet<>();
        private final Set<Member> writes = new HashSet<>();

        Found(Predicate<String> typed) {
            this.typed = typed;
        }

        References references() {
            return new References(Set.copyOf(classes), Set.copyOf(calls), Set.copyOf(reads), Set.copyOf(writes));
        }

        void element(CodeElement element) {
            switch (element) {
                case InvokeInstruction i -> call(i.owner().asSymbol(), i.name().stringValue(), i.typeSymbol());
                case FieldInstruction f -> field(f);
                case InvokeDynamicInstruction i ->
                    constant(DynamicCallSiteDesc.of(
                            i.bootstrapMethod(),
                            i.name().stringValue(),
                            i.typeSymbol(),
                            i.bootstrapArgs().toArray(ConstantDesc[]::new)));
                case ConstantInstruction.LoadConstantInstruction c -> constant(c.constantValue());
                case NewObjectInstruction n -> entry(n.className());
                case NewReferenceArrayInstruction n -> entry(n.componentType());
                case NewMultiArrayInstruction n -> entry(n.arrayType());
                case TypeCheckInstruction t -> entry(t.type());
                case ExceptionCatch c -> c.catchType().ifPresent(this::entry);
                default -> {}
            }
        }

        private void field(FieldInstruction f) {
            ClassDesc owner = f.owner().asSymbol();
            type(owner);
            type(f.typeSymbol());
            boolean reads = f.opcode() == Opcode.GETSTATIC;
            if ((reads || f.opcode() == Opcode.PUTSTATIC) && typed.test(name(owner))) {
                var member = new Member(
                        name(owner), f.name().stringValue(), f.typeSymbol().descriptorString());
                (reads ? this.reads : writes).add(member);
            }
        }

        private void constant(Object constant) {
            switch (constant) {
                case ClassDesc c -> type(c);
                case MethodTypeDesc t -> type(t);
                case DirectMethodHandleDesc h -> handle(h);
                case DynamicConstantDesc<?> d -> {
                    handle(d.bootstrapMethod());
                    type(d.constantType());
                    d.bootstrapArgsList().forEach(this::constant);
                }
                case DynamicCallSiteDesc d -> {
                    handle((DirectMethodHandleDesc) d.bootstrapMethod());
                    type(d.invocationType());
                    for (ConstantDesc argument : d.bootstrapArgs()) {
                        constant(argument);
                    }
                }
                default -> {}
            }
        }

        private void handle(DirectMethodHandleDesc h) {
            switch (h.kind()) {
                case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> type(h.owner());
                default -> call(h.owner(), h.methodName(), MethodTypeDesc.ofDescriptor(h.lookupDescriptor()));
            }
        }

        private void call(ClassDesc owner, String method, MethodTypeDesc type) {
            type(owner);
            type(type);
            if (!owner.isArray() && typed.test(name(owner))) {
                calls.add(new Member(name(owner), method, type.descriptorString()));
            }
        }

        void entry(ClassEntry entry) {
            type(entry.asSymbol());
        }

        void type(MethodTypeDesc type) {
            type(type.returnType());
            type.parameterList().forEach(this::type);
        }

        void type(ClassDesc type) {
            ClassDesc element = type;
            while (element.isArray()) {
                element = element.componentType();
            }
            if (!element.isPrimitive() && typed.test(name(element))) {
                classes.add(name(element));
            }
        }

        /** The binary name that a class descriptor stands for. */
        private static String name(ClassDesc type) {
            String descriptor = type.descriptorString();
            return descriptor.startsWith("L")
                    ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
                    : descriptor;
        }
    }
}
