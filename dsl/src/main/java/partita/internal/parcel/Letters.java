package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;
import partita.internal.parcel.value.kept.Kept;
import partita.spi.ClassSource;

/**
 * Packs and unpacks values that travel by themselves, outside a bundle: items of a queue, shared values. Beside its
 * bytes, each names the typed classes that it consists of, which are kept at the post office, so that a reader whose
 * own bundle lacks them gets them from there. Safe for use by several threads.
 */
public final class Letters {
    /** Where classes are kept for those who need them. */
    public interface Office {
        /**
         * Keeps classes.
         *
         * @param hash names the content
         * @param classes the packed classes
         */
        void keep(String hash, byte[] classes);

        /**
         * Gives them out.
         *
         * @param hash names the content
         * @return the packed classes, or null if nobody brought them
         */
        byte @Nullable [] fetch(String hash);

        /**
         * Keeps a large content beside the letter that speaks of it, until it is dropped.
         *
         * @param content the content, which is copied
         * @return names it; null if it is to stand in the letter
         */
        default @Nullable String enclose(MemorySegment content) {
            return null;
        }

        /**
         * Copies a content out.
         *
         * @param name names it
         * @param target where to; as long as the content
         * @throws ContentGoneException if somebody has taken its letter meanwhile
         */
        default void copy(String name, MemorySegment target) {
            throw new ContentGoneException(name);
        }

        /**
         * Lets contents go whose letter was read.
         *
         * @param names name them
         */
        default void drop(List<String> names) {
            throw new IllegalStateException("no contents are kept here: names=" + names);
        }
    }

    /** Where the number of its classes stands in other letters: contents lie beside this one, their names come first. */
    private static final int ENCLOSES = Integer.MAX_VALUE;

    private static final byte[] ENCLOSES_BYTES = {-1, -1, -1, -1, 7};
    private static final int SMALL = 256;
    private static final int LARGEST_KEPT = 1 << 16;

    private record Sent(Office office, String className) {}

    private final ClassSource source;
    private final Map<String, byte[]> delivered = new ConcurrentHashMap<>();
    private final ClassLoader loader;
    private final Queue<Desk> desks = new ConcurrentLinkedQueue<>();
    /** The hash of what each typed class needs, once it is kept; empty where that cannot travel by itself. */
    private final Map<Sent, String> sent = new ConcurrentHashMap<>();

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * Makes one.
     *
     * @param own finds classes first
     * @param source knows the typed classes
     */
    public Letters(ClassLoader own, ClassSource source) {
        this.source = source;
        this.loader = new BundleLoader(own, delivered);
    }

    /**
     * Finds the classes of what it unpacks.
     *
     * @return the loader
     */
    public ClassLoader loader() {
        return loader;
    }

    /** Packs for one thread at a time. */
    private final class Desk implements Watcher {
        final Enclosing enclosing = new Enclosing();
        final Values values = new Values(loader, this, enclosing);
        final Values keeping = Values.keeping(loader);
        final Set<String> typed = new LinkedHashSet<>();
        private Output output = new Output(SMALL, -1);
        /** Whether readers get copies that they cannot change. */
        boolean kept;

        /** Empty, to write to; what grew with a large letter is let go. */
        Output output() {
            if (output.getBuffer().length > LARGEST_KEPT) {
                output = new Output(SMALL, -1);
            }
            output.reset();
            return output;
        }

        @Override
        public void type(Class<?> type) {
            Class<?> element = type;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (kept && Kept.lost(element)) {
                throw new NotShippableException(
                        "a " + element.getName() + " cannot stand in a shared collection or value: each reader has a"
                                + " copy, and a change of it would be lost. Nest what a manager makes, such as m.dict(), or"
                                + " use an ArrayList, HashMap, TreeMap, HashSet or the like, whose copies refuse changes",
                        null);
            }
            if (source.typed(element.getName())) {
                typed.add(element.getName());
            }
        }

