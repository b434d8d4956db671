package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.api.Explanation;
import partita.api.NotShippableException;
import partita.internal.parcel.code.Member;
import partita.internal.parcel.code.Reach;
import partita.internal.parcel.value.Blobs;
import partita.internal.parcel.value.Lambdas;
import partita.spi.ClassSource;
import partita.spi.Engine;

/**
 * Packs a function with all it needs into a bundle, and items for it.
 *
 * <p>The notebook variables that the function reads are taken when the packer is made. An item of a class that
 * the bundle lacks makes the next {@link #bundle()} a larger one, with another hash; so a bundle never changes.
 * Not safe for use by several threads.
 */
public final class Packer implements AutoCloseable {
    /** Of {@code jshell --execution local}, which has each lambda look there whether it is to stop. */
    private static final String JSHELLS_OWN = "REPL.$Cancel$";

    private static final byte[] NO_VALUES = {};

    private final ClassSource source;
    private final ClassLoader loader;
    private final Class<?> type;
    private final Inspector inspector;
    private final Taking taking = new Taking();
    private final Map<Member, Slot> slots = new LinkedHashMap<>();
    private final List<Parts.Variable> plain = new ArrayList<>();
    private final List<@Nullable Object> plainOnes = new ArrayList<>();
    private final List<Parts.Variable> variables = new ArrayList<>();
    private final @Nullable Ledger ledger;
    private Spares.@Nullable Spare<Kit> kit;
    /** Null while a recipe serves. */
    private @Nullable Reach reach;

    private @Nullable Recipe recipe;
    private int bundled = -1;
    private Engine.@Nullable Bundle bundle;

    /**
     * Packs a function and the notebook variables that it reads, as they are now.
     *
     * @param function a lambda, method reference or other object of a function's type
     * @param source knows the typed classes
     * @throws NotShippableException if the function writes a notebook variable, or it, a variable it reads or
     *     a value it captured cannot travel
     */
    public Packer(Object function, ClassSource source) {
        this(function, source, loaderOf(function), null, true);
    }

    private Packer(
            Object function, ClassSource source, ClassLoader loader, @Nullable Ledger ledger, boolean detaching) {
        this.source = source;
        this.loader = loader;
        this.ledger = ledger;
        this.type = function.getClass();
        this.inspector = new Inspector(source::typed);
        this.kit = Kit.take(loader, inspector, detaching ? taking : Blobs.NONE);
        Recipe last = ledger == null && !source.snapshot() ? Recipe.of(type, loader) : null;
        if (last == null || !packAgain(function, last)) {
            addFunction(function);
            follow();
            if (source.snapshot()) {
                takeOthers();
            }
        }
    }

    /** Packs what was packed last time. What differs is followed; false if too much was packed. */
    private boolean packAgain(Object function, Recipe last) {
        try {
            addFunction(function);
            last.slots().forEach(this::take);
        } catch (NotShippableException e) { // perhaps it is not needed any more; else it is thrown again
            restart();
            return false;
        }
        boolean same = last.contents()
                .same(
                        inspector.mutable(),
                        source.addedClassPath(),
                        plain,
                        plainOnes,
                        variables,
                        taking.hashes(),
                        kit().graph);
        if (same) {
            inspector.forget();
            recipe = last;
            bundled = last.reach().size();
            bundle = new Engine.Bundle(last.hash(), last.bytes(), taking.blobs());
            return true;
        }
        follow();
        if (reach().found().containsAll(slots.keySet())) {
            return true;
        }
        restart();
        return false;
    }

    private void restart() {
        kit().graph.reset();
        inspector.restart();
        taking.clear();
        slots.clear();
        plain.clear();
        plainOnes.clear();
        variables.clear();
        reach = null;
    }

    private Kit kit() {
        if (kit == null) {
            throw new IllegalStateException("this packer was closed");
        }
        return kit.thing();
    }

    private Reach reach() {
        if (reach == null) {
            reach = recipe != null ? recipe.reach().copy() : new Reach(source, loader);
        }
        return reach;
    }

    private void addFunction(Object function) {
        add("the " + (Lambdas.is(type) ? "lambda" : "function"), function);
    }

