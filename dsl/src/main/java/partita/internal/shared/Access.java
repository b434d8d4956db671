package partita.internal.shared;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.Atoms;
import partita.internal.broker.ClassesKey;
import partita.internal.broker.Numbers;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Sheaf;
import partita.internal.broker.Verb;
import partita.internal.parcel.Packer;
import partita.internal.pool.Seams;
import partita.spi.Engine;

/** The way of a collection's proxy to the collection: packs, asks, unpacks. */
final class Access extends Proxy {
    /** A bundle may be dropped between its arrival and its use, by as many others. */
    private static final int SENDINGS = 10;

    private final Passport.Type type;
    private final Mail mail;
    private final long note;

    Access(Port port, long id, Mail mail, Passport.Type type, long note) {
        super(port, id);
        this.mail = mail;
        this.type = type;
        this.note = note;
    }

    @Override
    String kind() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Passport ticket() {
        return new Passport(type, this, note, 0);
    }

    byte[] pack(String what, @Nullable Object value) {
        byte[] atom = Atoms.pack(value);
        return atom != null ? atom : mail.packKept(Numbers.OTHER, what, value);
    }

    /** Packs what will be somebody's own. */
    byte[] packOwn(String what, @Nullable Object value) {
        byte[] atom = Atoms.pack(value);
        return atom != null ? atom : mail.packTail(Numbers.OTHER, what, value);
    }

    /** A copy that is the caller's own. */
    @SuppressWarnings("NullAway") // a method may give null
    @Nullable
    Object unpackOwn(byte[] bytes) {
        return Atoms.is(bytes) ? Atoms.unpack(bytes) : mail.<@Nullable Object>unpackTail(bytes);
    }

    List<byte[]> packAll(String what, Collection<?> values) {
        List<byte[]> packed = new ArrayList<>(values.size());
        values.forEach(value -> packed.add(pack(what, value)));
        return packed;
    }

    /** A copy of which lists, sets and maps cannot be changed. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what was packed was of the type that the object was made for
    <T extends @Nullable Object> T unpack(byte[] bytes) {
        return Atoms.is(bytes) ? (T) Atoms.unpack(bytes) : mail.<T>unpackKept(bytes);
    }

    /** What is there, or null where nothing is. */
    <T> @Nullable T found(Reply reply) {
        return reply.outcome() == Outcome.DONE ? this.<T>unpack(reply.payload()) : null;
    }

    <T extends @Nullable Object> List<T> unpackAll(Reply reply) {
        List<T> values = new ArrayList<>();
        Sheaf.unpack(reply.payload()).forEach(part -> values.add(this.<T>unpack(part)));
        return values;
    }

    Reply call(Verb verb, byte[]... parts) {
        return call(verb, 0, List.of(parts));
    }

    Reply call(Verb verb, long number, List<byte[]> parts) {
        return raised(send(verb, number, parts));
    }

    /** Asks for what is no verb. */
    Reply plain(Op op, byte[] payload) {
        return raised(await(op, 0, payload, null, null));
    }

    private Reply send(Verb verb, long number, List<byte[]> parts) {
        return await(Op.CALL, verb.ordinal(), number, Sheaf.pack(parts), null, null);
    }

    /** Has a function run where the object is. */
    Reply run(Verb verb, long number, Object function, List<byte[]> others) {
        Engine.Work work = packed(function);
        String hash = work.bundle().hash();
        List<byte[]> parts = new ArrayList<>();
        parts.add(hash.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        parts.addAll(others);
        for (int i = 0; i < SENDINGS; i++) {
            Reply reply = send(verb, number, parts);
            if (reply.outcome() != Outcome.LACKING) {
                return raised(reply);
            }
            // calls of one thread arrive in their order, so it is there before it is asked for
            var _ = port.ask(
                    0,
                    Op.KEEP_BUNDLE,
                    thread(),
                    0,
                    0,
                    ClassesKey.pack(hash, work.bundle().bytes()));
        }
        throw new IllegalStateException(label() + " does not keep what is sent to it: bundle=" + hash);
    }

    /** What the JDK makes of a lambda, such as a comparator, has no loader that knows the lambda. */
    private Engine.Work packed(Object function) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(mail.letters().loader());
        try {
            return Packer.single(function, null, Seams.classes());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** As with a call of one's own: what the other side's code threw is thrown here. */
    private Reply raised(Reply reply) {
        if (reply.outcome() != Outcome.FAILED) {
            return reply;
        }
        throw Access.<RuntimeException>sneak(mail.letters().failure(reply.payload()));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // a method of the user's may declare anything
    private static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