        @Override
        public void lambda(SerializedLambda lambda) {
            String where = lambda.getCapturingClass().replace('/', '.');
            if (source.typed(where)) {
                throw new NotShippableException(
                        "a lambda typed in a notebook cannot travel by itself: send the value that it is to work on,"
                                + " and let the lambda of par.map or par.process do the rest",
                        null);
            }
        }
    }

    /**
     * Packs a value; its classes are kept.
     *
     * @param what names it in an error, for people
     * @param value the value
     * @param office keeps its classes; one is another by {@code equals}
     * @return its bytes
     * @throws NotShippableException if it, or something it holds, cannot travel
     */
    public byte[] pack(String what, @Nullable Object value, Office office) {
        return pack(what, value, office, false, false);
    }

    /**
     * Packs a value that one reader gets; its classes are kept, and large arrays lie beside it where the office has room.
     *
     * @param what names it in an error, for people
     * @param value the value
     * @param office keeps its classes and contents
     * @return its bytes, for {@link #unpackOnce}
     * @throws NotShippableException if it, or something it holds, cannot travel
     */
    public byte[] packOnce(String what, @Nullable Object value, Office office) {
        return pack(what, value, office, false, true);
    }

    /**
     * Packs a value of which readers get copies that refuse changes; its classes are kept.
     *
     * @param what names it in an error, for people
     * @param value the value
     * @param office keeps its classes
     * @return its bytes
     * @throws NotShippableException if it, or something it holds, cannot travel, or copies of it could be changed
     */
    public byte[] packKept(String what, @Nullable Object value, Office office) {
        return pack(what, value, office, true, false);
    }

    private byte[] pack(String what, @Nullable Object value, Office office, boolean kept, boolean once) {
        Desk desk = desk();
        desk.kept = kept;
        desk.enclosing.pack(once ? office : null);
        boolean packed = false;
        try {
            Output content = desk.output();
            content.writeVarInt(0, true);
            desk.values.write(what, value, content);
            byte[] letter = desk.typed.isEmpty() ? content.toBytes() : addressed(desk.typed, content, office);
            packed = true;
            List<String> names = desk.enclosing.names();
            return names.isEmpty() ? letter : enclosing(names, letter);
        } finally {
            if (!packed && !desk.enclosing.names().isEmpty()) {
                office.drop(desk.enclosing.names());
            }
            desk.typed.clear();
            desks.add(desk);
        }
    }

    private static byte[] enclosing(List<String> names, byte[] letter) {
        var output = new Output(letter.length + 64 * (1 + names.size()), -1);
        output.writeVarInt(ENCLOSES, true);
        output.writeVarInt(names.size(), true);
        names.forEach(output::writeString);
        output.writeBytes(letter);
        return output.toBytes();
    }

    /**
     * The contents that lie beside a letter.
     *
     * @param bytes the letter, perhaps behind something else
     * @param at where it begins
     * @return their names; none for most
     */
    public static List<String> enclosed(byte[] bytes, int at) {
        int end = at + ENCLOSES_BYTES.length;
        return bytes.length <= end || !Arrays.equals(bytes, at, end, ENCLOSES_BYTES, 0, ENCLOSES_BYTES.length)
                ? List.of()
                : names(new Input(bytes, end, bytes.length - end));
    }

    private static List<String> names(Input input) {
        var names = new ArrayList<String>();
        for (int n = input.readVarInt(true); n > 0; n--) {
            names.add(input.readString());
        }
        return names;
    }

    /** With the names of its classes in the place of their number, 0, that it begins with. */
    private byte[] addressed(Set<String> typed, Output content, Office office) {
        var output = new Output(content.position() + 64, -1);
        output.writeVarInt(typed.size(), true);
        for (String name : typed) {
            output.writeString(name);
            output.writeString(sent.computeIfAbsent(new Sent(office, name), this::keep));
        }
        output.writeBytes(content.getBuffer(), 1, content.position() - 1);
        return output.toBytes();
    }