    /** Adds a value to the graph; for an explanation, what cannot travel is in the ledger already. */
    private void add(String what, @Nullable Object value) {
        try {
            kit().graph.add(what, value);
        } catch (NotShippableException e) {
            if (ledger == null) {
                throw e;
            }
        }
    }

    /**
     * Tells what would travel with a function, without sending it.
     *
     * @param function the function
     * @param items what it would be given
     * @param source knows the typed classes
     * @return the parts, and what would stop them
     */
    public static Explanation explain(Object function, Iterable<?> items, ClassSource source) {
        ClassLoader loader = loaderOf(function);
        var ledger = new Ledger(loader);
        ledger.value("lambda", "", function);
        try (var packer = new Packer(function, source, loader, ledger, false)) {
            Iterator<?> all = items.iterator();
            if (all.hasNext()) {
                Object first = all.next();
                ledger.value("item", "the first", first);
                try {
                    packer.item("the first item", first, new Output(256, -1));
                } catch (NotShippableException e) {
                    // The ledger has it.
                    packer.follow();
                }
            }
            packer.reach().classes().forEach((name, bytes) -> {
                String typed = Names.typed(name);
                ledger.size(
                        typed.isEmpty() ? "code" : "class",
                        typed.isEmpty() ? packer.reach().methods(name) : typed,
                        bytes.length);
            });
        }
        source.addedClassPath().forEach(entry -> ledger.size("jar", entry, 0));
        return ledger.explanation();
    }

