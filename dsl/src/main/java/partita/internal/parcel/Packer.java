package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.invoke.SerializedLambda;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import partita.api.Explanation;
import partita.api.NotShippableException;
import partita.internal.parcel.code.Member;
import partita.internal.parcel.code.Reach;
import partita.internal.parcel.value.GraphWriter;
import partita.internal.parcel.value.Lambdas;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;
import partita.spi.ClassSource;
import partita.spi.Engine;

/**
 * Packs a function with all it needs into a bundle, and items for it.
 *
 * <p>The notebook variables that the function reads are taken when the packer is made. An item of a class that
 * the bundle lacks makes the next {@link #bundle()} a larger one, with another hash; so a bundle never changes.
 * Not safe for use by several threads.
 */
public final class Packer {
    private final ClassSource source;
    private final ClassLoader loader;
    private final Reach reach;
    private final Inspector inspector = new Inspector();
    private final GraphWriter graph;
    private final Values items;
    private final List<Parts.Variable> plain = new ArrayList<>();
    private final List<@Nullable Object> plainOnes = new ArrayList<>();
    private final List<Parts.Variable> variables = new ArrayList<>();
    private final @Nullable Ledger ledger;
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
        this(function, source, loaderOf(function), null);
    }

    private Packer(Object function, ClassSource source, ClassLoader loader, @Nullable Ledger ledger) {
        this.source = source;
        this.loader = loader;
        this.ledger = ledger;
        this.reach = new Reach(source, loader);
        this.graph = new GraphWriter(loader, inspector);
        this.items = new Values(loader, inspector);
        add("the " + (Lambdas.is(function.getClass()) ? "lambda" : "function"), function);
        takeVariables();
    }

    /** Adds a value to the graph; for an explanation, what cannot travel is in the ledger already. */
    private void add(String what, @Nullable Object value) {
        try {
            graph.add(what, value);
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
        var packer = new Packer(function, source, loader, ledger);
        Iterator<?> all = items.iterator();
        if (all.hasNext()) {
            Object first = all.next();
            ledger.value("item", "the first", first);
            try {
                packer.item("the first item", first, new Output(256, -1));
            } catch (NotShippableException e) {
                // The ledger has it.
                packer.takeVariables();
            }
        }
        packer.reach.classes().forEach((name, bytes) -> {
            String typed = Names.typed(name);
            ledger.size(
                    typed.isEmpty() ? "code" : "class",
                    typed.isEmpty() ? packer.reach.methods(name) : typed,
                    bytes.length);
        });
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
        items.write(what, item, output);
        takeVariables();
    }

    /**
     * The bundle for all that was packed so far.
     *
     * @return the same one until an item brought a new class
     */
    public Engine.Bundle bundle() {
        if (bundle == null || bundled != reach.size()) {
            bundled = reach.size();
            bundle = make();
        }
        return bundle;
    }

    /**
     * Packs a function with the one item that it is for.
     *
     * @param function the function
     * @param item the item; null where the function takes none
     * @param source knows the typed classes
     * @return the work, with id 0
     * @throws NotShippableException if something of it cannot travel
     */
    public static Engine.Work single(Object function, @Nullable Object item, ClassSource source) {
        var packer = new Packer(function, source);
        var items = new ItemsWriter(packer);
        items.add("the argument", item);
        return new Engine.Work(0, packer.bundle(), items.bytes());
    }

    private Engine.Bundle make() {
        byte[] bytes = new Parts(
                        !inspector.mutable,
                        source.addedClassPath(),
                        reach.classes(),
                        plain,
                        items.write("notebook variables", plainOnes.toArray()),
                        variables,
                        graph.bytes())
                .pack();
        return new Engine.Bundle(hash(bytes), bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Taking one variable may reach code that reads others. */
    private void takeVariables() {
        List<Member> found = reach.takeVariables();
        List<Member> statics = reach.takeStatics();
        while (!found.isEmpty() || !statics.isEmpty()) {
            found.forEach(this::take);
            statics.forEach(this::takeStatic);
            found = reach.takeVariables();
            statics = reach.takeStatics();
        }
        List<Member> writes = reach.writes();
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

    private void take(Member field) {
        var variable = new Parts.Variable(field.owner(), field.name());
        Object value = valueOf(variable);
        if (ledger != null) {
            ledger.value("variable", field.name(), value);
        }
        if (value == null || value instanceof String || Inspector.BOXES.contains(value.getClass())) {
            plain.add(variable);
            plainOnes.add(value);
        } else {
            add("the notebook variable '" + field.name() + "'", value);
            variables.add(variable);
        }
    }

    /**
     * A class's own static field has the notebook's value on the worker too; where that cannot travel, as a
     * logger cannot, the worker's own, from the class's initialiser.
     */
    private void takeStatic(Member field) {
        var variable = new Parts.Variable(field.owner(), field.name());
        inspector.mutable = true;
        try {
            Object value = variable.get(loader);
            var _ = new Values(loader, inspector).write("static field " + field.name(), value);
            graph.add("static field " + field.name(), value);
            variables.add(variable);
            if (ledger != null) {
                ledger.value("static field", variable.label(), value);
            }
        } catch (ReflectiveOperationException | LinkageError | NotShippableException e) {
            // Its class fails to initialise here, and so it will there; or the value is the JVM's own.
            inspector.left.add(variable);
        }
    }

    private @Nullable Object valueOf(Parts.Variable variable) {
        try {
            return variable.get(loader);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new NotShippableException(
                    "the notebook variable '" + variable.name() + "' cannot be read: " + e
                            + ": run its cell again, then this one",
                    e);
        }
    }

    /** Adds what packed values consist of to what is reached. */
    private final class Inspector implements Watcher {
        static final Set<Class<?>> BOXES = Set.of(
                Boolean.class,
                Byte.class,
                Character.class,
                Short.class,
                Integer.class,
                Long.class,
                Float.class,
                Double.class);
        private final Set<Class<?>> seen = new HashSet<>();
        private final Set<Parts.Variable> left = new HashSet<>();
        private boolean mutable;

        @Override
        public void type(Class<?> type) {
            if (!seen.add(type)) {
                return;
            }
            Class<?> element = type;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            reach.addClass(element.getName());
            mutable |= !immutable(type);
        }

        private static boolean immutable(Class<?> type) {
            return type == String.class || BOXES.contains(type) || Lambdas.is(type) || type.isEnum();
        }

        @Override
        public void lambda(SerializedLambda lambda) {
            reach.addMethod(new Member(
                    lambda.getImplClass().replace('/', '.'),
                    lambda.getImplMethodName(),
                    lambda.getImplMethodSignature()));
            reach.addClass(lambda.getCapturingClass().replace('/', '.'));
            reach.addClass(lambda.getFunctionalInterfaceClass().replace('/', '.'));
        }
    }
}