    /**
     * Unpacks a value.
     *
     * @param bytes what {@link #pack} gave, here or elsewhere
     * @param office keeps its classes
     * @return the value
     * @throws NotShippableException if it is of a class that is not known here and cannot travel by itself
     */
    public @Nullable Object unpack(byte[] bytes, Office office) {
        return unpack(bytes, office, false);
    }

    /**
     * Unpacks a value that nobody else unpacks afterwards: the contents that lie beside it are let go.
     *
     * @param bytes what {@link #packOnce} gave, here or elsewhere
     * @param office keeps its classes and contents
     * @return the value
     * @throws NotShippableException if it is of a class that is not known here and cannot travel by itself
     */
    public @Nullable Object unpackOnce(byte[] bytes, Office office) {
        try {
            return unpack(bytes, office, false);
        } finally {
            List<String> names = enclosed(bytes, 0);
            if (!names.isEmpty()) {
                office.drop(names);
            }
        }
    }

    /**
     * Unpacks a value; what it holds of the JDK's collections refuses changes.
     *
     * @param bytes what {@link #packKept} gave, here or elsewhere
     * @param office keeps its classes
     * @return the value
     * @throws NotShippableException if it is of a class that is not known here and cannot travel by itself
     */
    public @Nullable Object unpackKept(byte[] bytes, Office office) {
        return unpack(bytes, office, true);
    }

    private @Nullable Object unpack(byte[] bytes, Office office, boolean keeping) {
        var input = new Input(bytes);
        int typed = input.readVarInt(true);
        if (typed == ENCLOSES) {
            names(input);
            typed = input.readVarInt(true);
        }
        for (int n = typed; n > 0; n--) {
            expect(input.readString(), input.readString(), office);
        }
        Desk desk = desk();
        desk.enclosing.unpack(office);
        try {
            return (keeping ? desk.keeping : desk.values).read(input);
        } finally {
            desk.typed.clear();
            desks.add(desk);
        }
    }

    /**
     * Unpacks what a {@link Tool} packed of a failure.
     *
     * @param bytes the failure
     * @return what was thrown, or a stand-in where its class is not known here
     */
    public Throwable failure(byte[] bytes) {
        return Failure.read(new Input(bytes), new Values(loader, Watcher.NONE));
    }

    /** The typed classes that a value consists of, and the hash of what each needs. */
    static Map<String, String> classes(byte[] letter) {
        var input = new Input(letter);
        var classes = new LinkedHashMap<String, String>();
        for (int n = input.readVarInt(true); n > 0; n--) {
            classes.put(input.readString(), input.readString());
        }
        return classes;
    }

    private Desk desk() {
        Desk idle = desks.poll();
        return idle != null ? idle : new Desk();
    }

    private String keep(Sent wanted) {
        TypedClasses needed = TypedClasses.of(wanted.className(), source, loader);
        if (!needed.hash().isEmpty()) {
            wanted.office().keep(needed.hash(), needed.bytes());
        }
        return needed.hash();
    }

    private void expect(String name, String hash, Office office) {
        if (known.contains(name)) {
            return;
        }
        if (!loads(name)) {
            byte[] bytes = hash.isEmpty() ? null : office.fetch(hash);
            if (bytes == null) {
                throw new NotShippableException(
                        "a value of class=" + Names.typed(name) + " arrived in a process that does not know the class,"
                                + " which cannot travel by itself because it reads notebook variables or has static fields: use the class in"
                                + " the lambda that reads the value, as in (" + Names.typed(name) + ") queue.get()",
                        null);
            }
            TypedClasses.unpack(bytes).forEach(delivered::putIfAbsent);
        }
        known.add(name);
    }

    private boolean loads(String name) {
        try {
            var _ = Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException _) {
            return false; // that is the answer
        }
    }
}
