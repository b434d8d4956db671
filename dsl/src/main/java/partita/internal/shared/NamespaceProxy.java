package partita.internal.shared;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import partita.api.SharedNamespace;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Verb;
import partita.internal.parcel.value.Travels;

/** A namespace as users hold it. */
final class NamespaceProxy implements SharedNamespace, Travels {
    private final Access access;

    NamespaceProxy(Port port, long id, Mail mail) {
        access = new Access(port, id, mail, Passport.Type.NAMESPACE, 0);
    }

    @Override
    public Passport ticket() {
        return access.ticket();
    }

    private byte[] key(String name) {
        return access.pack("the name", Objects.requireNonNull(name, "name=null"));
    }

    @Override
    public void set(String name, @Nullable Object value) {
        access.call(Verb.PUT, key(name), access.pack("the value of name=" + name, value));
    }

    @Override
    public @Nullable Object get(String name) {
        return access.unpack(there(name, access.call(Verb.GET, key(name))).payload());
    }

    private Reply there(String name, Reply reply) {
        if (reply.outcome() != Outcome.DONE) {
            throw new NoSuchElementException(
                    access.label() + " has no name=" + name + "; it has names=" + names() + ": set it first");
        }
        return reply;
    }

    @Override
    @SuppressWarnings("NullAway") // null was set, and is of every type
    public <T extends @Nullable Object> T get(String name, Class<T> type) {
        Object value = get(name);
        if (value != null && !type.isInstance(value)) {
            throw new ClassCastException("the value of name=" + name + " is of class="
                    + value.getClass().getName() + ", not type=" + type.getName());
        }
        return type.cast(value);
    }

    @Override
    public boolean has(String name) {
        return access.call(Verb.HAS_ALL, key(name)).outcome() == Outcome.DONE;
    }

    @Override
    public void remove(String name) {
        there(name, access.call(Verb.REMOVE, key(name)));
    }

    @Override
    public Set<String> names() {
        List<@Nullable Object> all = access.unpackAll(access.call(Verb.ALL));
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i += 2) {
            names.add(String.valueOf(all.get(i)));
        }
        return names;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamespaceProxy n && n.access.equals(access);
    }

    @Override
    public int hashCode() {
        return access.hashCode();
    }

    /** As Python shows it. */
    @Override
    public String toString() {
        return Shown.of(access, () -> {
            List<@Nullable Object> all = access.unpackAll(access.call(Verb.ALL));
            var text = new StringJoiner(", ", "Namespace(", ")");
            for (int i = 0; i < all.size(); i += 2) {
                text.add(all.get(i) + "=" + all.get(i + 1));
            }
            return text;
        });
    }
}
