package partita.internal.parcel.code;

import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One typed class, read: what each of its methods refers to. Immutable, safe to share. */
final class Unit {
    /** JShell's wrapper of one snippet; what a person declares is nested in one. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*");

    /** A wrapper extends nothing, and of its fields those are named where they are read. */
    private static final References NOTHING = new References(Set.of(), Set.of(), Set.of(), Set.of());

    private final Layout file;
    private final ReferenceScan scan;
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, References> scanned = new ConcurrentHashMap<>();
    private final References declaration;
    private final boolean wrapper;
    private final List<Member> statics;

    Unit(String name, byte[] bytes, Predicate<String> typed) {
        this.file = new Layout(bytes);
        this.wrapper = WRAPPER.matcher(name).matches();
        this.scan = new ReferenceScan(file, typed);
        for (int method : file.methods) {
            methods.put(file.name(method) + file.descriptor(method), method);
        }
        this.declaration = wrapper ? NOTHING : scan.declaration();
        this.statics = wrapper ? List.of() : statics(name);
    }

    /** Enum constants are what they are everywhere, and the compiler's constants stand in the code. */
    private List<Member> statics(String name) {
        var found = new ArrayList<Member>();
        for (int field : file.fields) {
            if (is(field, ClassFile.ACC_ENUM)) {
                constantsFields(name, file.name(field) + ".", found);
            } else if (is(field, ClassFile.ACC_STATIC)
                    && file.attribute(field, "ConstantValue") < 0
                    && !file.name(field).equals("$VALUES")) {
                found.add(member(name, "", field));
            }
        }
        return List.copyOf(found);
    }

    /** What an enum's constants hold may have changed, but for final fields of plain types. */
    private void constantsFields(String name, String before, List<Member> found) {
        for (int field : file.fields) {
            if (!is(field, ClassFile.ACC_STATIC) && !(is(field, ClassFile.ACC_FINAL) && plain(field))) {
                found.add(member(name, before, field));
            }
        }
    }

    private boolean is(int field, int flag) {
        return (file.flags(field) & flag) != 0;
    }

    private boolean plain(int field) {
        String descriptor = file.descriptor(field);
        return descriptor.length() == 1 || descriptor.equals("Ljava/lang/String;");
    }

    private Member member(String owner, String before, int field) {
        return new Member(owner, before + file.name(field), file.descriptor(field));
    }

    boolean hasBytes(byte[] others) {
        return file.classFile == others || Arrays.equals(file.classFile, others);
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
        return Arrays.stream(file.fields)
                .filter(field -> wrapper && is(field, ClassFile.ACC_STATIC))
                .mapToObj(field -> member(name, "", field))
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
        if (wrapper) {
            return LambdaPatch.patch(Cut.cut(file, keptFields::contains, keptMethods::contains));
        }
        boolean asItIs =
                statics.isEmpty() || (file.constants.unsigned(file.constants.end) & ClassFile.ACC_INTERFACE) != 0;
        return asItIs ? LambdaPatch.patch(file) : LambdaPatch.patch(Cut.settable(file, this::settable));
    }

    /** A worker sets static fields to the values they have in the notebook; it could not if they were final. */
    private boolean settable(String field) {
        return statics.stream().anyMatch(s -> s.name().equals(field));
    }
}