    /** The loader that sees what the function sees; it also reads results back. */
    private static ClassLoader loaderOf(Object function) {
        ClassLoader own = function.getClass().getClassLoader();
        if (own != null && own != ClassLoader.getPlatformClassLoader()) {
            return own;
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : ClassLoader.getSystemClassLoader();
    }

    /**
     * The loader that sees what the function sees; it also reads results back.
     *
     * @return the loader
     */
    public ClassLoader loader() {
        return loader;
    }

    /**
     * Packs an item.
     *
     * @param what names it in an error, for people
     * @param item the item
     * @param output where its bytes go
     * @throws NotShippableException if it cannot travel
     */
    public void item(String what, @Nullable Object item, Output output) {
        kit().items.write(what, item, output);
        if (!inspector.told()) {
            follow();
        }
    }

    /**
     * The bundle for all that was packed so far.
     *
     * @return the same one until an item brought a new class
     */
    public Engine.Bundle bundle() {
        if (bundle == null || (reach != null && bundled != reach.size())) {
            bundled = reach().size();
            bundle = make();
        }
        return bundle;
    }

    /** Says that nothing more will be packed. What was packed stays as it is. */
    @Override
    public void close() {
        if (kit != null) {
            Kit.giveBack(kit);
            kit = null;
        }
    }

    /**
     * Packs a function with the one item that it is for.
     *
     * @param function the function
     * @param item the item; null where the function takes none
     * @param source knows the typed classes
     * @return the work, with id 0; its bundle is whole in itself
     * @throws NotShippableException if something of it cannot travel
     */
    public static Engine.Work single(Object function, @Nullable Object item, ClassSource source) {
        try (var packer = new Packer(function, source, loaderOf(function), null, false)) {
            var items =
                    new ItemsWriter(packer, new ItemsWriter.Head(0, CurrentItem.newSeed(), false), Optional.empty());
            items.add("the argument", item);
            return new Engine.Work(0, packer.bundle(), items.bytes());
        }
    }

    private Engine.Bundle make() {
        List<String> classPath = source.addedClassPath();
        boolean mutable = inspector.mutable();
        byte[] graph = kit().graph.bytes();
        byte[] bytes = new Parts(
                        taking.hashes(),
                        !mutable,
                        !mutable && isBare(classPath),
                        classPath,
                        reach().classes(),
                        plain,
                        plainOnes.isEmpty() ? NO_VALUES : kit().values.write("notebook variables", plainOnes.toArray()),
                        variables,
                        graph)
                .pack();
        // The array that held the plain values is no value of theirs.
        inspector.mutable(mutable);
        String hash = Digest.of(bytes);
        if (ledger == null && !source.snapshot() && graph.length <= Recipe.LARGEST_GRAPH) {
            var contents = new Recipe.Contents(
                    mutable,
                    List.copyOf(classPath),
                    List.copyOf(plain),
                    new ArrayList<>(plainOnes),
                    List.copyOf(variables),
                    taking.hashes(),
                    graph);
            recipe = new Recipe(loader, reach(), List.copyOf(slots.values()), contents, hash, bytes);
            reach = null; // the recipe's from now on; what items bring is added to a copy
            Recipe.keep(type, recipe);
        }
        return new Engine.Bundle(hash, bytes, taking.blobs());
    }

    /** Whether loading it would run nothing of the user's: no initialiser, no constructor, no {@code readObject}. */
    private boolean isBare(List<String> classPath) {
        return classPath.isEmpty()
                && plain.isEmpty()
                && variables.isEmpty()
                && taking.hashes().isEmpty()
                && Lambdas.bare(type);
    }

    /** Finds what packed values reach. Taking one variable may reach code that reads others. */
    private void follow() {
        do {
            inspector.tell(reach());
            reach().takeVariables().forEach(field -> takeNew(new Slot(field, true)));
            reach().takeStatics().forEach(field -> takeNew(new Slot(field, false)));
        } while (!inspector.told());
        List<Member> writes = reach().writes();
        if (!writes.isEmpty()) {
            String name = writes.getFirst().name();
            String problem = "the lambda writes the notebook variable '" + name
                    + "', which would change a worker's copy only: return the value instead, or share it as"
                    + " var " + name + " = par.value(...)";
            if (ledger == null) {
                throw new NotShippableException(problem, null);
            }
            ledger.problem("variable", name, problem);
        }
    }

    private void takeNew(Slot slot) {
        if (!slots.containsKey(slot.member)) {
            take(slot);
        }
    }

    private void take(Slot slot) {
        slots.put(slot.member, slot);
        if (slot.notebook) {
            takeVariable(slot);
        } else {
            takeStatic(slot);
        }
    }

    private void takeVariable(Slot slot) {
        String name = slot.variable.name();
        Object value = valueOf(slot);
        if (ledger != null) {
            ledger.value("variable", name, value);
        }
        if (value == null || value instanceof String || Inspector.BOXES.contains(value.getClass())) {
            plain.add(slot.variable);
            plainOnes.add(value);
        } else {
            add("the notebook variable '" + name + "'", value);
            variables.add(slot.variable);
        }
    }

    /**
     * A class's own static field has the notebook's value on the worker too; where that cannot travel, as a
     * logger cannot, the worker's own, from the class's initialiser.
     */
    private void takeStatic(Slot slot) {
        if (slot.variable.owner().equals(JSHELLS_OWN)) {
            return;
        }
        String what = "static field " + slot.variable.name();
        inspector.mutable(true);
        try {
            Object value = slot.get(loader);
            var _ = kit().values.write(what, value);
            kit().graph.add(what, value);
            variables.add(slot.variable);
            if (ledger != null) {
                ledger.value("static field", slot.variable.label(), value);
            }
        } catch (ReflectiveOperationException | LinkageError | NotShippableException e) {
            // Its class fails to initialise here, and so it will there; or the value is the JVM's own.
        }
    }

    /** For a snapshot: the variables that nothing reads, but for those that cannot travel. */
    private void takeOthers() {
        for (Member field : reach().otherVariables()) {
            try {
                Object value = valueOf(new Slot(field, true));
                var _ = kit().values.write("the notebook variable '" + field.name() + "'", value);
                reach().addVariable(field);
                follow();
            } catch (NotShippableException e) {
                if (ledger != null) {
                    ledger.problem(Explanation.LEFT_OUT, field.name(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private @Nullable Object valueOf(Slot slot) {
        try {
            return slot.get(loader);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new NotShippableException(
                    "the notebook variable '" + slot.variable.name() + "' cannot be read: " + e
                            + ": run its cell again, then this one",
                    e);
        }
    }
}
