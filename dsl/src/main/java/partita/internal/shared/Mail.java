package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.ClassesKey;
import partita.internal.broker.Nearby;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.parcel.Letters;
import partita.internal.pool.Seams;

/**
 * Packs and unpacks what goes through one broker, with the classes of one loader.
 *
 * @param letters packs; one for all objects with the same loader, so that their classes are the same
 * @param port the way to the broker, which keeps the classes
 */
record Mail(Letters letters, Port port) implements Letters.Office {
    private static final Map<ClassLoader, WeakReference<Letters>> LETTERS = new WeakHashMap<>();

    static Mail at(Port port, ClassLoader loader) {
        synchronized (LETTERS) {
            WeakReference<Letters> known = LETTERS.get(loader);
            Letters letters = known == null ? null : known.get();
            if (letters == null) {
                letters = new Letters(loader, Seams.classes());
                LETTERS.put(loader, new WeakReference<>(letters));
            }
            return new Mail(letters, port);
        }
    }

    /** The loader that sees what the caller of the DSL sees. */
    static ClassLoader callersLoader() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> Seams.classes().typed(type.getName()))
                        .map(Class::getClassLoader)
                        .findFirst())
                .orElseGet(() -> {
                    ClassLoader context = Thread.currentThread().getContextClassLoader();
                    return context != null ? context : ClassLoader.getSystemClassLoader();
                });
    }

    byte[] pack(String what, @Nullable Object value) {
        return Nearby.with(port, () -> letters.pack(what, value, this));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what was packed was of the type that the object was made for
    <T extends @Nullable Object> T unpack(byte[] bytes) {
        return (T) Nearby.with(port, () -> letters.unpack(bytes, this));
    }

    /** Packs behind a tag what readers get copies of that refuse changes. */
    byte[] packKept(byte tag, String what, @Nullable Object value) {
        return behind(tag, Nearby.with(port, () -> letters.packKept(what, value, this)));
    }

    /** Unpacks what stands behind a tag; its collections refuse changes. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what was packed was of the type that the object was made for
    <T extends @Nullable Object> T unpackKept(byte[] bytes) {
        byte[] letter = tail(bytes);
        return (T) Nearby.with(port, () -> letters.unpackKept(letter, this));
    }

    /** Packs what one reader gets; large arrays lie beside it. */
    byte[] packOnce(String what, @Nullable Object value) {
        return Nearby.with(port, () -> letters.packOnce(what, value, this));
    }

    /** Unpacks what {@link #packOnce} gave, which is gone then. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what was packed was of the type that the object was made for
    <T extends @Nullable Object> T unpackOnce(byte[] bytes) {
        return (T) Nearby.with(port, () -> letters.unpackOnce(bytes, this));
    }

    /** Unpacks what stands behind a tag. */
    <T extends @Nullable Object> T unpackTail(byte[] bytes) {
        return unpack(tail(bytes));
    }

    /** Packs behind a tag. */
    byte[] packTail(byte tag, String what, @Nullable Object value) {
        return behind(tag, pack(what, value));
    }

    /** What stands behind a tag. */
    static byte[] tail(byte[] bytes) {
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    static byte[] behind(byte tag, byte[] packed) {
        byte[] all = new byte[packed.length + 1];
        all[0] = tag;
        System.arraycopy(packed, 0, all, 1, packed.length);
        return all;
    }

    @Override
    public void keep(String hash, byte[] classes) {
        // calls of one thread arrive in their order, so they are there before the value is
        var _ = port.ask(0, Op.KEEP_CLASSES, Proxy.thread(), 0, 0, ClassesKey.pack(hash, classes));
    }

    @Override
    public byte @Nullable [] fetch(String hash) {
        Reply reply = Proxy.uninterruptibly(
                port.ask(0, Op.CLASSES, Proxy.thread(), 0, 0, hash.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .reply());
        return reply.outcome() == Outcome.DONE ? reply.payload() : null;
    }

    @Override
    public @Nullable String enclose(MemorySegment content) {
        return Enclosures.leave(port, content);
    }

    @Override
    public void copy(String name, MemorySegment target) {
        Enclosures.copy(port, name, target);
    }

    @Override
    public void drop(List<String> names) {
        Enclosures.drop(port, names);
    }
}
