package partita.internal.parcel.code;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.FieldTransform;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One typed class, read: what each of its methods refers to. Immutable, safe to share. */
final class Unit {
    /** JShell's wrapper of one snippet; what a person declares is nested in one. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*");

    /** A wrapper extends nothing, and of its fields those are named where they are read. */
    private static final References NOTHING = new References(Set.of(), Set.of(), Set.of(), Set.of());

    private final byte[] bytes;
    private final ClassModel model;
    private final ReferenceScan scan;
    private final Map<String, MethodModel> methods = new HashMap<>();
    private final Map<String, References> scanned = new ConcurrentHashMap<>();
    private final References declaration;
    private final boolean wrapper;
    private final List<Member> statics;

    Unit(String name, byte[] bytes, Predicate<String> typed) {
        this.bytes = bytes;
        this.model = ClassFile.of().parse(bytes);
        this.wrapper = WRAPPER.matcher(name).matches();
        this.scan = new ReferenceScan(typed);
        for (MethodModel method : model.methods()) {
            methods.put(key(method), method);
        }
        this.declaration = wrapper ? NOTHING : scan.declaration(model);
        this.statics = wrapper
                ? List.of()
                : Stream.concat(statics(name), constantsFields(name)).toList();
    }

    /** Enum constants are what they are everywhere, and the compiler's constants stand in the code. */
    private Stream<Member> statics(String name) {
        return model.fields().stream()
                .filter(f -> f.flags().has(AccessFlag.STATIC) && !f.flags().has(AccessFlag.ENUM))
                .filter(f -> f.findAttribute(Attributes.constantValue()).isEmpty())
                .filter(f -> !f.fieldName().equalsString("$VALUES"))
                .map(f -> member(name, "", f));
    }

    /** What an enum's constants hold may have changed, but for final fields of plain types. */
    private Stream<Member> constantsFields(String name) {
        return model.fields().stream()
                .filter(c -> c.flags().has(AccessFlag.ENUM))
                .flatMap(c -> model.fields().stream()
                        .filter(f -> !f.flags().has(AccessFlag.STATIC))
                        .filter(f -> !f.flags().has(AccessFlag.FINAL) || !plain(f))
                        .map(f -> member(name, c.fieldName().stringValue() + ".", f)));
    }

    private static boolean plain(FieldModel field) {
        return field.fieldTypeSymbol().isPrimitive() || field.fieldType().equalsString("Ljava/lang/String;");
    }

    private static Member member(String owner, String before, FieldModel field) {
        return new Member(
                owner,
                before + field.fieldName().stringValue(),
                field.fieldType().stringValue());
    }

    boolean hasBytes(byte[] others) {
        return bytes == others || java.util.Arrays.equals(bytes, others);
    }

    /** Whether this is JShell's wrapper of a snippet, shipped method by method, or a class that a person wrote. */
    boolean wrapper() {
        return wrapper;
    }

    /** The static fields of a class that a person wrote, and its constants' fields, whose values travel with it. */
    List<Member> statics() {
        return statics;
    }

    /** A snippet's wrapper: the notebook variables that it holds. */
    List<Member> variables(String name) {
        return model.fields().stream()
                .filter(f -> wrapper && f.flags().has(AccessFlag.STATIC))
                .map(f -> member(name, "", f))
                .toList();
    }

    /** What the declaration itself refers to: supertypes, host, permitted subclasses, fields. */
    References declaration() {
        return declaration;
    }

    Iterable<References> allMethods() {
        return methods.keySet().stream().map(this::scanned).toList();
    }

    /** Most of a snippet's methods are never asked about. */
    private References scanned(String key) {
        return scanned.computeIfAbsent(key, _ -> scan.method(Objects.requireNonNull(methods.get(key))));
    }

    /** What one method refers to; null where this class does not declare it. */
    @Nullable
    References method(String name, String descriptor) {
        String key = name + descriptor;
        return methods.containsKey(key) ? scanned(key) : null;
    }

    /** The class with only these methods and fields (keys: name and descriptor), its lambdas serialisable. */
    byte[] slice(Set<String> keptMethods, Set<String> keptFields) {
        if (!wrapper) {
            boolean asItIs = statics.isEmpty() || model.flags().has(AccessFlag.INTERFACE);
            return LambdaPatch.patch(asItIs ? bytes : withSettableStatics());
        }
        return LambdaPatch.patch(Cut.cut(bytes, keptFields::contains, keptMethods::contains));
    }

    /** A worker sets static fields to the values they have in the notebook; it could not if they were final. */
    private byte[] withSettableStatics() {
        FieldTransform notFinal = (builder, element) -> {
            if (element instanceof AccessFlags flags) {
                builder.withFlags(flags.flagsMask() & ~ClassFile.ACC_FINAL);
            } else {
                builder.with(element);
            }
        };
        ClassTransform all = (builder, element) -> {
            if (element instanceof FieldModel field && settable(field)) {
                builder.transformField(field, notFinal);
            } else {
                builder.with(element);
            }
        };
        return ClassFile.of().transformClass(model, all);
    }

    private boolean settable(FieldModel field) {
        return statics.stream().anyMatch(s -> field.fieldName().equalsString(s.name()));
    }

    private static String key(MethodModel method) {
        return method.methodName().stringValue() + method.methodType().stringValue();
    }
}
