package partita.internal.parcel.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import partita.spi.ClassSource;

/**
 * Finds what typed code reaches: snippets' wrappers method by method, the classes that people wrote as a whole
 * (their methods are called virtually). Grows as more is found; not safe for use by several threads.
 */
public final class Reach {
    private final ClassSource source;
    private final UnitCache cache;
    /** Read once each, so that one parcel sees one version of every class. */
    private final Map<String, @Nullable Unit> units = new HashMap<>();

    private final Map<String, Set<String>> methods = new TreeMap<>();
    private final Map<String, Set<String>> fields = new HashMap<>();
    private final Set<Member> variables = new HashSet<>();
    private final Deque<References> open = new ArrayDeque<>();
    private final List<Member> fresh = new ArrayList<>();
    private final List<Member> writes = new ArrayList<>();
    private final List<Member> freshStatics = new ArrayList<>();
    private final Set<Member> statics = new HashSet<>();

    /**
     * Starts with nothing reached.
     *
     * @param source knows the typed classes
     * @param loader the loader that they are seen from
     */
    public Reach(ClassSource source, ClassLoader loader) {
        this(source, UnitCache.of(loader));
    }

    private Reach(ClassSource source, UnitCache cache) {
        this.source = source;
        this.cache = cache;
    }

    /**
     * Adds a class and all it reaches.
     *
     * @param className its binary name; ignored if it was not typed
     */
    public void addClass(String className) {
        if (source.typed(className) && !methods.containsKey(className)) {
            Unit unit = unit(className);
            if (unit == null) {
                return;
            }
            methods.put(className, new HashSet<>());
            fields.put(className, new HashSet<>());
            open.add(unit.declaration());
            if (!unit.wrapper()) {
                unit.allMethods().forEach(open::add);
                freshStatics.addAll(unit.statics());
                statics.addAll(unit.statics());
            }
            expand();
        }
    }

    /**
     * Adds a method and all it reaches.
     *
     * @param method the method; ignored if its class was not typed
     */
    public void addMethod(Member method) {
        if (!source.typed(method.owner())) {
            return;
        }
        addClass(method.owner());
        Unit unit = unit(method.owner());
        if (unit == null || !unit.wrapper()) {
            return;
        }
        References found = unit.method(method.name(), method.descriptor());
        if (found != null && kept(methods, method.owner()).add(method.name() + method.descriptor())) {
            open.add(found);
            expand();
        }
    }

    private void expand() {
        for (References next = open.poll(); next != null; next = open.poll()) {
            next.classes().forEach(this::addClass);
            next.calls().forEach(this::addMethod);
            next.reads().forEach(this::read);
            for (Member write : next.writes()) {
                if (variable(write)) {
                    writes.add(write);
                }
            }
        }
    }

    /**
     * The notebook variables that nothing reached so far reads; of several with one name, the newest.
     *
     * @return static fields of snippets' wrappers
     */
    public List<Member> otherVariables() {
        var names = new HashSet<String>();
        variables.forEach(variable -> names.add(variable.name()));
        var others = new ArrayList<Member>();
        for (String wrapper : Wrappers.newestFirst(name -> unit(name) != null)) {
            Unit unit = unit(wrapper);
            List<Member> held = unit == null ? List.of() : unit.variables(wrapper);
            held.stream().filter(variable -> names.add(variable.name())).forEach(others::add);
        }
        return others;
    }

    /**
     * Adds a notebook variable, as if something read it.
     *
     * @param field a static field of a snippet's wrapper
     */
    public void addVariable(Member field) {
        read(field);
        expand();
    }

    private void read(Member field) {
        if (variable(field) && variables.add(field)) {
            addClass(field.owner());
            kept(fields, field.owner()).add(field.name());
            fresh.add(field);
        }
    }

    /** A notebook variable is a static field of a snippet's wrapper; other static fields are a class's own. */
    private boolean variable(Member field) {
        Unit unit = unit(field.owner());
        return unit != null && unit.wrapper();
    }

    private static Set<String> kept(Map<String, Set<String>> members, String owner) {
        return members.computeIfAbsent(owner, _ -> new HashSet<>());
    }

    /**
     * The notebook variables found since this was asked last.
     *
     * @return static fields of snippets' wrappers
     */
    public List<Member> takeVariables() {
        var taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    /**
     * The notebook variables that reached code would write.
     *
     * @return static fields of snippets' wrappers
     */
    public List<Member> writes() {
        return List.copyOf(writes);
    }

    /**
     * The static fields, found since this was asked last, of classes that people wrote.
     *
     * @return static fields of reached classes
     */
    public List<Member> takeStatics() {
        var taken = List.copyOf(freshStatics);
        freshStatics.clear();
        return taken;
    }

    /**
     * All variables and static fields found.
     *
     * @return those that were taken, and those that were not yet
     */
    public Set<Member> found() {
        var found = new HashSet<>(variables);
        found.addAll(statics);
        return found;
    }

    /**
     * Whether all class files that were read are still what they were.
     *
     * @return false if what is reached may be something else now
     */
    public boolean unchanged() {
        for (Map.Entry<String, @Nullable Unit> entry : units.entrySet()) {
            Unit unit = entry.getValue();
            byte[] now = cache.bytes(entry.getKey(), source);
            if (unit == null ? now != null : now == null || !unit.hasBytes(now)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A copy that can grow on its own.
     *
     * @return one that has found the same, of the same class files
     */
    public Reach copy() {
        var copy = new Reach(source, cache);
        copy.units.putAll(units);
        methods.forEach((name, kept) -> copy.methods.put(name, new HashSet<>(kept)));
        fields.forEach((name, kept) -> copy.fields.put(name, new HashSet<>(kept)));
        copy.variables.addAll(variables);
        copy.fresh.addAll(fresh);
        copy.writes.addAll(writes);
        copy.freshStatics.addAll(freshStatics);
        copy.statics.addAll(statics);
        return copy;
    }

    /**
     * How many classes and members are reached.
     *
     * @return a number that grows with each new one
     */
    public int size() {
        int size = methods.size() + variables.size();
        for (Set<String> kept : methods.values()) {
            size += kept.size();
        }
        return size;
    }

    /**
     * What is reached of a snippet's wrapper.
     *
     * @param className the wrapper
     * @return its methods' names, as typed
     */
    public String methods(String className) {
        return methods.getOrDefault(className, Set.of()).stream()
                .map(key -> key.substring(0, key.indexOf('(')))
                .map(name -> name.startsWith("lambda$") ? "a lambda" : name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /**
     * The reached classes, wrappers cut to what is reached of them.
     *
     * @return class files by binary name, in the names' order
     */
    public Map<String, byte[]> classes() {
        var cut = new TreeMap<String, byte[]>();
        methods.forEach((name, keep) -> {
            Unit unit = unit(name);
            if (unit != null) {
                cut.put(name, unit.slice(keep, kept(fields, name)));
            }
        });
        return cut;
    }

    private @Nullable Unit unit(String className) {
        if (!units.containsKey(className)) {
            units.put(className, cache.get(className, source));
        }
        return units.get(className);
    }
}
